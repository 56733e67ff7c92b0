"""Where each page of phone, till, shop and desk is to be seen: by the name of its route.

`tests/browser/test_every_page.py` goes to all of them, and compares this with the routes there are.
"""

import contextlib
from collections.abc import Callable
from uuid import uuid4

from tests.browser.whole_town import WholeTown
from wallet import clock
from wallet.codes import pay_codes
from wallet.merchants import consents, phone_sales
from wallet.merchants.confirmations import Confirmation, PhoneMustConfirm
from wallet.merchants.redemptions import Redemption
from wallet.money import Euros
from wallet.wallets import devices
from wallet.wallets.devices import Device

Places = dict[str, Callable[[WholeTown], list[str]]]


def at(*paths: str) -> Callable[[WholeTown], list[str]]:
    """The same in every town."""
    return lambda _: list(paths)


def in_shop(*paths: str) -> Callable[[WholeTown], list[str]]:
    """In the shop's part."""
    return lambda whole: [f"/merchant/{whole.town.till.merchant_id}{path}" for path in paths]


def of_sales(path: str, *which: int) -> Callable[[WholeTown], list[str]]:
    """Of some of the sales, in the shop's part."""
    return lambda whole: [
        place for n in which for place in in_shop(path.format(whole.sales[n].id))(whole)
    ]


def asked(whole: WholeTown) -> list[str]:
    """A question above the floor that was answered with no, and the one that waits now."""
    session, now = whole.session, clock.now()
    session.rollback()
    device = devices.of_wallet(session, whole.town.wallet.id)[-1]  # the one in the browser
    declined = _ask(whole, device)
    consents.decline(session, declined, now=now)
    session.commit()
    return [f"/wallet/confirmations/{each.id}" for each in (declined, _ask(whole, device))]


def _ask(whole: WholeTown, device: Device) -> Confirmation:
    session, now = whole.session, clock.now()
    used = pay_codes.last_used_step(session, device) or 0
    step = max(pay_codes.step_at(now), used + 1)
    code = str(pay_codes.make(devices.secret_of(session, device), device.handle, step))
    with contextlib.suppress(PhoneMustConfirm):
        phone_sales.redeem(
            session, whole.town.till, request_id=uuid4(), code=code, price=Euros(30_00), now=now
        )
    waiting = consents.waiting(session, device, now=now)
    assert waiting is not None
    session.commit()
    return waiting


def own_sales(whole: WholeTown) -> list[str]:
    """Each with another answer, but for the sale of somebody else."""
    own: list[Redemption] = [sale for sale in whole.sales if sale.wallet_id == whole.town.wallet.id]
    return [f"/wallet/sales/{sale.id}" for sale in own]


def of_participant(*paths: str) -> Callable[[WholeTown], list[str]]:
    """At the desk, of the participant with the card."""
    return lambda whole: [
        f"/organiser/participants/{whole.town.wallet.id}{path.format(whole.card.id)}"
        for path in paths
    ]


PHONE_PLACES: Places = {
    "participant.enrol": at("/enrol"),
    "participant.people": at("/wallet/people"),
    "participant.wallet": at("/wallet"),
    "participant.coins": at("/wallet/coins"),
    "participant.history": at("/wallet/history", "/wallet/history?month=2026-01"),
    "participant.shops": at("/wallet/shops"),
    "participant.to_do": at("/wallet/activities"),
    "participant.phones": at("/wallet/phones"),
    "participant.pin": at("/wallet/pin"),
    "participant.spoken": at("/wallet/spoken"),
    "participant.sale": own_sales,
    "participant.confirmation": asked,
}
TILL_PLACES: Places = {
    "till.pad": at("/till"),
    "till.index": at("/till/redemptions"),
    "till.balance": at("/till/card-balance"),
    "till.pairing": at("/till/pair"),
    "till.show": lambda whole: [
        f"/till/redemptions/{request_id}"
        for request_id in (
            whole.sales[0].request_id,
            whole.sales[-1].request_id,
            whole.refused,
        )
    ],
}
SHOP_PLACES: Places = {
    "merchant.home": at("/merchant/"),
    "merchant.shop": in_shop(""),
    "merchant.sales.index": in_shop("/sales/"),
    "merchant.sales.show": of_sales("/sales/{}", 0, 3, 4),
    "merchant.sales.propose": of_sales("/sales/{}/reversal", 0),
    "merchant.tills.index": in_shop("/tills/"),
    "merchant.tills.propose": lambda whole: in_shop(f"/tills/{whole.town.till.id}/block")(whole),
    "merchant.disputes.index": in_shop("/disputes/"),
    "merchant.disputes.show": of_sales("/disputes/{}", 1, 2),
    "merchant.weeks.index": in_shop("/weeks/"),
    "merchant.payouts.index": in_shop("/payouts/"),
    "merchant.payouts.show": lambda whole: in_shop(f"/payouts/{whole.settlement.payouts[0].id}")(
        whole
    ),
    "merchant.offers.index": in_shop("/offers/"),
    "merchant.offers.new": in_shop("/offers/new"),
    "merchant.account.show": in_shop("/account/"),
    "merchant.account.show_address": in_shop("/account/address"),
}
DESK_PLACES: Places = {
    "organiser.home": at("/organiser/"),
    "organiser.activities.index": at("/organiser/activities/"),
    "organiser.activities.new": at("/organiser/activities/new"),
    "organiser.cards.index": at("/organiser/cards/"),
    "organiser.participants.index": at("/organiser/participants/"),
    "organiser.participants.new": at("/organiser/participants/new"),
    "organiser.participants.show": of_participant(""),
    "organiser.participants.take_card": of_participant("/cards/new"),
    "organiser.participants.take_pin": of_participant("/cards/{}/pin"),
    "organiser.participants.ladder_of": of_participant("/ladder"),
    "organiser.participations.index": at("/organiser/participations/"),
    "organiser.participations.new": at("/organiser/participations/new"),
    "organiser.participations.show": lambda whole: [f"/organiser/participations/{whole.waits}"],
    "organiser.participations.propose": lambda whole: [
        f"/organiser/participations/{whole.waits}/rejection"
    ],
}
NO_PAGES = {
    "merchant.payouts.csv": "a file",
    "merchant.payouts.invoice": "a file",
    "merchant.payouts.pdf": "a file",
    "organiser.cards.document": "a file",
    "participant.manifest": "read by the phone",
    "participant.offline": "a script",
    "participant.session": "asked by scripts",
    "participant.shell": "participant.wallet and participant.people, with nobody in them",
    "participant.state": "asked by scripts",
    "till.offline": "a script",
    "till.state": "asked by scripts",
}
