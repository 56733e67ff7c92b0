"""What the stories begin with: a municipality and its administrator. All else is done in them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from wallet import clock
from wallet.identity import memberships, organisations, people
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role

IBAN = "NL04BNGH0285170000"
MUNICIPALITY = "Gemeente Demostad"
ADMIN = "Noor Willems"
PROGRAMME = {
    "name": "Doetegoed Demostad",
    "area": "Demostad",
    "iban": IBAN,
    "holder": "Stichting Doetegoed Demostad",
}
PARTNERS = {"Bouwbedrijf De Brug": "70000044", "Buurttuin De Akker": "70000022"}
"""Name -> KvK number."""
PEOPLE = {
    "Fatma Aydin": (MUNICIPALITY, Role.TREASURER),
    "Joris Bakker": (MUNICIPALITY, Role.TREASURER),
    "Ilse van Leeuwen": (MUNICIPALITY, Role.OFFICER),
    "Ruben de Groot": ("Bouwbedrijf De Brug", Role.SPONSOR),
    "Karin Mulder": ("Buurttuin De Akker", Role.COORDINATOR),
    "Youssef Amrani": ("Buurttuin De Akker", Role.COORDINATOR),
    "Ans Zonneveld": ("Bakkerij Zonneveld", Role.MERCHANT),
    "Mila Jansen": ("Zwembad De Golf", Role.MERCHANT),
}


def _shop(name: str, kvk_number: str, category: str, neighbourhood: str, iban: str) -> Any:
    where = {"category": category, "neighbourhood": neighbourhood}
    whose = {"organisation": name, "kvk_number": kvk_number, "payee": name}
    return {"name": name, **whose, **where, "iban": iban}


SHOPS: list[dict[str, str]] = [
    _shop("Bakkerij Zonneveld", "70000066", "bakkerij", "Centrum", "NL44INGB0000000101"),
    _shop("Zwembad De Golf", "70000088", "zwembad", "Noord", "NL87INGB0000000103"),
]


@dataclass(frozen=True)
class Town:
    """An almost empty database."""

    session: Session
    municipality: Organisation
    admin: Membership


def found(session: Session) -> Town:
    municipality = organisations.register(session, name=MUNICIPALITY, kvk_number="70000011")
    admin = join_staff(session, ADMIN, municipality, Role.ADMIN)
    session.commit()
    return Town(session, municipality, admin)


def first_name(name: str) -> str:
    """By which the stories call people, in small letters."""
    return name.split(maxsplit=1)[0].lower()


def email_of(name: str) -> str:
    return f"{first_name(name)}@demostad.example"


def join_staff(session: Session, name: str, organisation: Organisation, role: Role) -> Membership:
    """Give a person, known by name and address from now on, a role."""
    person = people.register(session, name=name, email=email_of(name))
    return memberships.grant(session, person, organisation, role, now=clock.now())
