"""What a wallet holds, ready to show."""

from flask_babel import ngettext

from wallet.edge import languages
from wallet.edge.session import db
from wallet.money import Euros
from wallet.wallets import wallets
from wallet.wallets.wallets import Wallet


def of(wallet: Wallet, coin: Euros) -> dict[str, str]:
    """The number of coins, the word for them, and the euros they stand for."""
    balance = wallets.balance(db.session, wallet)
    number = languages.coins(balance, coin)
    return {
        "coins": number,
        "word": ngettext("coin", "coins", count(number)),
        "balance": languages.euros(balance),
    }


def count(number: str) -> int:
    """For the grammar only: Arabic has six forms; a number with decimals takes the last."""
    return int(number) if number.isdigit() else 100
