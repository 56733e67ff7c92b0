"""Nobody pays with digits they made up: not with random ones, and not with nearly right ones."""

from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.codes import pay_codes
from wallet.codes.pay_codes import PayCodeWrong
from wallet.merchants import phone_sales
from wallet.merchants.refusals import NotPaid
from wallet.money import Euros

TRIES = 100_000
PHONES = 1_000
NOW = pay_codes.step_at(build.NOW)
SEED = 20260316


class Town:
    """A thousand phones, and whoever tries to be one of them."""

    def __init__(self) -> None:
        self.chance = Random(SEED)  # noqa: S311 - the same tries in every run
        handles = self.chance.sample(range(10_000_000, 90_000_000), PHONES)
        self.secrets = {str(handle): self.chance.randbytes(32) for handle in handles}

    def right(self, *, step: int = NOW) -> str:
        """What one of the phones shows in this step."""
        handle = self.chance.choice([*self.secrets])
        return str(pay_codes.make(self.secrets[handle], handle, step))

    def takes(self, digits: str) -> bool:
        """As `pay_codes.use` decides, with the phones in a dictionary for the database."""
        code = pay_codes.parse(digits)
        secret = self.secrets.get(code.handle)
        try:
            step = secret and pay_codes.step_of(secret, code, current=NOW)
        except PayCodeWrong:
            return False
        return isinstance(step, int) and step >= NOW - 1


@pytest.fixture(scope="module")
def town() -> Town:
    return Town()


def random_digits(town: Town) -> str:
    return "".join(town.chance.choices("0123456789", k=24))


def random_check(town: Town) -> str:
    """The handle of a real phone and the step of now: all but the part that proves something."""
    return town.right()[:10] + random_digits(town)[:14]


def one_digit_off(town: Town) -> str:
    right, place = town.right(), town.chance.randrange(24)
    other = (int(right[place]) + town.chance.randint(1, 9)) % 10
    return f"{right[:place]}{other}{right[place + 1 :]}"


def a_step_off(town: Town) -> str:
    """Of the first steps beyond the window on either side, and of others of the same hour."""
    step = town.chance.choice([-2, 2, *range(-98, -2), *range(3, 98)])
    return town.right(step=NOW + step)


def another_step_written_over(town: Town) -> str:
    """An old code, made to look fresh."""
    old = town.right(step=NOW - town.chance.randint(2, 98))
    return f"{old[:8]}{NOW % 100:02}{old[10:]}"


def the_check_of_another_phone(town: Town) -> str:
    one, other = town.right(), town.right()
    while other[:8] == one[:8]:
        other = town.right()
    return one[:10] + other[10:]


def test_what_a_phone_shows_is_taken(town: Town) -> None:
    assert all(town.takes(town.right(step=NOW + step)) for step in (-1, 0, 1) for _ in range(100))


@pytest.mark.parametrize("made_up", [random_digits, random_check])
def test_random_digits_are_never_taken(town: Town, made_up: Callable[[Town], str]) -> None:
    assert not any(town.takes(made_up(town)) for _ in range(TRIES))


@pytest.mark.parametrize(
    "near",
    [one_digit_off, a_step_off, another_step_written_over, the_check_of_another_phone],
)
def test_near_misses_are_never_taken(town: Town, near: Callable[[Town], str]) -> None:
    assert not any(town.takes(near(town)) for _ in range(TRIES // 4))


def test_a_sample_of_them_is_refused_by_the_whole_path(session: Session, town: Town) -> None:
    programme = build.a_programme(session)
    phone = build.a_participant(session, cents=50_00, programme=programme)
    other = build.a_participant(session, cents=50_00, programme=programme)
    town.secrets = {one.device.handle: one.secret for one in (phone, other)}
    shop = build.a_merchant(session, programme)
    ways = (random_check, one_digit_off, a_step_off, the_check_of_another_phone)

    for way in ways * 4:
        till = build.a_till(session, merchant=shop)  # a fresh one: after ten guesses it rests
        for _ in range(9):
            sale = build.a_sale(phone, cents=100, code=way(town))
            with pytest.raises(NotPaid):
                phone_sales.redeem(session, till, **sale)

    till = build.a_till(session, merchant=shop)
    assert phone_sales.redeem(session, till, **build.a_sale(phone, cents=100)).paid == Euros(100)
