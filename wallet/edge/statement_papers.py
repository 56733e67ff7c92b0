"""A statement to take away: the PDF with the authority's words, and the file a program checks."""

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext

from wallet.codes import images
from wallet.codes.images import Level
from wallet.documents import pdf
from wallet.edge import languages
from wallet.ledger.seal_keys import PublicKeys
from wallet.money import Euros
from wallet.social_return.statement_documents import Document
from wallet.social_return.statements import Statement

TEMPLATE = Path(__file__).with_name("statement.typ")


def address_of(statement: Statement, base_url: str) -> str:
    """Where anybody who holds the paper sees whether it is valid."""
    asked = {"number": statement.number, "check": statement.check_code}
    return f"{base_url}/statements?{urlencode(asked)}"


def shown_check(code: str) -> str:
    """In two groups, as people read it out: `K7Q2M-9XHTB`."""
    return f"{code[:5]}-{code[5:]}"


def as_json(statement: Statement, keys: PublicKeys) -> bytes:
    """The signed text, its signature, and the public key; `docs/verify_statement.py` reads it."""
    public = keys.by_id.get(statement.key_id)
    facts = {
        "document": statement.document,
        "signature": statement.signature.hex(),
        "key_id": statement.key_id,
        "public_key": None if public is None else base64.b64encode(public).decode(),
    }
    return (json.dumps(facts, indent=1, ensure_ascii=False) + "\n").encode()


def as_pdf(statement: Statement, base_url: str) -> bytes:
    """On A4, for keeping (PDF/A); the same bytes each time."""
    return pdf.typeset(TEMPLATE, _facts(statement, base_url), made_at=statement.issued_at)


def _facts(statement: Statement, base_url: str) -> dict[str, Any]:
    said, address = statement.facts, address_of(statement, base_url)
    return {
        "lang": languages.language(),
        "authority": said.authority,
        "title": gettext("Statement of Social Return %(number)s", number=said.number),
        "kind": gettext("Final statement") if said.is_final else gettext("Interim statement"),
        "words": said.words.splitlines(),
        "facts": [
            [gettext("Contractor"), _contractor(said)],
            [gettext("Contract"), f"{said.contract_number}, {said.contract_title}"],
            [gettext("Contract period"), _period(said.from_on, said.to_on)],
            [gettext("Issued"), languages.instant(statement.issued_at)],
        ],
        "recognised": [gettext("Recognised"), languages.euros(said.recognised)],
        "target": [gettext("Target"), languages.euros(said.target)],
        "sums": _sums(said),
        "periods_title": gettext("Declarations this rests on"),
        "head": [gettext("Period"), gettext("Asked"), gettext("Approved"), gettext("Taken back")],
        "periods": [
            [
                _period(each.from_on, each.to_on),
                languages.euros(each.declared),
                languages.euros(each.approved),
                languages.euros(each.corrected),
            ]
            for each in said.periods
        ],
        "qr": images.qr_svg(address, title=address, level=Level.M),
        "qr_alt": gettext("QR code: %(address)s", address=address),
        "check_title": gettext("Is this statement valid?"),
        "check": gettext(
            "Scan the code, or go to %(page)s and fill in number %(number)s and check %(check)s.",
            page=f"{base_url}/statements",
            number=said.number,
            check=shown_check(said.check_code),
        ),
        "signature": gettext(
            "Signed with Ed25519, key %(key)s. The signed text can be downloaded there and checked"
            " without this service.",
            key=statement.key_id,
        ),
    }


def _contractor(said: Document) -> str:
    number = said.contractor_kvk_number
    return f"{said.contractor} (KvK {number})" if number else said.contractor


def _period(first: Any, last: Any) -> str:
    days = {"first": languages.day(first), "last": languages.day(last)}
    return str(gettext("%(first)s to %(last)s", **days))


def _sums(said: Document) -> list[list[str]]:
    sums = [
        [gettext("Recognised of coins spent"), languages.euros(said.by_coins)],
        [gettext("Other efforts"), languages.euros(said.by_efforts)],
    ]
    if said.surplus:
        sums.append([gettext("Surplus, not counted"), languages.euros(said.surplus)])
    if said.is_final:
        sums.append([gettext("Shortfall"), languages.euros(said.shortfall)])
    if said.repair_until:
        sums.append([gettext("To make good until"), languages.day(said.repair_until)])
    if said.withheld is not None:
        sums.append([gettext("Withheld if it stays"), languages.euros(said.withheld)])
    elif said.shortfall == Euros(0) and said.is_final:
        sums.append([gettext("The obligation is filled."), ""])
    return sums
