"""Files that show an effort was made: kept once, small, harmless."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.social_return.deeds import PDF, Agreed
from wallet import clock
from wallet.errors import WalletError
from wallet.social_return import effort_files
from wallet.social_return.effort_files import (
    EffortFileNotFound,
    FileTooLarge,
    FileTypeRefused,
    StoredFile,
    TooManyFiles,
)
from wallet.social_return.efforts import (
    Effort,
)


@pytest.fixture
def agreed(session: Session) -> Agreed:
    return Agreed(session)


def test_a_file_is_kept_once_by_what_is_in_it(agreed: Agreed) -> None:
    first, second = agreed.enter(), agreed.enter()

    def add(effort: Effort, content: bytes = PDF, name: str = "../../bon.pdf") -> Any:
        by_id = agreed.sponsor.person_id
        return effort_files.add(
            agreed.session, effort, content, name=name, by_id=by_id, now=clock.now()
        )

    one = add(first)
    assert add(first) is one
    add(second, name="\x00\x01")

    assert one.name == "bon.pdf"
    assert [file.name for file in second.files] == ["file"]
    assert agreed.session.scalars(select(func.count()).select_from(StoredFile)).one() == 1
    assert effort_files.get(agreed.session, first, one.id)[1].content == PDF
    with pytest.raises(EffortFileNotFound):
        effort_files.get(agreed.session, second, one.id)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileTypeRefused),
        (b"<html><script>", FileTypeRefused),
        (b"GIF89a", FileTypeRefused),
        (PDF + bytes(5 * 1024 * 1024), FileTooLarge),
    ],
)
def test_only_small_harmless_files_are_kept(
    agreed: Agreed, content: bytes, refusal: type[WalletError]
) -> None:
    by_id = agreed.sponsor.person_id
    with pytest.raises(refusal):
        effort_files.add(
            agreed.session, agreed.enter(), content, name="x.pdf", by_id=by_id, now=clock.now()
        )


def test_an_effort_takes_ten_files(agreed: Agreed) -> None:
    effort, by_id = agreed.enter(), agreed.sponsor.person_id

    def add(number: int) -> None:
        content = PDF + str(number).encode()
        effort_files.add(agreed.session, effort, content, name="x", by_id=by_id, now=clock.now())

    for number in range(10):
        add(number)
    with pytest.raises(TooManyFiles):
        add(10)
