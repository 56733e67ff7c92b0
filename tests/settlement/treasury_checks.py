"""What must be true of a treasury after everything that happens to it."""

from itertools import groupby

from tests.settlement import debts
from tests.settlement.treasury_deeds import Treasury
from wallet.money import Euros, total
from wallet.settlement import backing_checks, suspects
from wallet.settlement.backing_checks import AccountCheck, Verdict
from wallet.settlement.suspects import SuspectKind


def check(treasury: Treasury) -> Verdict:
    """The difference is zero, explained, or every cent of it has a name."""
    [found] = backing_checks.of_all(treasury.session, operator_id=treasury.programme.operator_id)
    _check_shops(treasury)
    if not treasury.bank.arrived:
        assert found.verdict is Verdict.BLOCKED
        return found.verdict
    assert found.closing_balance == treasury.bank.seen_balance
    assert found.unexplained == _expected(treasury)
    assert bool(found.gaps) == _has_gap(treasury)
    if found.gaps:
        assert found.verdict is Verdict.BLOCKED
    elif found.unexplained:
        assert found.verdict is Verdict.DIFFERS
        assert found.unexplained == _named(treasury, found)
    else:
        assert found.verdict in (Verdict.AGREES, Verdict.EXPLAINED)
    return found.verdict


def _expected(treasury: Treasury) -> Euros:
    """What nothing explains, from what the teller of the story knows."""
    bank, facts = treasury.bank, treasury.facts
    arrived = {day for day, _, _ in bank.arrived}
    found = bank.opening + total([net for _, net in bank.unseen])
    found -= total([amount for day, amount in facts.unasked if day in arrived])
    found -= total([each.total for each, day in facts.nameless.values() if day in arrived])
    for payout_id, payout in facts.live.items():
        debits = sum(day in arrived for day in facts.debits.get(payout_id, []))
        is_back = any(day in arrived for day in facts.credits.get(payout_id, []))
        in_books = 1 if debits and not is_back else 0
        found += Euros((in_books + is_back - debits) * payout.amount.cents)
    return found


def _named(treasury: Treasury, found: AccountCheck) -> Euros:
    """What the candidates explain, added up; and payouts that came back before they went."""
    named = [
        each.amount
        for each in suspects.of(treasury.session, found)
        if each.entry is not None or each.kind is SuspectKind.OPENING
    ]
    return total(named) + _back_before_they_went(treasury)


def _back_before_they_went(treasury: Treasury) -> Euros:
    arrived = {day for day, _, _ in treasury.bank.arrived}
    facts = treasury.facts
    return total(
        [
            payout.amount
            for payout_id, payout in facts.live.items()
            if any(day in arrived for day in facts.credits.get(payout_id, []))
            and not any(day in arrived for day in facts.debits.get(payout_id, []))
        ]
    )


def _has_gap(treasury: Treasury) -> bool:
    """Whether a run of missing statements between two that came moved something."""
    days = sorted(
        [(day, net, True) for day, net, _ in treasury.bank.arrived]
        + [(day, net, False) for day, net, _ in treasury.bank.late]
    )
    runs = [
        (has_come, total([net for _, net, _ in run]))
        for has_come, run in ((key, list(rows)) for key, rows in groupby(days, lambda d: d[2]))
    ]
    inner = runs[1:-1]
    return any(not has_come and net for has_come, net in inner)


def _check_shops(treasury: Treasury) -> None:
    """What a shop sold is what it is owed and what it was paid, over all runs, to the cent."""
    for shop in treasury.shops:
        sold = sum(c for (_, id_), c in treasury.facts.sold.items() if id_ == shop.id)
        arrived = {day for day, _, _ in treasury.bank.arrived}
        kept = [
            payout.amount.cents
            for payout_id, payout in treasury.facts.live.items()
            if payout.merchant_id == shop.id
            and not any(day in arrived for day in treasury.facts.credits.get(payout_id, []))
        ]
        assert sum(debts.owed(treasury.session, shop)) + sum(kept) == sold
