"""The town before its year begins: organisations, people, shops, activities."""

from datetime import date, datetime, timedelta
from random import Random

from schwifty import IBAN

from bench.town.residents import Organiser, Participant, Shop, Town
from bench.town.size import Size
from wallet.activities import activities, ladder
from wallet.banking import accounts as bank_accounts
from wallet.database import Session
from wallet.identity import memberships, organisations, people
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.merchants import merchants, pairings, tills
from wallet.money import Coins, Euros
from wallet.programmes import programmes
from wallet.programmes.terms import ProgrammeTerms
from wallet.settlement import calendars
from wallet.settlement.calendars import Calendar
from wallet.wallets import devices, registrations

AREAS = ("Centrum", "Noord", "Zuid", "Havenkwartier", "Oosterveld")
SHOPS = ("bakkerij", "groenteboer", "fietsenmaker", "kapper", "zwembad", "kringloop", "slager")
KINDS = ("groen", "zorg", "koken", "taal", "klussen", "sport")
MONDAY = 1
FIRST_KVK = 71_000_000


def found(session: Session, size: Size, *, seed: int, first_day: date, now: datetime) -> Town:
    """The municipality, its programme, and everybody who takes part in it."""
    staff = _Staff(session, now)
    city = staff.organisation("Gemeente Waterstad")
    town = Town(
        size=size,
        random=Random(seed),  # noqa: S311 - the same town every time, nothing secret
        session=session,
        first_day=first_day,
        programme=_programme(session, city, size, first_day),
        admin=staff.hire("admin", Role.ADMIN, city),
        treasurers=(
            staff.hire("treasurer-1", Role.TREASURER, city),
            staff.hire("treasurer-2", Role.TREASURER, city),
        ),
        officer=staff.hire("officer", Role.OFFICER, city),
    )
    calendars.decide(
        session,
        town.programme,
        Calendar(weekday=MONDAY, minimum=Euros(5_00)),
        valid_from=first_day,
        by=town.admin.person,
        today=first_day,
    )
    town.sponsors = [staff.join(town, "Sponsor", n, Role.SPONSOR) for n in range(size.sponsors)]
    town.contractors = [
        staff.hire(f"contractor-{n}", Role.SPONSOR, staff.organisation(f"Aannemer {n + 1}"))
        for n in range(size.contractors)
    ]
    town.organisers = [_organiser(town, staff, number) for number in range(size.organisers)]
    town.shops = [_shop(town, staff, number, now) for number in range(size.merchants)]
    return town


def register(town: Town, *, now: datetime) -> None:
    """Everybody is registered, gets a phone, and is asked where they stand on the ladder."""
    for number in range(town.size.participants):
        organiser = town.organisers[number % len(town.organisers)]
        registration = registrations.register(
            town.session,
            organiser.recorder,
            programme_id=town.programme.id,
            pseudonym=f"Deelnemer {number + 1}",
            birth_year=town.random.randrange(1945, 2001),
            now=now,
        )
        device, _secret = devices.enrol(town.session, registration.wallet, now=now)
        organiser.participants.append(Participant(registration.wallet_id, device.id))
        _look(town, organiser, registration.wallet_id, now)


def look_again(town: Town, *, now: datetime) -> None:
    """Half a year later: where everybody stands now."""
    for organiser in town.organisers:
        for one in organiser.participants:
            _look(town, organiser, one.wallet_id, now)


def _look(town: Town, organiser: Organiser, wallet_id: object, now: datetime) -> None:
    town.session.add(
        ladder.LadderStep(
            wallet_id=wallet_id,
            organisation_id=organiser.recorder.organisation_id,
            programme_id=town.programme.id,
            step=town.random.randint(1, 6),
            recorded_by_id=organiser.recorder.person_id,
            recorded_at=now,
        )
    )


class _Staff:
    """Hires people; each organisation gets the next KvK number."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now, self._next = session, now, FIRST_KVK

    def organisation(self, name: str) -> organisations.Organisation:
        self._next += 1
        return organisations.register(self._session, name=name, kvk_number=str(self._next))

    def hire(self, key: str, role: Role, at: organisations.Organisation) -> Membership:
        person = people.register(self._session, name=key.title(), email=f"{key}@waterstad.example")
        return memberships.grant(self._session, person, at, role, now=self._now)

    def join(self, town: Town, name: str, number: int, role: Role) -> Membership:
        """Somebody of a new organisation that takes part in the programme."""
        organisation = self.organisation(f"{name} {number + 1}")
        programmes.join(self._session, town.programme, organisation, today=town.first_day)
        return self.hire(f"{name}-{number + 1}".lower(), role, organisation)


def _programme(
    session: Session, city: organisations.Organisation, size: Size, first_day: date
) -> programmes.Programme:
    account = bank_accounts.open_account(
        session, iban="NL04BNGH0285170000", holder="Stichting Doetegoed Waterstad"
    )
    return programmes.open_programme(
        session,
        city,
        name="Doetegoed Waterstad",
        area="Waterstad",
        bank_account=account,
        terms=ProgrammeTerms(
            valid_from=first_day - timedelta(days=60),
            coin=Euros(1_00),
            lapse_months=size.lapse_months,
            confirm_above=Euros(25_00),
            second_verifier_above=Euros(50_00),
            month_cap=Euros(150_00),
            year_cap=Euros(1_500_00),
            card_pin_above=Euros(10_00),
            card_sales_without_pin=5,
            card_day_limit=Euros(25_00),
        ),
        today=first_day - timedelta(days=60),
    )


def _organiser(town: Town, staff: _Staff, number: int) -> Organiser:
    recorder = staff.join(town, "Buurthuis", number, Role.COORDINATOR)
    verifier = staff.hire(f"verifier-{number + 1}", Role.COORDINATOR, recorder.organisation)
    offers = [
        activities.open_activity(
            town.session,
            recorder.organisation_id,
            town.programme.id,
            name=f"Samen {kind} in {area}",
            kind=kind,
            neighbourhood=area,
            reward=Coins(4),
            minutes_each=None,
            today=town.first_day,
        )
        for kind, area in (
            (KINDS[(number + nth) % len(KINDS)], AREAS[(number + nth) % len(AREAS)])
            for nth in range(3)
        )
    ]
    return Organiser(recorder, verifier, offers)


def _shop(town: Town, staff: _Staff, number: int, now: datetime) -> Shop:
    kind = SHOPS[number % len(SHOPS)]
    owner = staff.hire(
        f"shop-{number + 1}", Role.MERCHANT, staff.organisation(f"{kind.title()} {number + 1}")
    )
    merchant = merchants.open_merchant(
        town.session,
        owner.organisation,
        name=owner.organisation.name,
        category=kind,
        neighbourhood=AREAS[number % len(AREAS)],
        iban=str(IBAN.generate("NL", "INGB", str(number + 101))),
        payee=owner.organisation.name,
        now=now,
    )
    merchants.join(town.session, merchant, town.programme, now=now)
    till = tills.add(town.session, merchant, name="Kassa 1", now=now)
    code = pairings.issue(town.session, till, by=owner.person, now=now)
    pairings.pair(town.session, code, now=now)
    return Shop(merchant, owner, till.id)
