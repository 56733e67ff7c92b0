"""The report of a programme that ends: where every euro of every fund is, or went."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flask_babel import gettext

from wallet.documents import pdf
from wallet.edge import languages
from wallet.funds import funds
from wallet.funds.funds import Fund, FundFigures
from wallet.programmes.endings import Ending

TEMPLATE = Path(__file__).with_name("ending.typ")


def as_pdf(ending: Ending, held: Sequence[tuple[Fund, FundFigures]], *, now: datetime) -> bytes:
    """On A4, as the books are now."""
    programme = ending.programme
    every = funds.together([figures for _, figures in held])
    facts = {
        "lang": languages.language(),
        "title": gettext("The end of %(programme)s", programme=programme.name),
        "facts": [
            [gettext("Why"), ending.reason],
            [gettext("Rewards until"), languages.day(ending.last_reward_on)],
            [gettext("Spend until"), languages.day(ending.spend_until)],
            [gettext("By the books of"), languages.instant(now)],
        ],
        "tables": [[f"{fund.name}, {fund.sponsor.name}", rows(figures)] for fund, figures in held],
        "together": [gettext("All funds together"), rows(every)],
    }
    return pdf.typeset(TEMPLATE, facts, made_at=now)


def rows(figures: FundFigures) -> list[list[str]]:
    """Received is all that follows, added up."""
    named = (
        (gettext("Received from the sponsor"), figures.received),
        (gettext("Paid to shops"), figures.paid_out),
        (gettext("On its way to shops"), figures.payouts),
        (gettext("Owed to shops"), figures.merchants),
        (gettext("In wallets"), figures.purses),
        (gettext("With organisations"), figures.budgets),
        (gettext("In the pot"), figures.pot),
        (gettext("Returned to the sponsor"), figures.returned),
    )
    return [[str(name), languages.euros(amount)] for name, amount in named]
