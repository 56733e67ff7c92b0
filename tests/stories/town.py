"""What the stories begin with: a municipality, an open programme, and an otherwise empty town."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from wallet import clock
from wallet.activities import allowance_norms
from wallet.banking import accounts as bank_accounts
from wallet.identity import memberships, organisations, people
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role
from wallet.merchants import merchants
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import ProgrammeTerms

IBAN = "NL04BNGH0285170000"
STAFF = (
    ("Noor Willems", Role.ADMIN),
    ("Fatma Aydin", Role.TREASURER),
    ("Joris Bakker", Role.TREASURER),
    ("Ilse van Leeuwen", Role.OFFICER),
)
PARTNERS = {
    "Bouwbedrijf De Brug": "70000044",
    "Buurttuin De Akker": "70000022",
    "Bakkerij Zonneveld": "70000066",
    "Zwembad De Golf": "70000088",
}
"""Name -> KvK number."""
PEOPLE = {
    "Ruben de Groot": ("Bouwbedrijf De Brug", Role.SPONSOR),
    "Karin Mulder": ("Buurttuin De Akker", Role.COORDINATOR),
    "Youssef Amrani": ("Buurttuin De Akker", Role.COORDINATOR),
    "Ans Zonneveld": ("Bakkerij Zonneveld", Role.MERCHANT),
    "Mila Jansen": ("Zwembad De Golf", Role.MERCHANT),
}
SHOPS = {
    "Bakkerij Zonneveld": ("bakkerij", "Centrum", "NL44INGB0000000101"),
    "Zwembad De Golf": ("zwembad", "Noord", "NL87INGB0000000103"),
}


@dataclass(frozen=True)
class Town:
    """A programme whose coin is worth EUR 1.00, and the municipality's own staff, by name."""

    session: Session
    programme: Programme
    staff: dict[str, Membership]


def found(session: Session) -> Town:
    """Open "Doetegoed Demostad"."""
    now = clock.now()
    allowance_norms.load_norms(session)
    municipality = organisations.register(session, name="Gemeente Demostad", kvk_number="70000011")
    programme = programmes.open_programme(
        session,
        municipality,
        name="Doetegoed Demostad",
        area="Demostad",
        bank_account=bank_accounts.open_account(
            session, iban=IBAN, holder="Stichting Doetegoed Demostad"
        ),
        terms=ProgrammeTerms(
            valid_from=date(now.year, 1, 1),
            coin=Euros(1_00),
            lapse_months=12,
            confirm_above=Euros(25_00),
            second_verifier_above=Euros(50_00),
            month_cap=Euros(150_00),
            year_cap=Euros(1_500_00),
        ),
        today=clock.day_of(now),
    )
    staff = {name: join_staff(session, name, municipality, role) for name, role in STAFF}
    session.commit()
    return Town(session, programme, staff)


def email_of(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@demostad.example"


def join_staff(session: Session, name: str, organisation: Organisation, role: Role) -> Membership:
    """Give a person, known by name and address from now on, a role."""
    person = people.register(session, name=name, email=email_of(name))
    return memberships.grant(session, person, organisation, role, now=clock.now())


def open_shop(session: Session, organisation: Organisation, programme: Programme) -> Merchant:
    """Contract the shop of this organisation, as the municipality does on paper."""
    category, neighbourhood, iban = SHOPS[organisation.name]
    merchant = merchants.open_merchant(
        session,
        organisation,
        name=organisation.name,
        category=category,
        neighbourhood=neighbourhood,
        iban=iban,
        payee=organisation.name,
        now=clock.now(),
    )
    merchants.join(session, merchant, programme, now=clock.now())
    return merchant
