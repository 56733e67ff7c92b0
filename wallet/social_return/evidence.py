"""Evidence: what a declaration can show without naming anybody, written once and frozen.

A JSON text with sorted keys. Amounts are whole cents, times are whole hours, numbers of people are
rounded down to tens. Hours are steps of the same ten people as on the pages (`deeds`), never those
of a group: a group minus a page would be those who wait for a step. An evidence of version 1 had
the hours of its groups; it stays as it was handed in. `docs/statement-format.md` has both.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.ledger import canonical
from wallet.money import total
from wallet.social_return import declaration_hours, deeds, origins, suppression
from wallet.social_return.declaration_lines import Correction, DeclarationLine
from wallet.social_return.declarations import Declaration
from wallet.social_return.deeds import Done
from wallet.social_return.origins import Origin
from wallet.social_return.suppression import SMALLEST_GROUP, Activity, Part, Shop

FORMAT = "wallet-social-return-evidence:2"
ROUNDED_TO = 10
"""Numbers of people: exact ones could be subtracted from each other."""


def write(session: Session, declaration: Declaration) -> str:
    """The evidence of a declaration whose lines and corrections are there."""
    facts = {
        "format": FORMAT,
        "declaration": _declaration(declaration),
        "lines": [_line(line) for line in _in_order(declaration.lines)],
        "corrections": [_correction(one) for one in declaration.corrections],
        "payout_ids": _payout_ids(session, declaration),
        **_done(declaration_hours.by_kind(session, declaration)),
        **_groups(origins.of_declaration(session, declaration), declaration.lines),
    }
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _declaration(declaration: Declaration) -> dict[str, Any]:
    obligation = declaration.obligation
    return {
        "id": str(declaration.id),
        "number": declaration.number,
        "from": declaration.from_on.isoformat(),
        "to": declaration.to_on.isoformat(),
        "declared_at": canonical.instant(declaration.declared_at),
        "authority": obligation.authority.name,
        "contractor": obligation.contractor.name,
        "contractor_kvk_number": obligation.contractor.kvk_number,
        "contract_number": obligation.contract_number,
        "contract_title": obligation.title,
        "target_cents": obligation.target.cents,
        "last_transfer_id": declaration.last_transfer_id,
        "seal_id": declaration.seal_id,
        "seal_root": declaration.seal_root.hex(),
    }


def _in_order(lines: Iterable[DeclarationLine]) -> list[DeclarationLine]:
    return sorted(lines, key=lambda line: (line.plan.submitted_at, line.plan_id, line.rule))


def _line(line: DeclarationLine) -> dict[str, Any]:
    return {
        "fund": line.plan.fund.name,
        "plan": line.plan.goal,
        "recognition": line.plan.recognition,
        "rule": line.rule,
        "value_factor_bp": line.value_factor_bp,
        "realised_cents": line.realised.cents,
        "undone_cents": line.undone.cents,
        "value_cents": line.value.cents,
        "counted_cents": line.counted.cents,
        "surplus_cents": line.surplus.cents,
        "limit_reason": line.limit_reason,
    }


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "fund": correction.line.plan.fund.name,
        "rule": correction.line.rule,
        "of_declaration_id": str(correction.line.declaration_id),
        "undone_cents": correction.undone.cents,
        "corrected_cents": correction.corrected.cents,
    }


def _done(by_kind: dict[str, Done]) -> dict[str, Any]:
    """What people did, in steps."""
    together = deeds.together(by_kind)
    return {
        "hours": together.hours,
        "times": together.times,
        "kinds": [
            {"kind": kind, "hours": done.hours, "times": done.times}
            for kind, done in by_kind.items()
        ],
    }


def _groups(found: list[Origin], lines: Iterable[DeclarationLine]) -> dict[str, Any]:
    """By activity and neighbourhood, and by kind of shop; no group of fewer than ten."""
    parts = [Part(one.wallet_id, _activity(one), _shop(one)) for one in found]
    activities, shops = suppression.divide_both(parts)
    funds = {line.id: (line.plan.fund.name, line.rule) for line in lines}
    everybody = {one.wallet_id for one in found}
    is_shown = len(everybody) >= SMALLEST_GROUP
    return {
        "smallest_group": SMALLEST_GROUP,
        "participants_at_least": _people(everybody) if is_shown else None,
        "activities": [
            {
                "labels": [label._asdict() for label in sorted(block.labels)],
                "is_rest": block.is_rest,
                **_figures([one for one in found if _activity(one) in block]),
            }
            for block in activities
        ],
        "shops": [
            {
                "labels": [
                    {
                        "fund": funds[label.line_id][0],
                        "rule": funds[label.line_id][1],
                        "category": label.category,
                    }
                    for label in sorted(block.labels)
                ],
                "is_rest": block.is_rest,
                "net_cents": total(one.spent for one in found if _shop(one) in block).cents,
            }
            for block in shops
        ],
    }


def _activity(one: Origin) -> Activity:
    return Activity(one.kind, one.neighbourhood)


def _shop(one: Origin) -> Shop:
    return Shop(one.line_id, one.category)


def _figures(found: list[Origin]) -> dict[str, Any]:
    return {
        "participants_at_least": _people({one.wallet_id for one in found}),
        "net_cents": total(one.spent for one in found).cents,
    }


def _people(members: set[UUID]) -> int:
    return len(members) // ROUNDED_TO * ROUNDED_TO


def _payout_ids(session: Session, declaration: Declaration) -> list[str]:
    """Of the payouts that paid shops from these funds in this period, as the ledger names them."""
    book_ids = [line.plan.fund.book_id for line in declaration.lines]
    period = declaration.period
    rows = session.scalars(
        text(_PAYOUTS),
        {
            "book_ids": book_ids,
            "since": period.since,
            "before": period.before,
            "last": declaration.last_transfer_id,
        },
    )
    return [str(payout_id) for payout_id in rows]


_PAYOUTS = """
select distinct d.owner_id
from ledger.transfer t
join ledger.account s on s.id = t.source_id and s.kind = 'merchant'
join ledger.account d on d.id = t.target_id and d.kind = 'payout'
join ledger.posting p on p.id = t.posting_id
where t.book_id = any(:book_ids) and t.id <= :last
  and p.posted_at >= :since and p.posted_at < :before
order by d.owner_id
"""
