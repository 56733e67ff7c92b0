"""Four families of refusals, named as facts and carrying facts. Their words are at the edge."""

import re
from typing import Any, ClassVar


class WalletError(Exception):
    """What the domain says no with. Its public attributes are the facts of the case."""

    is_on_record: ClassVar[bool] = False
    """True when the refusal itself was written down: its transaction is kept."""

    @property
    def code(self) -> str:
        """The name in kebab case (`insufficient-coins`): the key for words and API clients."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}


class NotFound(WalletError):
    """There is no such thing, or it is not yours to know."""


class NotAllowed(WalletError):
    """Somebody else may do this."""


class Invalid(WalletError):
    """It makes no sense, whatever the state."""


class Refused(WalletError):
    """It makes sense, but a rule says no, now."""
