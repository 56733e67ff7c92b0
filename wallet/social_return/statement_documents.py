"""The signed text of a statement: JSON that one program writes and any other can check.

Keys sorted, no blanks, UTF-8, amounts in whole cents: `docs/statement-format.md` specifies the
bytes, `docs/verify_statement.py` checks them. What is signed is what is kept and shown.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from wallet.ledger import canonical
from wallet.money import Euros
from wallet.social_return.closings import Closing
from wallet.social_return.declarations import Declaration

FORMAT = "wallet-social-return-statement:1"


@dataclass(frozen=True)
class Period:
    """An assessed declaration, as a statement sums it up."""

    contractor: str
    number: int
    from_on: date
    to_on: date
    declared: Euros
    approved: Euros
    corrected: Euros
    last_transfer_id: int
    seal_root: str
    evidence_sha256: str


@dataclass(frozen=True)
class Document:
    """What a statement says."""

    number: int
    check_code: str
    issued_at: str
    authority: str
    contractor: str
    contractor_kvk_number: str | None
    contract_number: str
    contract_title: str
    from_on: date
    to_on: date
    is_final: bool
    target: Euros
    recognised: Euros
    by_coins: Euros
    by_efforts: Euros
    surplus: Euros
    shortfall: Euros
    repair_until: date | None
    withheld: Euros | None
    periods: list[Period]
    words: str


def write(closing: Closing, *, number: int, check_code: str, words: str, now: datetime) -> str:
    """The text to sign."""
    obligation = closing.obligation
    document = Document(
        number=number,
        check_code=check_code,
        issued_at=canonical.instant(now),
        authority=obligation.authority.name,
        contractor=obligation.contractor.name,
        contractor_kvk_number=obligation.contractor.kvk_number,
        contract_number=obligation.contract_number,
        contract_title=obligation.title,
        from_on=obligation.from_on,
        to_on=obligation.to_on,
        is_final=closing.is_final,
        target=obligation.target,
        recognised=closing.recognised,
        by_coins=closing.by_coins,
        by_efforts=closing.by_efforts,
        surplus=closing.surplus,
        shortfall=closing.shortfall,
        repair_until=closing.repair_until,
        withheld=closing.withheld,
        periods=[_period(declaration) for declaration in closing.declarations],
        words=words,
    )
    kept = {"format": FORMAT} | _plain(asdict(document))
    return json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Document:
    """The same facts, from the text that was signed."""
    facts = _typed(json.loads(text))
    del facts["format"]
    facts["periods"] = [Period(**_typed(each)) for each in facts["periods"]]
    return Document(**facts)


def _period(declaration: Declaration) -> Period:
    assert declaration.assessment is not None
    return Period(
        contractor=declaration.obligation.contractor.name,
        number=declaration.number,
        from_on=declaration.from_on,
        to_on=declaration.to_on,
        declared=declaration.figures.counted,
        approved=declaration.assessment.approved,
        corrected=declaration.figures.corrected,
        last_transfer_id=declaration.last_transfer_id,
        seal_root=declaration.seal_root.hex(),
        evidence_sha256=declaration.figures.evidence_sha256,
    )


_AMOUNTS = {
    "target",
    "recognised",
    "by_coins",
    "by_efforts",
    "surplus",
    "shortfall",
    "withheld",
    "declared",
    "approved",
    "corrected",
}
_DAYS = {"from_on", "to_on", "repair_until"}


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Amounts as whole cents in fields that end in `_cents`, days as `YYYY-MM-DD`."""
    plain: dict[str, Any] = {}
    for name, value in facts.items():
        if name == "periods":
            plain[name] = [_plain(each) for each in value]
        elif name in _AMOUNTS:
            plain[f"{name}_cents"] = None if value is None else value["cents"]
        elif isinstance(value, date):
            plain[name] = value.isoformat()
        else:
            plain[name] = value
    return plain


def _typed(kept: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in kept.items():
        bare = name.removesuffix("_cents")
        if bare in _AMOUNTS:
            facts[bare] = None if value is None else Euros(value)
        elif name in _DAYS:
            facts[name] = None if value is None else date.fromisoformat(value)
        else:
            facts[name] = value
    return facts
