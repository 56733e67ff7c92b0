"""A file that goes with an effort, as a download: a browser saves it and runs nothing of it."""

from uuid import UUID

from flask import Response

from wallet.edge.session import db
from wallet.social_return import effort_files
from wallet.social_return.efforts import Effort


def answer(effort: Effort, file_id: UUID) -> Response:
    """Raises EffortFileNotFound."""
    file, stored = effort_files.get(db.session, effort, file_id)
    made = Response(stored.content, mimetype=stored.media_type)
    made.headers.set("Content-Disposition", "attachment", filename=file.name)
    made.headers["X-Content-Type-Options"] = "nosniff"
    return made
