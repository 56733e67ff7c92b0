"""A good form for what shops ask and the municipality decides about them."""

from tests.bad_input.requests import Good, tomorrow
from tests.world.programmes import an_iban

OFFERS = "/merchant/<shop_id>/offers/"
ACCOUNT = "/merchant/<shop_id>/account/changes"
CALENDAR = "/admin/programmes/<programme_id>/payout-calendar"

SHOP_FORMS: list[tuple[Good, dict[str, str]]] = [
    (
        Good(
            "shopkeeper",
            OFFERS,
            lambda town: {
                "name": "Bread",
                "price": "3",
                "usual_price": "3,50",
                "programme_id": town.programme.id,
            },
        ),
        {"name": "text", "price": "amount", "usual_price": "amount", "programme_id": "choice"},
    ),
    (
        Good("shopkeeper", ACCOUNT, lambda _: {"iban": an_iban(), "payee": "Shop"}),
        {"iban": "iban", "payee": "text"},
    ),
    (
        Good(
            "admin",
            CALENDAR,
            lambda _: {"valid_from": tomorrow(), "weekday": "5", "minimum": "10"},
        ),
        {"valid_from": "coming day", "weekday": "weekday", "minimum": "minimum"},
    ),
    (
        Good("admin", "/admin/offers/<offer_id>/decline", lambda _: {"reason": "Too dear"}),
        {"reason": "text"},
    ),
    (
        Good(
            "treasurer",
            "/treasurer/shops/<programme_id>/<shop_id>/block",
            lambda _: {"reason": "Under investigation"},
        ),
        {"reason": "text"},
    ),
]
