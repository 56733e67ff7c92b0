"""What the phone asks every two seconds: what is there, and what happened last."""

from datetime import date, datetime
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_wtf.csrf import generate_csrf

from wallet import clock
from wallet.codes import pay_codes
from wallet.edge import access, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.wallets import registrations, wallets
from wallet.wallets.devices import Device
from wallet.wallets.wallets import Wallet
from wallet.web.participant import confirmations, holdings, news
from wallet.web.participant.blueprint import bp

NOBODY: dict[str, Any] = dict.fromkeys(
    ("now", "coins", "word", "balance", "lapse", "used_step", "event", "confirm"), ""
)
"""What a page says that the phone keeps, before it knows whose it is."""


@bp.get("/wallet/state")
@requires(Permission.SEE_OWN_WALLET)
def state() -> ResponseReturnValue:
    return of(access.device(), now=clock.now())


def of(device: Device, *, now: datetime) -> dict[str, Any]:
    """Ready to show, in the language of who asks; `now` in seconds since 1970.

    `handle` says whose this is, to a phone of several people; `token` lets a page out of the
    phone's own store post.
    """
    wallet = device.wallet
    coin = registrations.coin(db.session, wallet.id, today=clock.day_of(now))
    return {
        "now": now.timestamp(),
        "handle": device.handle,
        "token": generate_csrf(),
        **holdings.of(wallet, coin),
        "lapse": next(iter(lapses(wallet, coin, today=clock.day_of(now))), None),
        "used_step": pay_codes.last_used_step(db.session, device),
        "event": news.latest(wallet, now=now),
        "confirm": confirmations.waiting_url(device, now=now),
    }


def lapses(wallet: Wallet, coin: Euros, *, today: date) -> list[str]:
    """`2 coins until 31 March`, soonest first."""
    lines = []
    for lapsing in wallets.lapsing(db.session, wallet):
        number = languages.coins(lapsing.amount, coin)
        lines.append(
            ngettext(
                "%(number)s coin until %(day)s",
                "%(number)s coins until %(day)s",
                holdings.count(number),
                number=number,
                day=languages.near_day(lapsing.expires_on, today=today),
            )
        )
    return lines
