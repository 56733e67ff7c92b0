"""The accountant's file: complete, balanced, in the order the standard prescribes, and streamed."""

import io
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from tests import build
from tests.reports import xaf_structure
from tests.social_return import declared
from wallet import clock
from wallet.identity.organisations import Organisation
from wallet.reports import auditfile, auditfile_mapping
from wallet.reports.auditfile import Auditfile, Company, Version
from wallet.reports.auditfile_mapping import MappingIncomplete
from wallet.reports.auditfile_xml import Writer
from wallet.social_return.periods import Period

BOTH = pytest.mark.parametrize("version", list(Version))


def made(session: Session, version: Version, *, days: int = 0) -> etree._Element:
    """The file of today, or of so many days later, of a town where a sale was made and undone."""
    agreement = declared.agree(session)
    agreement.spend(12_34)
    agreement.reverse(agreement.spend(5_00))
    day = clock.day_of(clock.now()) + timedelta(days=days)
    out = io.BytesIO()
    auditfile.write(session, a_file(version, agreement.programme.operator, day), out)
    return etree.fromstring(out.getvalue())


def a_file(version: Version, operator: Organisation, first: date) -> Auditfile:
    return Auditfile(
        version=version,
        company=Company(operator, "NL001234567B01"),
        period=Period(first, first + timedelta(days=40)),
        mapping=auditfile_mapping.read(),
        software_version="1.0",
        made_on=build.TODAY,
    )


def texts(root: etree._Element, name: str) -> list[str]:
    return [str(element.text) for element in root.iter(f"{{*}}{name}")]


@BOTH
def test_the_structure_is_the_one_of_the_standard(session: Session, version: Version) -> None:
    root = made(session, version)

    xaf_structure.check(root, version)
    assert etree.QName(root).namespace == version.namespace


@BOTH
def test_without_funds_there_is_no_general_ledger(session: Session, version: Version) -> None:
    """A general ledger has at least one account; the opening balance is always there."""
    operator = build.an_organisation(session)
    out = io.BytesIO()
    auditfile.write(session, a_file(version, operator, build.TODAY), out)

    root = etree.fromstring(out.getvalue())

    xaf_structure.check(root, version)
    assert list(root.iter("{*}generalLedger")) == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("transaction/trLine/amntTp", "X", "amntTp cannot be 'X'"),
        ("transaction/trLine/amnt", "1.5", "amnt cannot be '1.5'"),
        ("transaction/trLine/accID", "9999.1", "trLine/accID refers to nothing"),
        ("ledgerAccount/accTp", "M", "accTp cannot be 'M'"),
        ("journal/jrnTp", "X", "jrnTp cannot be 'X'"),
        ("header/softwareVersion", "1" * 21, "softwareVersion cannot be"),
        ("transaction/periodNumber", "999", "transaction/periodNumber refers to nothing"),
    ],
)
def test_the_check_of_the_structure_has_teeth(
    session: Session, path: str, text: str, said: str
) -> None:
    root = made(session, Version.XAF_4_0)
    found = root.find(".//" + "/".join(f"{{*}}{name}" for name in path.split("/")))
    assert found is not None
    found.text = text

    with pytest.raises(AssertionError, match=said):
        xaf_structure.check(root, Version.XAF_4_0)


@pytest.mark.parametrize("name", ["effDate", "docRef", "amntTp"])
def test_an_element_less_or_out_of_order_is_seen(session: Session, name: str) -> None:
    root = made(session, Version.XAF_3_2)
    line = next(root.iter("{*}trLine"))
    found = line.find(f"{{*}}{name}")
    assert found is not None
    line.remove(found)
    with pytest.raises(AssertionError, match=f"trLine lacks {name}"):
        xaf_structure.check(root, Version.XAF_3_2)

    line.insert(0, found)
    with pytest.raises(AssertionError, match="trLine"):
        xaf_structure.check(root, Version.XAF_3_2)


