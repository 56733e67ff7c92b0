"""What this installation signs with."""

from flask import current_app

from wallet.ledger.seal_keys import SigningKey


def signing_key() -> SigningKey | None:
    """The key of the settings; none where nothing is sealed or stated."""
    seed = current_app.config["WALLET"].signing_key
    return None if seed is None else SigningKey(seed)
