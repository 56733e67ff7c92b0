"""django-hordak as its documentation uses it: `Account.transfer_to` in a transaction of its own.

Its accounts keep no balance, know no floor and no cause: it does less than the wallet's posting.
"""

import sys

import django
import rounds
from django.conf import settings

settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": sys.argv[1],
            "USER": sys.argv[2],
            "NAME": sys.argv[3],
        }
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "mptt",
        "djmoney",
        "hordak",
    ],
    DEFAULT_CURRENCY="EUR",
    CURRENCIES=["EUR"],
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import transaction  # noqa: E402
from hordak.models import Account, AccountType  # noqa: E402
from moneyed import EUR, Money  # noqa: E402


def _open_accounts(name: str, count: int) -> list[Account]:
    with transaction.atomic():
        return [
            Account.objects.create(
                name=f"{name} {number}", type=AccountType.liability, currencies=["EUR"]
            )
            for number in range(count)
        ]


call_command("migrate", verbosity=0)
purses = _open_accounts("Purse", rounds.PURSES)
shops = _open_accounts("Shop", rounds.SHOPS)
cent = Money("0.01", EUR)


def post(purse: int, shop: int) -> None:
    with transaction.atomic():
        purses[purse].transfer_to(shops[shop], cent)


rounds.answer(post)