@BOTH
def test_debit_is_credit_and_the_totals_are_right(session: Session, version: Version) -> None:
    root = made(session, version)

    lines = [
        (element.findtext("{*}amntTp"), Decimal(element.findtext("{*}amnt") or "0"))
        for element in root.iter("{*}trLine")
    ]
    debit = sum(amount for side, amount in lines if side == "D")
    assert debit == sum(amount for side, amount in lines if side == "C")
    assert texts(root, "linesCount")[-1] == str(len(lines))
    assert texts(root, "totalDebit")[-1] == f"{debit:.2f}" == texts(root, "totalCredit")[-1]
    for transaction in root.iter("{*}transaction"):
        amounts = [
            (1 if line.findtext("{*}amntTp") == "D" else -1)
            * Decimal(line.findtext("{*}amnt") or "0")
            for line in transaction.iter("{*}trLine")
        ]
        assert sum(amounts) == 0


@BOTH
def test_every_line_is_on_an_account_with_a_code(session: Session, version: Version) -> None:
    root = made(session, version)

    known = {str(one.findtext("{*}accID")) for one in root.iter("{*}ledgerAccount")}
    codes = texts(root, "RGScode") + texts(root, "conceptRef")
    assert set(texts(root, "accID")) <= known
    assert len(codes) == len(known)
    assert all(code.startswith("B") for code in codes)


@BOTH
def test_what_stood_there_before_is_the_opening_balance(session: Session, version: Version) -> None:
    root = made(session, version, days=1)

    [opening] = root.iter("{*}openingBalance")
    sides = {
        str(line.findtext("{*}accID")).split(".")[0]: (
            line.findtext("{*}amntTp"),
            line.findtext("{*}amnt"),
        )
        for line in opening.iter("{*}obLine")
    }
    assert sides == {"1100": ("D", "17.34"), "1730": ("C", "5.00"), "1740": ("C", "12.34")}
    assert texts(root, "linesCount") == ["3", "0"]


def test_names_are_text_and_no_xml() -> None:
    out = io.BytesIO()

    Writer(out).put("accDesc", "Parks & <roads>")

    assert out.getvalue().endswith(b"<accDesc>Parks &amp; &lt;roads&gt;</accDesc>\n")


def test_what_xml_cannot_hold_is_left_out() -> None:
    out = io.BytesIO()

    Writer(out).put("accDesc", "Parks\x0b\x1f & \u2603\ufffe")

    assert out.getvalue().endswith("<accDesc>Parks &amp; \u2603</accDesc>\n".encode())


def test_months_are_counted_from_the_first() -> None:
    period = Period(date(2025, 11, 15), date(2026, 2, 10))

    found = [(number, month.from_on, month.to_on) for number, month in auditfile.months(period)]

    assert found == [
        (1, date(2025, 11, 15), date(2025, 11, 30)),
        (2, date(2025, 12, 1), date(2025, 12, 31)),
        (3, date(2026, 1, 1), date(2026, 1, 31)),
        (4, date(2026, 2, 1), date(2026, 2, 10)),
    ]


def test_a_mapping_names_every_kind_of_account(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text('rgs_version = "3.7"\ntaxonomy = "x"\n[accounts.bank]\nnumber = "1"\n')

    with pytest.raises(MappingIncomplete):
        auditfile_mapping.read(file)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('rgs_version = "3.7"', f'rgs_version = "{"3" * 21}"'),
        ('number = "1100"', f'number = "{"1" * 17}"'),
        ('number = "1710"', 'number = "1720"'),
        ('rgs = "BLimBanRba"', 'rgs = ""'),
    ],
)
def test_a_mapping_keeps_to_the_lengths_of_the_standard(
    tmp_path: Path, ours: str, theirs: str
) -> None:
    written = auditfile_mapping.OURS.read_text("utf-8")
    assert ours in written
    file = tmp_path / "mapping.toml"
    file.write_text(written.replace(ours, theirs, 1))

    with pytest.raises(MappingIncomplete):
        auditfile_mapping.read(file)
