"""Asking for a sign-in link, and using it."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity import memberships, people, sign_in
from wallet.identity.permissions import Permission
from wallet.notifications import outbox
from wallet.web.sign_in.blueprint import bp


@bp.get("/")
@requires(Permission.ANYONE)
def new() -> ResponseReturnValue:
    return render_template("sign_in/new.html")


@bp.post("/")
@requires(Permission.ANYONE)
def create() -> ResponseReturnValue:
    """Send a link, if there is somebody with this address; say the same if there is not."""
    now = clock.now()
    person = people.find_by_email(db.session, request.form.get("email", ""))
    if person and person.email and sign_in.may_ask(db.session, person, now=now):
        token = sign_in.issue(db.session, person, now=now)
        link = current_app.config["WALLET"].base_url + url_for(".show", token=token)
        outbox.enqueue(
            db.session,
            recipient=person.email,
            subject=gettext("Your link to sign in"),
            body=gettext("Open this link to sign in. It works once, for 15 minutes:")
            + f"\n\n{link}\n",
            now=now,
        )
    return redirect(url_for(".sent"))


@bp.get("/sent")
@requires(Permission.ANYONE)
def sent() -> ResponseReturnValue:
    return render_template("sign_in/sent.html", is_demo=current_app.config["WALLET"].is_demo)


@bp.get("/<token>")
@requires(Permission.ANYONE)
def show(token: str) -> ResponseReturnValue:
    """A button: mail programs that open links to look at them must not use them up."""
    return render_template("sign_in/show.html", token=token)


@bp.post("/<token>")
@requires(Permission.ANYONE)
def consume(token: str) -> ResponseReturnValue:
    person = sign_in.consume(db.session, token, now=clock.now())
    own = memberships.of_person(db.session, person)
    if not own:
        return redirect(url_for("public.home"))
    access.sign_in_member(own[0])
    return redirect(url_for("sign_in.choose" if len(own) > 1 else "public.home"))
