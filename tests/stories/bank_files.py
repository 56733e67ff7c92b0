"""The bank's files of the stories: the XML stands in `tests/data/stories`, ids are filled in."""

from pathlib import Path
from string import Template

FOLDER = Path(__file__).parents[1] / "data" / "stories"


def top_up(version: str, *, iban: str, reference: str) -> bytes:
    """EUR 1,000.00 with a reference, 250.00 with it in words, and 25.40 without."""
    in_groups = " ".join(reference[at : at + 4] for at in range(0, len(reference), 4))
    return _fill(f"top_up.{version}", iban=iban, reference=reference, reference_in_groups=in_groups)


def payouts(version: str, *, iban: str, bakery: str, pool: str, payment_file: str) -> bytes:
    """EUR 4.50 to the bakery and 3.00 to the pool: two debits in .02, one batch in .08."""
    return _fill(
        f"payouts.{version}",
        iban=iban,
        bakery_payout=bakery,
        pool_payout=pool,
        payment_file=payment_file,
    )


def _fill(name: str, **values: str) -> bytes:
    template = Template((FOLDER / f"{name}.xml").read_text("utf-8"))
    return template.substitute(values).encode()
