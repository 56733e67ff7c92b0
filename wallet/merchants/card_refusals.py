"""Why a card pays nothing. The till learns little of it; the desk learns all."""

from wallet.codes.cards import CardLink
from wallet.errors import Refused


class CardRefused(Refused):
    """A card that pays nothing, with its link once the number proved right."""

    def __init__(self, link: CardLink | None = None) -> None:
        super().__init__(type(self).__name__)
        self._link = link

    @property
    def link(self) -> CardLink | None:
        return self._link


class CardWrong(CardRefused):
    """No card has this number."""


class CardNotHandedOver(CardRefused):
    """A blank card, from the stock of an organisation."""


class CardBlocked(CardRefused):
    """Reported lost, or replaced."""


class CardLocked(CardRefused):
    """Ten wrong PINs in a row; the desk opens it with a new PIN."""


class CardPinWrong(CardRefused):
    """Not the PIN of this card."""


class CardDayLimitReached(CardRefused):
    """As much as a card pays in a day was paid today."""


class CardPinNeeded(Refused):
    """No answer yet: the holder types the PIN, and the same request goes on."""
