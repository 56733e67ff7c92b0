"""An evidence of before its hours were steps of the pages stays as it was handed in."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest

from tests.client import Client
from tests.social_return import declaring_parties
from tests.social_return.parties import Parties
from wallet import clock
from wallet.ledger import seals
from wallet.money import Euros
from wallet.social_return.declarations import Declaration, DeclarationFigures

ENGLISH = {"Accept-Language": "en"}
TEXT = (Path(__file__).parents[2] / "data" / "social-return-evidence-1.json").read_text()
"""Twelve people in the garden, eleven who cared for others or made music, an hour each."""


@pytest.fixture
def former(town: Parties) -> Declaration:
    """In the database, as an earlier version of the software wrote it."""
    declaring_parties.with_sales(town, 12_00)
    seal = seals.latest(town.session)
    assert seal is not None
    declaration = Declaration(
        obligation_id=town.obligation.id,
        contractor_id=town.obligation.contractor_id,
        number=1,
        from_on=town.obligation.from_on,
        to_on=clock.day_of(clock.now()),
        last_transfer_id=seal.last_transfer_id,
        seal_id=seal.id,
        seal_root=seal.root,
        declared_by_id=town.sponsor.person_id,
        declared_at=clock.now(),
    )
    town.session.add(declaration)
    town.session.flush()
    figures = {"counted": Euros(0), "surplus": Euros(0), "corrected": Euros(0)}
    town.session.add(
        DeclarationFigures(
            declaration_id=declaration.id,
            evidence=TEXT,
            evidence_sha256=sha256(TEXT.encode()).hexdigest(),
            **figures,
        )
    )
    town.session.commit()
    return declaration


def test_its_page_and_files_have_the_hours_of_each_group(
    client: Client, town: Parties, former: Declaration
) -> None:
    client.sign_in(town.sponsor)
    page = f"/sponsor/declarations/{former.id}"

    shown = client.get(page, headers=ENGLISH).text
    packed = client.get(f"{page}/evidence.zip", headers=ENGLISH).data

    assert "Hours by activity" not in shown
    assert '<td data-label="Hours" class="amount">12</td>' in shown
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name.rsplit(".", 1)[1]: archive.read(name) for name in archive.namelist()}
    assert files["json"].decode() == TEXT
    assert files["csv"].decode("utf-8-sig").splitlines() == CSV
    assert "Hours behind it 23" in words_of(files["pdf"])
    assert "garden, Noord at least 10 12 €36.00" in words_of(files["pdf"])


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        return " ".join(page.get_text_range().split())


CSV = [
    "Table;What;Hours;People, at least;Euros;Counts;Surplus",
    "Lines;Fund, Community activity;;;69,00;69,00;0,00",
    "Activities;garden, Noord;12;10;36,00;;",
    "Activities;Other activities together;11;10;33,00;;",
    "Shops;Fund, Community activity: groceries;;;69,00;;",
    "Payouts;0b3c2f5e-8f0d-4a52-9f0e-4d8a1f6f3c11;;;;;",
]
