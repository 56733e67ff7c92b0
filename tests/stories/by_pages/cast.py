"""Step 1: the administrator lets partners in and invites their people, who sign in by e-mail."""

import re
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from tests.client import Client
from tests.stories import town as towns
from tests.stories import visitors
from tests.stories.town import PARTNERS, PEOPLE, SHOPS, Town
from tests.stories.visitors import Strangers, Visitor
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role
from wallet.notifications.outbox import Message


@dataclass(frozen=True)
class Cast:
    """Who acts, by first name."""

    app: Flask
    town: Town
    strangers: Strangers
    visitors: dict[str, Visitor]

    def __getattr__(self, first_name: str) -> Visitor:
        """`cast.fatma` is Fatma at her browser."""
        return self.visitors[first_name]

    def visitor(self, role: Role, browser: Client) -> Visitor:
        """Somebody at a phone or a till."""
        return Visitor(browser, self.strangers, role)


def gather(app: Flask, strangers: Strangers, town: Town) -> Cast:
    cast = Cast(app, town, strangers, {})
    for name, member in town.staff.items():
        _signs_in(cast, name, member.role)
    the_programme_is_there(cast)
    for name, kvk_number in PARTNERS.items():
        _is_admitted(cast, name, kvk_number)
    for name, (organisation, role) in PEOPLE.items():
        _is_invited(cast, name, organisation, role)
        _signs_in(cast, name, role)
    for shop in SHOPS:
        owner = town.session.scalars(select(Organisation).filter_by(name=shop)).one()
        towns.open_shop(town.session, owner, town.programme)
    town.session.commit()
    return cast


def the_programme_is_there(cast: Cast) -> None:
    home = cast.noor.read("/admin/")
    assert "Doetegoed Demostad" in home.text
    assert "€ 1,00" in cast.noor.read(f"/admin/programmes/{cast.town.programme.id}").text


def _is_admitted(cast: Cast, name: str, kvk_number: str) -> None:
    programme = f"/admin/programmes/{cast.town.programme.id}"
    page = cast.noor.submit(programme, {"name": name, "kvk_number": kvk_number})
    assert f"{name} doet mee" in page.text


def _is_invited(cast: Cast, name: str, organisation: str, role: Role) -> None:
    people = cast.noor.read("/admin/people/")
    organisation_id = people.find(f"//option[normalize-space()='{organisation}']/@value")
    invitation = {
        "organisation_id": organisation_id,
        "role": role.value,
        "name": name,
        "email": towns.email_of(name),
    }
    page = cast.noor.submit("/admin/people/", invitation)
    assert f"{name} kan nu inloggen" in page.text


def _signs_in(cast: Cast, name: str, role: Role) -> None:
    """Ask for a link, open the mail, press the one button."""
    browser, email = visitors.new_browser(cast.app), towns.email_of(name)
    browser.submit("/sign-in/", form="main//form", email=email)
    link = _link_in_the_latest_mail(cast, email)
    assert browser.submit(link, form="main//form").status_code == 302
    again = visitors.new_browser(cast.app).submit(link, form="main//form")
    assert again.status_code == 409
    cast.visitors[name.split(maxsplit=1)[0].lower()] = cast.visitor(role, browser)


def _link_in_the_latest_mail(cast: Cast, email: str) -> str:
    mails = select(Message.body).filter_by(recipient=email).order_by(Message.enqueued_at.desc())
    body = cast.town.session.scalars(mails).first()
    cast.town.session.rollback()
    (link,) = re.findall(r"http://localhost(/sign-in/\S+)", str(body))
    return str(link)
