"""A participant's phone in the stories: it keeps a secret, and makes codes without any network."""

from dataclasses import dataclass

from wallet import clock
from wallet.codes import pay_codes
from wallet.wallets import device_tokens


@dataclass(frozen=True)
class StoryPhone:
    """What the phone was told at its enrolment."""

    handle: str
    secret: bytes

    def code(self, *, steps: int = 0) -> str:
        """What it shows now, or so many half minutes later: after a sale it shows the next."""
        step = pay_codes.step_at(clock.now()) + steps
        return str(pay_codes.make(self.secret, self.handle, step))

    @property
    def token(self) -> str:
        """With which its own program reads the wallet."""
        return device_tokens.make(self.secret, self.handle)
