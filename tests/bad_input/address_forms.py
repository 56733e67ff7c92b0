"""The address of an organisation, which three kinds of staff fill in."""

from tests.bad_input.requests import Good

ADDRESS = {
    "street": "Dorpsstraat",
    "house_number": "12a",
    "postcode": "3511 AB",
    "town": "Utrecht",
    "country": "NL",
}
KINDS = {
    "street": "text",
    "house_number": "house number",
    "postcode": "postcode",
    "town": "text",
    "country": "one of few",
}
ADDRESS_FORMS: list[tuple[Good, dict[str, str]]] = [
    (Good("sponsor", "/sponsor/address", lambda _: ADDRESS), KINDS),
    (Good("shopkeeper", "/merchant/<shop_id>/account/address", lambda _: ADDRESS), KINDS),
    (Good("admin", "/admin/address", lambda _: ADDRESS), KINDS),
]
