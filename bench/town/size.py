"""How large a town is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How many of each, over how many days."""

    sponsors: int
    funds_each: int
    contractors: int
    """Who owe Social Return and give no coins."""
    contracts: int
    merchants: int
    organisers: int
    participants: int
    redemptions: int
    days: int
    lapse_months: int

    @property
    def rewards(self) -> int:
        """So many that people can pay for what they buy, and some coins are left to lapse."""
        return self.redemptions * 4 // 5

    @property
    def reversals(self) -> int:
        return self.redemptions // 70


YEAR = Size(
    sponsors=8,
    funds_each=2,
    contractors=22,
    contracts=150,
    merchants=40,
    organisers=12,
    participants=2_000,
    redemptions=100_000,
    days=365,
    lapse_months=6,
)
SHORT = Size(
    sponsors=3,
    funds_each=2,
    contractors=1,
    contracts=9,
    merchants=4,
    organisers=2,
    participants=24,
    redemptions=240,
    days=60,
    lapse_months=1,
)
"""A town for a test: everything happens in it, some things once."""
