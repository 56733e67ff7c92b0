"""Step 1: the administrator lets organisations take part; everybody gets a program."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.client import Client
from tests.stories import town as towns
from tests.stories.next_door import NextDoor
from tests.stories.programs import Program
from tests.stories.town import PARTNERS, PEOPLE, SHOPS, Town
from wallet.identity import access_tokens
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role

STAFF_ROLES = frozenset(Role) - {Role.PARTICIPANT, Role.TILL}


@dataclass(frozen=True)
class Cast:
    """Who acts, by first name, and which organisations take part, by name."""

    client: Client
    next_door: NextDoor
    town: Town
    programs: dict[str, Program]
    organisation_ids: dict[str, str]

    def __getattr__(self, first_name: str) -> Program:
        """`cast.fatma` acts for Fatma."""
        return self.programs[first_name]

    def program(self, role: Role, token: str) -> Program:
        """For a phone or a till, which get their tokens in the story."""
        return Program(self.client, self.next_door, role, token)

    @property
    def programme_id(self) -> str:
        return str(self.town.programme.id)


def gather(client: Client, next_door: NextDoor, town: Town) -> Cast:
    """The programme shows its coin; four partners join it and their people get tokens."""
    programs = {
        name: _program(client, next_door, town, member) for name, member in town.staff.items()
    }
    cast = Cast(client, next_door, town, _by_first_name(programs), {})
    for name, kvk_number in PARTNERS.items():
        cast.organisation_ids[name] = _admit(cast, name, kvk_number)
    for name, (organisation, role) in PEOPLE.items():
        employer = town.session.get_one(Organisation, UUID(cast.organisation_ids[organisation]))
        member = towns.join_staff(town.session, name, employer, role)
        cast.programs[name.split()[0].lower()] = _program(client, next_door, town, member)
    for shop in SHOPS:
        owner = town.session.get_one(Organisation, UUID(cast.organisation_ids[shop]))
        towns.open_shop(town.session, owner, town.programme)
    town.session.commit()
    return cast


def the_programme_is_there(cast: Cast) -> None:
    (shown,) = cast.noor.get("/api/programmes", shared_with=STAFF_ROLES)
    assert (shown["name"], shown["area"]) == ("Doetegoed Demostad", "Demostad")
    assert (shown["terms"]["coin_cents"], shown["terms"]["lapse_months"]) == (100, 12)


def _admit(cast: Cast, name: str, kvk_number: str) -> str:
    path = f"/api/programmes/{cast.programme_id}/organisations"
    admitted: dict[str, Any] = cast.noor.post(path, {"name": name, "kvk_number": kvk_number})
    return str(admitted["id"])


def _program(client: Client, next_door: NextDoor, town: Town, member: Membership) -> Program:
    token = access_tokens.issue(town.session, member, now=member.granted_at)
    town.session.commit()
    return Program(client, next_door, member.role, token)


def _by_first_name(programs: dict[str, Program]) -> dict[str, Program]:
    return {name.split()[0].lower(): program for name, program in programs.items()}
