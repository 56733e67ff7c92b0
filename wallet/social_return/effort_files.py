"""Effort files: what shows that an effort was made, kept by what is in it.

The same file twice is one file: its SHA-256 is its key. Only kinds that a browser shows or saves
without running anything, judged by their first bytes and never by their name.
"""

from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, NotFound, Refused

if TYPE_CHECKING:
    from wallet.social_return.efforts import Effort

LARGEST = 5 * 1024 * 1024
MOST_FILES = 10
NAME_LENGTH = 100
BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


class EffortFileNotFound(NotFound):
    """No such file with this effort."""


class FileTooLarge(Invalid):
    """A file is at most 5 MB."""


class FileTypeRefused(Invalid):
    """Evidence is a PDF, a PNG or a JPEG."""


class TooManyFiles(Refused):
    """An effort takes at most ten files."""


class StoredFile(Base):
    """The bytes, once, however often they are handed in."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("digest = encode(sha256(content), 'hex')", name="digest"),
        CheckConstraint("length(content) between 1 and 5242880", name="size"),
        CheckConstraint(
            "media_type in ('application/pdf', 'image/png', 'image/jpeg')", name="media_type"
        ),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    media_type: Mapped[str]


class EffortFile(Base):
    """That a file goes with an effort, and what it was called."""

    __tablename__ = "effort_file"
    __table_args__ = (
        UniqueConstraint("effort_id", "digest"),
        CheckConstraint("length(name) between 1 and 100", name="name"),
    )

    id: Mapped[Key]
    effort_id: Mapped[UUID] = mapped_column(ForeignKey("effort.id"))
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
    name: Mapped[str]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]


def media_type_of(content: bytes) -> str:
    """Raises FileTypeRefused."""
    for beginning, media_type in BEGINNINGS.items():
        if content.startswith(beginning):
            return media_type
    raise FileTypeRefused


def add(
    session: Session, effort: "Effort", content: bytes, *, name: str, by_id: UUID, now: datetime
) -> EffortFile:
    """Let a file go with an effort; again is harmless.

    Raises:
        FileTypeRefused, FileTooLarge, TooManyFiles.
    """
    media_type = media_type_of(content)
    if len(content) > LARGEST:
        raise FileTooLarge
    digest = sha256(content).hexdigest()
    take_turns(session, f"files-of-effort:{effort.id}")
    if found := _find(session, effort.id, digest):
        return found
    count = select(func.count()).where(EffortFile.effort_id == effort.id)
    if session.scalars(count).one() >= MOST_FILES:
        raise TooManyFiles(effort.id)
    session.execute(
        insert(StoredFile)
        .values(digest=digest, content=content, media_type=media_type)
        .on_conflict_do_nothing()
    )
    file = EffortFile(
        effort_id=effort.id, digest=digest, name=_safe(name), added_by_id=by_id, added_at=now
    )
    session.add(file)
    session.flush()
    session.expire(effort, ["files"])
    return file


def get(session: Session, effort: "Effort", file_id: UUID) -> tuple[EffortFile, StoredFile]:
    """A file of this effort. Raises EffortFileNotFound."""
    file = session.get(EffortFile, file_id)
    if file is None or file.effort_id != effort.id:
        raise EffortFileNotFound(file_id)
    return file, session.get_one(StoredFile, file.digest)


def _find(session: Session, effort_id: UUID, digest: str) -> EffortFile | None:
    return session.scalars(
        select(EffortFile).where(EffortFile.effort_id == effort_id, EffortFile.digest == digest)
    ).one_or_none()


def _safe(name: str) -> str:
    """The last part of a path, what can be shown of it, and never nothing."""
    plain = PurePath(name.replace("\\", "/")).name
    shown = "".join(letter for letter in plain if letter.isprintable())
    return shown[-NAME_LENGTH:].strip() or "file"
