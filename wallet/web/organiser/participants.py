"""The participants of an organisation: register somebody new, and see how one is doing."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from wallet import clock
from wallet.activities import allowance, participations
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.people import (
    LATEST_BIRTH_YEAR,
    OLDEST_BIRTH_YEAR,
    BirthYearOutOfRange,
    NameMissing,
)
from wallet.identity.permissions import Permission
from wallet.merchants import card_desk
from wallet.programmes import programmes, terms
from wallet.wallets import devices, pins, registrations, wallets
from wallet.web.fields import Choice, Line, Number
from wallet.web.form import Form
from wallet.web.organiser.blueprint import participants_bp as bp

SEARCH_FROM = 10
"""With fewer participants than this, looking is quicker than searching."""


class NewParticipant(Schema):
    """What is asked at the desk: nothing more is needed."""

    programme_id = Choice()
    pseudonym = Line()
    birth_year = Number(least=OLDEST_BIRTH_YEAR, most=LATEST_BIRTH_YEAR)


@bp.get("/")
@requires(Permission.RUN_ACTIVITIES)
def index() -> ResponseReturnValue:
    known = registrations.participants(db.session, access.organisation().id)
    wanted = request.args.get("name", "").strip()
    found = [each for each in known if wanted.casefold() in each.pseudonym.casefold()]
    return render_template(
        "organiser/participants/index.html",
        participants=found,
        wanted=wanted,
        may_search=len(known) >= SEARCH_FROM,
        programmes={each.id: each for each in _programmes()},
    )


@bp.get("/new")
@requires(Permission.RUN_ACTIVITIES)
def new() -> ResponseReturnValue:
    return _new(Form())


@bp.post("/")
@requires(Permission.RUN_ACTIVITIES)
def create() -> ResponseReturnValue:
    """Register, and go on to the start code. With 307: that is a POST, and reloading repeats it."""
    form = Form(
        NewParticipant(), about={NameMissing: "pseudonym", BirthYearOutOfRange: "birth_year"}
    )
    with form:
        known = registrations.register(
            db.session, access.membership(), now=clock.now(), **form.read()
        )
        return redirect(url_for(".issue", participant_id=known.wallet_id), code=307)
    return _new(form), form.status


@bp.get("/<uuid:participant_id>")
@requires(Permission.RUN_ACTIVITIES)
def show(participant_id: UUID) -> ResponseReturnValue:
    organisation_id, today = access.organisation().id, clock.day_of(clock.now())
    known = registrations.get(db.session, organisation_id, participant_id)
    wallet = known.wallet
    in_force = terms.terms_on(db.session, known.programme_id, today)
    return render_template(
        "organiser/participants/show.html",
        participant=known,
        programme=programmes.get(db.session, known.programme_id),
        terms=in_force,
        balance=wallets.balance(db.session, wallet),
        lapsing=wallets.lapsing(db.session, wallet),
        limits=allowance.usage(db.session, wallet, today, in_force),
        cards=card_desk.of_wallet(db.session, wallet.id, now=clock.now()),
        pin_is_set=pins.is_set(db.session, wallet.id),
        pin_is_locked=pins.is_locked(db.session, wallet.id),
        phones=devices.of_wallet(db.session, wallet.id),
        participations=participations.of_wallet(
            db.session, wallet.id, organisation_id=organisation_id
        ),
    )


def _new(form: Form) -> str:
    return render_template("organiser/participants/new.html", form=form, programmes=_programmes())


def _programmes() -> list[programmes.Programme]:
    return programmes.joined_by(db.session, access.organisation().id)
