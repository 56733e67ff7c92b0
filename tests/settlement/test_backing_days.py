"""The proof of a day: signed, chained, one a day."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.funds.funds import Fund
from wallet.ledger.seal_keys import PublicKeys, SigningKey
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import backing_days
from wallet.settlement.backing_days import NO_HASH

KEY = SigningKey(bytes(range(32)))
KEYS = PublicKeys([KEY.public])


def test_a_day_has_a_line_in_total_for_each_account_and_each_fund(
    session: Session, programme: Programme, fund: Fund
) -> None:
    reference = files.a_request(session, fund).reference
    paid = files.a_credit(100_00, structured_reference=reference)
    content = debts.a_statement(session, programme, paid, files.a_credit(1_00))
    files.take_in(session, programme, content)

    day = backing_days.prove(session, KEY, now=build.NOW)

    subjects = ["total", f"account {programme.bank_account.iban}", f"fund {fund.id}"]
    for line, subject in zip(day.lines, subjects, strict=True):
        assert line.text.startswith(f"{subject} ")
    assert [line.verdict for line in day.lines] == ["explained", "explained", "agrees"]
    assert (day.total.closing, day.total.books, day.total.waiting) == (
        Euros(101_00),
        Euros(100_00),
        Euros(1_00),
    )


def test_a_day_is_signed_and_says_what_is_in_it(session: Session, programme: Programme) -> None:
    day = backing_days.prove(session, KEY, now=build.NOW)
    session.expire_all()

    assert KEYS.signed(day.message, day.signature, key_id=day.key_id)
    assert day.message.decode().splitlines() == [
        "wallet-backing:1",
        day.on.isoformat(),
        day.proven_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        NO_HASH.hex(),
        "total - 0 0 0 blocked",
        f"account {programme.bank_account.iban} - 0 0 0 blocked",
    ]


def test_the_first_answer_of_a_day_stands(session: Session, programme: Programme) -> None:
    first = backing_days.prove(session, KEY, now=build.NOW)

    again = backing_days.prove(session, KEY, now=build.NOW + timedelta(hours=1))

    assert again is first


def test_each_day_names_the_one_before(session: Session, programme: Programme) -> None:
    first = backing_days.prove(session, KEY, now=build.NOW)
    second = backing_days.prove(session, KEY, now=build.NOW + timedelta(days=2))

    assert second.previous_hash == first.hash
    assert backing_days.newest_first(session, most=5) == [second, first]
    assert backing_days.newest_first(session, before=second.on, most=5) == [first]
    (published,) = backing_days.published(session, after=first.on, most=5)
    assert (published.on, published.previous_hash) == (second.on, first.hash)
    assert published.lines == [line.text for line in second.lines]
    assert backing_days.latest(session) is second
