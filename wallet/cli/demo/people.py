"""Who lives and works in the demo town. All names are made up."""

from datetime import datetime

from wallet.database import Session
from wallet.identity import addresses, memberships, organisations, people
from wallet.identity.addresses import Address
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role

DOMAIN = "demostad.example"

MUNICIPALITY = "Gemeente Demostad"
GARDEN = "Buurttuin De Akker"
CARE_HOME = "Zorghuis De Linde"
BUILDER = "Bouwbedrijf De Brug"
GREENKEEPER = "Groenwerk Noord"
BAKERY = "Bakkerij Zonneveld"
BICYCLES = "Fietsenmaker Van Dam"
POOL = "Zwembad De Golf"

ORGANISATIONS = {
    MUNICIPALITY: "70000011",
    GARDEN: "70000022",
    CARE_HOME: "70000033",
    BUILDER: "70000044",
    GREENKEEPER: "70000055",
    BAKERY: "70000066",
    BICYCLES: "70000077",
    POOL: "70000088",
}

ADDRESSES = {
    "admin": Address("Raadhuisplein", "1", "1234 AA", "Demostad"),
    "sponsor": Address("Havenweg", "208", "1236 CD", "Demostad"),
    "second_sponsor": Address("Kwekerijlaan", "17", "1237 EF", "Demostad"),
    "merchant": Address("Dorpsstraat", "44-a", "1235 BK", "Demostad"),
    "third_merchant": Address("Zwembadlaan", "3", "1235 ZW", "Demostad"),
}
"""Of whose organisation; the bicycle shop has not filled in its address yet."""

STAFF = {
    "admin": ("Noor Willems", MUNICIPALITY, Role.ADMIN),
    "treasurer": ("Fatma Aydin", MUNICIPALITY, Role.TREASURER),
    "second_treasurer": ("Joris Bakker", MUNICIPALITY, Role.TREASURER),
    "officer": ("Ilse van Leeuwen", MUNICIPALITY, Role.OFFICER),
    "second_officer": ("Bram Dekker", MUNICIPALITY, Role.OFFICER),
    "coordinator": ("Karin Mulder", GARDEN, Role.COORDINATOR),
    "second_coordinator": ("Youssef Amrani", GARDEN, Role.COORDINATOR),
    "care_coordinator": ("Petra Smit", CARE_HOME, Role.COORDINATOR),
    "second_care_coordinator": ("Daan Visser", CARE_HOME, Role.COORDINATOR),
    "sponsor": ("Ruben de Groot", BUILDER, Role.SPONSOR),
    "second_sponsor": ("Lotte Hendriks", GREENKEEPER, Role.SPONSOR),
    "merchant": ("Ans Zonneveld", BAKERY, Role.MERCHANT),
    "second_merchant": ("Kees van Dam", BICYCLES, Role.MERCHANT),
    "third_merchant": ("Mila Jansen", POOL, Role.MERCHANT),
}
"""Key -> name, organisation, role. The key is how `wallet demo access` names the sign-in link."""

PSEUDONYMS = (
    "Merel", "Vos", "Linde", "Specht", "Klaver", "Duinroos", "Egel", "Anemoon",
    "Zwaluw", "Berk", "Roodborst", "Iris", "Haas", "Kievit", "Wilg", "Lisdodde",
    "Reiger", "Braam", "Uil", "Madelief", "Otter", "Vlier", "Mees", "Eik",
    "Kwikstaart", "Brem", "Das", "Klimop", "Spreeuw", "Hazelaar", "Vink", "Korenbloem",
    "Libel", "Meidoorn", "Winterkoning", "Zonnedauw",
)  # fmt: skip
"""Participants are known by a pseudonym and a birth year, nothing more."""


def move_in(session: Session, *, now: datetime) -> dict[str, Membership]:
    """Register every organisation and everybody who works there."""
    registered: dict[str, Organisation] = {
        name: organisations.register(session, name=name, kvk_number=kvk_number)
        for name, kvk_number in ORGANISATIONS.items()
    }
    staff: dict[str, Membership] = {}
    for key, (name, organisation, role) in STAFF.items():
        person = people.register(session, name=name, email=email_of(key))
        staff[key] = memberships.grant(session, person, registered[organisation], role, now=now)
        if address := ADDRESSES.get(key):
            addresses.write(session, registered[organisation], address, by=person, now=now)
    return staff


def email_of(key: str) -> str:
    """The address of who holds this post: the first name, at the town's domain."""
    first_name = STAFF[key][0].split()[0]
    return f"{first_name.lower()}@{DOMAIN}"
