"""What there is to do this week: to verify, to spend, to warn about."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.activities import budgets, participations
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import registrations
from wallet.web.organiser.blueprint import bp


@bp.get("/")
@requires(Permission.RUN_ACTIVITIES)
def home() -> ResponseReturnValue:
    member = access.membership()
    own = budgets.of_organisation(db.session, member.organisation_id, clock.day_of(clock.now()))
    waiting = participations.waiting(db.session, member.organisation_id)
    mine = [each for each in waiting if each.may_be_verified_by(member.person_id)]
    return render_template(
        "organiser/home.html",
        budgets=own,
        terms={budget.programme.id: budget.terms for budget in own},
        mine=mine,
        of_others=[each for each in waiting if each not in mine],
        participants=registrations.participants(db.session, member.organisation_id),
    )
