"""An administrator ends a programme; the treasurer sends the rest back."""

from datetime import timedelta

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.client import Client
from tests.treasury import Treasury
from wallet import clock
from wallet.identity.permissions import Role
from wallet.notifications import outbox
from wallet.programmes import endings

TODAY = clock.day_of(clock.now())
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


@pytest.fixture
def admin(client: Client, office: Treasury) -> Client:
    member = build.a_member(office.session, Role.ADMIN, office.programme.operator)
    office.session.commit()
    client.environ_base.update(ENGLISH)
    client.sign_in(member)
    return client


def end(admin: Client, office: Treasury, days: int = 60) -> object:
    return admin.submit(
        f"/admin/programmes/{office.programme.id}/ending",
        form="form[contains(@action, '/ending')]",
        last_reward_on=TODAY.isoformat(),
        spend_until=(TODAY + timedelta(days=days)).isoformat(),
        reason="The contract ends",
    )


def test_an_end_is_announced_and_everybody_hears_of_it(admin: Client, office: Treasury) -> None:
    end(admin, office)
    office.session.rollback()

    page = admin.get(f"/admin/programmes/{office.programme.id}/ending").text
    told = [message.subject for message in outbox.undelivered(office.session)]

    assert "The contract ends" in page
    assert len(told) == 3, "two treasurers and the administrator"


def test_too_little_notice_is_said_beside_the_field(admin: Client, office: Treasury) -> None:
    end(admin, office, days=55)

    office.session.rollback()
    assert endings.find(office.session, office.programme.id) is None


def test_the_report_shows_every_fund(admin: Client, office: Treasury) -> None:
    build.top_up(office.session, office.fund, 100_00)
    office.session.commit()
    path = f"/admin/programmes/{office.programme.id}/ending.pdf"
    before = admin.get(path).status_code
    end(admin, office)

    words = pypdfium2.PdfDocument(admin.get(path).data)[0].get_textpage().get_text_range()

    assert before == 404
    assert office.fund.name in words
    assert "100.00" in words


def test_another_programme_is_not_there(admin: Client, committed: Session) -> None:
    theirs = treasury.open_treasury(committed)

    assert admin.get(f"/admin/programmes/{theirs.programme.id}/ending").status_code == 404


def test_nothing_goes_back_before_the_last_day(
    client: Client, admin: Client, office: Treasury
) -> None:
    end(admin, office)
    client.sign_in(office.treasurer)

    page = client.get("/treasurer/repayments/").text

    assert "is over" not in page
