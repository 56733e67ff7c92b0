"""Step 1: the administrator opens the programme and invites people, who sign in by e-mail."""

import re
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from tests.client import Client
from tests.stories import town as towns
from tests.stories import visitors
from tests.stories.town import ADMIN, PARTNERS, PEOPLE, PROGRAMME, SHOPS, Town
from tests.stories.visitors import Strangers, Visitor
from wallet.identity.permissions import Role
from wallet.notifications.outbox import Message

TERMS = {
    "coin": "1",
    "lapse_months": "12",
    "confirm_above": "25",
    "second_verifier_above": "50,00",
    "month_cap": "150",
    "year_cap": "1500",
    "card_pin_above": "10",
    "card_sales_without_pin": "5",
    "card_day_limit": "25",
}


@dataclass(frozen=True)
class Cast:
    """Who acts, by first name, and in which programme."""

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

    @property
    def programme(self) -> str:
        """Where the administrator finds it."""
        return self.noor.read("/admin/").find("//main//h2/a[contains(@href, '/programmes/')]/@href")


def gather(app: Flask, strangers: Strangers, town: Town) -> Cast:
    cast = Cast(app, town, strangers, {})
    _signs_in(cast, ADMIN, Role.ADMIN)
    opened = cast.noor.submit("/admin/programmes/new", PROGRAMME | TERMS)
    assert "€ 1,00" in opened.text
    for shop in SHOPS:
        assert shop["name"] in cast.noor.submit(f"{opened.path}/shops/new", shop).text
    for name, kvk_number in PARTNERS.items():
        partner = {"name": name, "kvk_number": kvk_number}
        page = cast.noor.submit(opened.path, partner, to=f"{opened.path}/organisations")
        assert name in page.text
    for name, (organisation, role) in PEOPLE.items():
        _is_invited(cast, name, organisation, role)
        _signs_in(cast, name, role)
    return cast


def _is_invited(cast: Cast, name: str, organisation: str, role: Role) -> None:
    people = cast.noor.read("/admin/people/")
    organisation_id = people.find(f"//option[normalize-space()='{organisation}']/@value")
    invitation = {
        "organisation_id": organisation_id,
        "role": role.value,
        "name": name,
        "email": towns.email_of(name),
    }
    assert name in cast.noor.submit("/admin/people/", invitation).text


def _signs_in(cast: Cast, name: str, role: Role) -> None:
    """Ask for a link, open the mail, press the one button."""
    browser, email = visitors.new_browser(cast.app), towns.email_of(name)
    browser.submit("/sign-in/", form="main//form", email=email)
    link = _link_in_the_latest_mail(cast, email)
    assert browser.submit(link, form="main//form").status_code == 302
    again = visitors.new_browser(cast.app).submit(link, form="main//form")
    assert again.status_code == 409
    cast.visitors[towns.first_name(name)] = cast.visitor(role, browser)


def _link_in_the_latest_mail(cast: Cast, email: str) -> str:
    mails = select(Message.body).filter_by(recipient=email).order_by(Message.enqueued_at.desc())
    body = cast.town.session.scalars(mails).first()
    cast.town.session.rollback()
    (link,) = re.findall(r"http://localhost(/sign-in/\S+)", str(body))
    return str(link)
