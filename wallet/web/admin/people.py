"""Who may sign in for which organisation, and inviting somebody."""

from http import HTTPStatus
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access, words
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity import memberships
from wallet.identity.memberships import Membership
from wallet.identity.people import LONGEST_EMAIL, EmailMalformed, NameMissing
from wallet.identity.permissions import Permission
from wallet.notifications import outbox
from wallet.programmes import invitations
from wallet.programmes.invitations import (
    OPERATOR_ROLES,
    PARTNER_ROLES,
    AlreadyMember,
    RoleNotForOrganisation,
)
from wallet.web.admin.blueprint import people_bp as bp
from wallet.web.fields import Choice, Line, OneOf
from wallet.web.form import Form

ROLES = PARTNER_ROLES + OPERATOR_ROLES
ABOUT = {
    NameMissing: "name",
    EmailMalformed: "email",
    AlreadyMember: "email",
    RoleNotForOrganisation: "role",
}


class NewInvitation(Schema):
    """Who may sign in, as what, for whom."""

    organisation_id = Choice()
    role = OneOf(ROLES)
    name = Line()
    email = Line(most=LONGEST_EMAIL)


@bp.get("/")
@requires(Permission.RUN_PROGRAMMES)
def index() -> ResponseReturnValue:
    return _page(Form(values={}))


@bp.post("/")
@requires(Permission.RUN_PROGRAMMES)
def invite() -> ResponseReturnValue:
    form = Form(NewInvitation(), about=ABOUT)
    with form:
        typed = form.read()
        organisation_id: UUID = typed.pop("organisation_id")
        invited = invitations.invite(
            db.session,
            access.membership(),
            invitations.get_organisation(db.session, access.organisation().id, organisation_id),
            now=clock.now(),
            **typed,
        )
        _tell(invited)
        flash(gettext("%(name)s can sign in now.", name=invited.person.name), "good")
        return redirect(url_for(".index"))
    return _page(form)


def _tell(invited: Membership) -> None:
    """By e-mail: where to sign in. The link itself is asked for there, and works once."""
    assert invited.person.email is not None  # nobody is invited without one
    link = current_app.config["WALLET"].base_url + url_for("sign_in.new")
    sentence = gettext(
        "You can sign in for %(name)s now, with this e-mail address:",
        name=invited.organisation.name,
    )
    outbox.enqueue(
        db.session,
        recipient=invited.person.email,
        subject=gettext("You are invited"),
        body=f"{sentence}\n\n{link}\n",
        now=clock.now(),
    )


def _page(form: Form) -> tuple[str, HTTPStatus]:
    own = invitations.organisations_of(db.session, access.organisation().id)
    page = render_template(
        "admin/people/index.html",
        form=form,
        organisations=own,
        roles=[(role.value, words.ROLE_NAMES[role]) for role in ROLES],
        role_names=words.ROLE_NAMES,
        memberships=memberships.of_organisations(db.session, [one.id for one in own]),
    )
    return page, form.status
