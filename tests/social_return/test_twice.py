"""No sequence of what can happen counts one redeemed cent twice: Hypothesis tries.

`make trial-twice` runs many more of the same.
"""

from sqlalchemy import Engine

from tests.social_return import twice_machine
from wallet.identity.vault import Vault


def test_no_redeemed_cent_is_counted_twice(engine: Engine, vault: Vault) -> None:
    twice_machine.run(engine, vault, sequences=25, steps=25)
