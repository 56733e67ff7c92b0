"""What shops of the demo town arrange beside selling: offers, and one wants another account."""

from datetime import datetime

from wallet import clock
from wallet.cli.demo.money import Town
from wallet.database import Session
from wallet.merchants import iban_changes, merchants, offer_decisions, offers
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.settlement import calendars, self_billing
from wallet.settlement.calendars import Calendar

OFFERS = (
    ("merchant", "Brood en zes bolletjes", Euros(4_75), Euros(5_50)),
    ("merchant", "Gebak voor vier", Euros(12_60), Euros(12_60)),
    ("second_merchant", "Band plakken", Euros(10_00), Euros(14_00)),
    ("third_merchant", "Zwemmen, een keer", Euros(3_20), Euros(5_50)),
    ("third_merchant", "Tien keer zwemmen", Euros(45_00), Euros(48_00)),
)
WAITING = "Tien keer zwemmen"
DECLINED = "Gebak voor vier"
NEW_IBAN = "NL20INGB0001234567"


def arrange(session: Session, town: Town, *, now: datetime) -> None:
    """Fridays from EUR 5; offers in every state; the bicycle repairer asks for another account."""
    admin = town.staff["admin"]
    today = clock.day_of(now)
    calendar = Calendar(weekday=5, minimum=Euros(5_00))
    calendars.decide(
        session, town.programme, calendar, valid_from=today, by=admin.person, today=today
    )
    for key, name, price, usual in OFFERS:
        offer = offers.submit(
            session,
            _shop_of(session, town, key),
            programme_id=town.programme.id,
            name=name,
            prices=(price, usual),
            by=town.staff[key].person,
            now=now,
        )
        if name == DECLINED:
            reason = "Vraag iets minder dan de gewone prijs, zoals bij het brood."
            offer_decisions.decline(session, offer, by=admin, reason=reason, now=now)
        elif name != WAITING:
            offer_decisions.approve(session, offer, by=admin, now=now)
    baker, repairer = town.staff["merchant"].person, town.staff["second_merchant"].person
    bakery = _shop_of(session, town, "merchant")
    self_billing.choose(session, bakery, is_wanted=True, by=baker, now=now)
    bicycles = _shop_of(session, town, "second_merchant")
    iban_changes.ask(session, bicycles, iban=NEW_IBAN, payee=bicycles.payee, by=repairer, now=now)


def _shop_of(session: Session, town: Town, key: str) -> Merchant:
    return merchants.of_organisation(session, town.organisation(key).id)[0]
