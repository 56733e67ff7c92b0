"""The booked entries of a statement; a batch is taken apart where the bank itemises it."""

import re
from collections import Counter
from dataclasses import replace

from wallet.banking import camt_elements, references
from wallet.banking.camt_elements import Direction
from wallet.banking.stated import LONGEST_TEXT, StatedEntry, numbered, reference_or_none
from wallet.banking.statement_faults import StatementElementWrong
from wallet.banking.untrusted_xml import Element
from wallet.money import Euros, total

_RETURN_REASON = re.compile(r"[A-Z0-9]{1,4}")


def read(stmt: Element) -> tuple[StatedEntry, ...]:
    """The entries with status BOOK; one of EUR 0.00 moves nothing and is left out."""
    seen: Counter[str] = Counter()
    entries: list[StatedEntry] = []
    for ntry in camt_elements.each(stmt, "Ntry"):
        if not _is_booked(ntry):
            continue
        parts = [part for part in _parts(ntry) if part.amount]
        entries += numbered(parts, _bank_reference(ntry), seen)
    return tuple(entries)


def _is_booked(ntry: Element) -> bool:
    """`<Sts>BOOK</Sts>` in version .02, `<Sts><Cd>BOOK</Cd></Sts>` in .08."""
    status = camt_elements.get(ntry, "Sts")
    return camt_elements.get_text(status, "Cd", ".") == "BOOK"


def _parts(ntry: Element) -> list[StatedEntry]:
    """One entry for each detail if all have amounts that add up, otherwise the whole as one."""
    whole = _whole(ntry)
    _check_batch_total(ntry, whole.amount)
    details = list(camt_elements.each(ntry, "NtryDtls/TxDtls"))
    if len(details) == 1:
        return [_with_details(whole, details[0])]
    amounts = [_detail_amount(detail, whole.direction) for detail in details]
    known = [amount for amount in amounts if amount is not None]
    if not details or len(known) < len(details) or total(known) != whole.amount:
        return [replace(whole, remittance=_remittance(ntry, details))]
    return [
        replace(_with_details(whole, detail), amount=amount)
        for detail, amount in zip(details, known, strict=True)
    ]


def _check_batch_total(ntry: Element, booked: Euros) -> None:
    """What the bank says of its batches must be what it booked for them."""
    stated = list(camt_elements.each(ntry, "NtryDtls/Btch/TtlAmt"))
    if stated and total([camt_elements.amount(each) for each in stated]) != booked:
        raise StatementElementWrong(
            line=camt_elements.line_of(stated[0]),
            element="TtlAmt",
            found=camt_elements.text_of(stated[0]),
        )


def _whole(ntry: Element) -> StatedEntry:
    """The entry before its details are looked at."""
    batch = ("NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId")
    return StatedEntry(
        entry_reference="",
        booked_on=camt_elements.day(
            camt_elements.get(ntry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
        ),
        amount=camt_elements.amount(camt_elements.get(ntry, "Amt")),
        direction=camt_elements.direction(ntry),
        end_to_end_id=None,
        batch_reference=next(filter(None, (_reference(ntry, path) for path in batch)), None),
        structured_reference=None,
        remittance=_remittance(ntry, []),
        counterparty_name=None,
        counterparty_iban=None,
        is_return=camt_elements.flag(ntry, "RvslInd"),
        line=camt_elements.line_of(ntry),
    )


def _with_details(whole: StatedEntry, detail: Element) -> StatedEntry:
    party, account = _counterparty(detail, whole.direction)
    structured = _reference(detail, "RmtInf/Strd/CdtrRefInf/Ref")
    batch = _reference(detail, "Refs/PmtInfId") or _reference(detail, "Refs/MsgId")
    return replace(
        whole,
        end_to_end_id=_reference(detail, "Refs/EndToEndId"),
        batch_reference=batch or whole.batch_reference,
        structured_reference=references.normalise(structured) if structured else None,
        remittance=_remittance(detail, [detail]) or whole.remittance,
        counterparty_name=party,
        counterparty_iban=account,
        is_return=whole.is_return or camt_elements.find(detail, "RtrInf") is not None,
        return_reason=_return_reason(detail),
        line=camt_elements.line_of(detail),
    )


def _return_reason(detail: Element) -> str | None:
    """An ISO 20022 code of at most four capitals and digits; none when it is anything else."""
    code = camt_elements.find_text(detail, "RtrInf/Rsn/Cd")
    return code if code and _RETURN_REASON.fullmatch(code) else None


def _detail_amount(detail: Element, direction: Direction) -> Euros | None:
    """In version .08 `Amt`, in .02 inside `AmtDtls`; none when it goes the other way."""
    found = camt_elements.find(detail, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
    way = camt_elements.find(detail, "CdtDbtInd")
    if found is None or (way is not None and camt_elements.direction(detail) != direction):
        return None
    return camt_elements.amount(found)


def _counterparty(detail: Element, direction: Direction) -> tuple[str | None, str | None]:
    """Who paid a credit, who received a debit; version .08 puts a `Pty` around the name.

    A return is stated with the roles of the payment it undoes, so then the other side is ours.
    """
    sides = ("Dbtr", "Cdtr") if direction is Direction.CREDIT else ("Cdtr", "Dbtr")
    if camt_elements.find(detail, "RtrInf") is not None:
        sides = sides[::-1]
    side = sides[0]
    name = camt_elements.find_text(detail, f"RltdPties/{side}/Pty/Nm", f"RltdPties/{side}/Nm")
    iban = camt_elements.find_text(detail, f"RltdPties/{side}Acct/Id/IBAN")
    return name, iban.replace(" ", "").upper()[:34] if iban else None


def _remittance(element: Element, details: list[Element]) -> str:
    """What the payer wrote, else what the bank says about it."""
    written = [
        camt_elements.text_of(words)
        for detail in details
        for words in camt_elements.each(detail, "RmtInf/Ustrd")
    ]
    said = camt_elements.find_text(element, "AddtlTxInf", "AddtlNtryInf")
    return (" ".join(filter(None, written)) or said or "")[:LONGEST_TEXT]


def _reference(element: Element, path: str) -> str | None:
    return reference_or_none(camt_elements.find_text(element, path))


def _bank_reference(ntry: Element) -> str | None:
    """The bank's own number of the entry, which some banks give with its only detail."""
    path = "NtryDtls/TxDtls/Refs/AcctSvcrRef"
    of_details = len(list(camt_elements.each(ntry, "NtryDtls/TxDtls")))
    return _reference(ntry, "AcctSvcrRef") or (_reference(ntry, path) if of_details == 1 else None)
