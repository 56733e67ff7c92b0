"""Step 1: the administrator opens the programme and lets partners in; everybody gets a program."""

from dataclasses import dataclass

from sqlalchemy import select

from tests.client import Client
from tests.stories import town as towns
from tests.stories.next_door import NextDoor
from tests.stories.programs import Program
from tests.stories.town import ADMIN, PARTNERS, PEOPLE, PROGRAMME, SHOPS, Town
from wallet.identity import access_tokens
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role

STAFF_ROLES = frozenset(Role) - {Role.PARTICIPANT, Role.TILL}
TERMS = {
    "coin_cents": 100,
    "lapse_months": 12,
    "confirm_above_cents": 25_00,
    "second_verifier_above_cents": 50_00,
    "month_cap_cents": 150_00,
    "year_cap_cents": 1_500_00,
}


@dataclass(frozen=True)
class Cast:
    """Who acts, by first name, and in which programme."""

    client: Client
    next_door: NextDoor
    programs: dict[str, Program]
    programme_id: str
    garden_id: str

    def __getattr__(self, first_name: str) -> Program:
        """`cast.fatma` acts for Fatma."""
        return self.programs[first_name]

    def program(self, role: Role, token: str) -> Program:
        """For a phone or a till, which get their tokens in the story."""
        return Program(self.client, self.next_door, role, token)


def gather(client: Client, next_door: NextDoor, town: Town) -> Cast:
    """Tokens are given out by whoever runs the installation, not by the API."""

    def program(member: Membership) -> Program:
        token = access_tokens.issue(town.session, member, now=member.granted_at)
        town.session.commit()
        return Program(client, next_door, member.role, token)

    noor = program(town.admin)
    programme_id = _open_programme(noor)
    partners = _admit_partners(noor, programme_id)
    programs = {towns.first_name(ADMIN): noor}
    for name, (organisation, role) in PEOPLE.items():
        employer = town.session.scalars(select(Organisation).filter_by(name=organisation)).one()
        member = towns.join_staff(town.session, name, employer, role)
        programs[towns.first_name(name)] = program(member)
    return Cast(client, next_door, programs, programme_id, partners["Buurttuin De Akker"])


def the_programme_is_there(cast: Cast) -> None:
    (shown,) = cast.noor.get("/api/programmes", shared_with=STAFF_ROLES)
    assert (shown["name"], shown["area"]) == ("Doetegoed Demostad", "Demostad")
    assert shown["terms"].items() >= TERMS.items()


def _open_programme(noor: Program) -> str:
    opened = noor.post("/api/programmes", PROGRAMME | TERMS)
    again = noor.post("/api/programmes", PROGRAMME | TERMS, status=409)
    assert again["type"] == "/problems/programme-already-open"
    return str(opened["id"])


def _admit_partners(noor: Program, programme_id: str) -> dict[str, str]:
    """Their ids, by name; shops are contracted, with the account they are paid on."""
    path = f"/api/programmes/{programme_id}"
    for shop in SHOPS:
        noor.post(f"{path}/shops", shop)
    for name, kvk_number in PARTNERS.items():
        noor.post(f"{path}/organisations", {"name": name, "kvk_number": kvk_number})
    return {each["name"]: str(each["id"]) for each in noor.get(f"{path}/organisations")}
