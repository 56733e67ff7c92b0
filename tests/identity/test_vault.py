"""A sealed secret opens for its own row, under any key the settings still hold."""

import pytest

from wallet.identity.vault import SealBroken, Vault, VaultKeyMissing

OLD, NEW = {"old": bytes(32)}, {"new": bytes(range(32))}


def test_what_was_sealed_opens_for_the_same_row() -> None:
    vault = Vault(NEW)

    assert vault.open(vault.seal(b"secret", bound_to="row 1"), bound_to="row 1") == b"secret"


def test_a_secret_moved_to_another_row_does_not_open() -> None:
    vault = Vault(NEW)
    sealed = vault.seal(b"secret", bound_to="row 1")

    with pytest.raises(SealBroken):
        vault.open(sealed, bound_to="row 2")


def test_a_changed_byte_does_not_open() -> None:
    vault = Vault(NEW)
    sealed = bytearray(vault.seal(b"secret", bound_to="row 1"))
    sealed[-1] ^= 1

    with pytest.raises(SealBroken):
        vault.open(bytes(sealed), bound_to="row 1")


def test_the_first_key_seals_and_older_ones_still_open() -> None:
    sealed_before = Vault(OLD).seal(b"secret", bound_to="row 1")
    rotated = Vault(NEW | OLD)

    assert rotated.open(sealed_before, bound_to="row 1") == b"secret"
    with pytest.raises(VaultKeyMissing):
        Vault(OLD).open(rotated.seal(b"secret", bound_to="row 1"), bound_to="row 1")


def test_the_same_secret_is_sealed_differently_each_time() -> None:
    vault = Vault(NEW)

    assert vault.seal(b"secret", bound_to="row 1") != vault.seal(b"secret", bound_to="row 1")
