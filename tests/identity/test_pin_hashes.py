import pytest

from wallet.identity import pin_hashes
from wallet.identity.pin_hashes import PinMalformed, PinTooSimple


def test_the_hash_says_how_it_was_made_and_never_the_same_twice() -> None:
    first, second = pin_hashes.make("80417"), pin_hashes.make("80417")

    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second


def test_only_the_pin_it_was_made_of_matches() -> None:
    pin_hash = pin_hashes.make("80417")

    assert pin_hashes.matches(pin_hash, "80417")
    assert not pin_hashes.matches(pin_hash, "80418")
    assert not pin_hashes.matches(pin_hash, "")


@pytest.mark.parametrize("pin", ["8041", "804170", "8041a", "", "\u0668\u0660\u0664\u0661\u0667"])
def test_a_pin_is_so_many_digits(pin: str) -> None:
    with pytest.raises(PinMalformed) as refused:
        pin_hashes.check(pin, digits=5)

    assert refused.value.digits == 5


@pytest.mark.parametrize("pin", ["11111", "12345", "54321", "01234", "67890", "98765", "12121"])
def test_what_anybody_tries_first_is_no_pin(pin: str) -> None:
    with pytest.raises(PinTooSimple):
        pin_hashes.check(pin, digits=5)


@pytest.mark.parametrize("pin", ["1111", "1234", "4321", "0123", "7890", "1212"])
def test_nor_is_it_with_four_digits(pin: str) -> None:
    with pytest.raises(PinTooSimple):
        pin_hashes.check(pin, digits=4)


def test_spaces_are_how_people_type() -> None:
    assert pin_hashes.check(" 80 417 ", digits=5) == "80417"


def test_a_simple_pin_can_be_typed_as_a_guess() -> None:
    assert pin_hashes.read("12345", digits=5) == "12345"
