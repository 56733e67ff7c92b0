"""What a person or a script needs to act in the demo town: links, tokens, phones and tills."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from wallet import clock
from wallet.cli.demo import cards, people
from wallet.cli.demo.at_the_till import PAY_PIN
from wallet.cli.demo.keys import DemoKeys
from wallet.database import Session
from wallet.identity import people as registered
from wallet.identity import sign_in
from wallet.identity.people import Person
from wallet.merchants import merchants, pairings, tills
from wallet.programmes import programmes
from wallet.programmes.programmes import ProgrammeNotFound
from wallet.wallets import devices, enrolments, pins, registrations, wallets

LINK_LIVES = timedelta(days=1)
PHONES = 20
TILLS = 2


class NotADemo(LookupError):
    """This database was not seeded as a demo; its secrets are nobody's business."""


def check_demo(session: Session, keys: DemoKeys | None) -> DemoKeys:
    """Raises NotADemo."""
    if keys is None or not keys.programme_id:
        raise NotADemo
    try:
        programmes.get(session, UUID(keys.programme_id))
    except ProgrammeNotFound as error:
        raise NotADemo from error
    return keys


def sign_in_links(session: Session, keys: DemoKeys) -> dict[str, str]:
    """A fresh one-time link for each role, for a participant's phone and for a till."""
    now = clock.now()
    links: dict[str, str] = {}
    for key in people.STAFF:
        token = sign_in.issue(session, _person(session, key), now=now, lives=LINK_LIVES)
        links[key] = f"{keys.base_url}/sign-in/{token}"
    links["participant"] = _enrolment_link(session, keys)
    links["till"] = _pairing_link(session, keys)
    return links


def everything(session: Session, keys: DemoKeys, database_url: str) -> dict[str, Any]:
    """All of it, as `wallet demo access --json` prints it."""
    return {
        "base_url": keys.base_url,
        "sign_in": sign_in_links(session, keys),
        "tills": [
            {"merchant": merchant, "token": token}
            for merchant, token in list(keys.till_tokens.items())[:TILLS]
        ],
        "treasurer_token": keys.treasurer_token,
        "sponsor": {"token": keys.sponsor_token, "fund_id": keys.fund_id},
        "participant": {"pay_pin": PAY_PIN},
        "participants": _phones(session, keys),
        "cards": cards.in_hands(session, UUID(keys.programme_id)),
        "database_url": database_url,
    }


def _phones(session: Session, keys: DemoKeys) -> list[dict[str, Any]]:
    """The enrolled phones with the most coins: handle, secret in hex, balance in cents.

    Without that of the participant with a pay PIN, who would be asked first.
    """
    programme_id = UUID(keys.programme_id)
    phones: list[dict[str, Any]] = []
    for registration in registrations.of_programme(session, programme_id):
        wallet = registration.wallet
        if pins.is_set(session, wallet.id):
            continue
        for device in devices.of_wallet(session, wallet.id)[:1]:
            secret = devices.secret_of(session, device)
            phones.append(
                {
                    "handle": device.handle,
                    "secret": secret.hex(),
                    "balance_cents": wallets.balance(session, wallet).cents,
                }
            )
    phones.sort(key=lambda phone: phone["balance_cents"], reverse=True)
    return phones[:PHONES]


def _enrolment_link(session: Session, keys: DemoKeys) -> str:
    registration = registrations.of_programme(session, UUID(keys.programme_id))[0]
    by = _person(session, "coordinator")
    code = enrolments.issue(session, registration.wallet, by=by, now=clock.now())
    return f"{keys.base_url}/enrol#{code}"


def _pairing_link(session: Session, keys: DemoKeys) -> str:
    """For the first shop's till, whatever device that is by now: visitors pair their own."""
    first = next(iter(keys.till_tokens))
    shops = merchants.of_programme(session, UUID(keys.programme_id))
    [shop] = [each for each in shops if each.name == first]
    till = tills.of_merchant(session, shop.id)[0]
    code = pairings.issue(session, till, by=_person(session, "merchant"), now=clock.now())
    return f"{keys.base_url}/till/pair#{code}"


def _person(session: Session, key: str) -> Person:
    """Who holds this post in the demo town."""
    person = registered.find_by_email(session, people.email_of(key))
    assert person is not None
    return person
