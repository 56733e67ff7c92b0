"""A request that makes something is carried out once, though it is sent again.

Whoever sends the header `Idempotency-Key`, a UUID of its own choosing, gets what the first request
with it made; with something else in the body it is refused. Without the header each makes one more.

@blp.arguments(OnceHeader, location="headers")
def create(new, header, fund_id):
    once = Once(header, "/api/funds", new)
    if made := once.earlier():
        return _with_figures(funds.get(db.session, made))
    fund = funds.open_fund(...)
    once.remember(fund.id)
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, fields

from wallet import clock
from wallet.edge import access
from wallet.edge.session import db
from wallet.identity import sent_forms
from wallet.identity.sent_forms import IdempotencyKeyReused


class OnceHeader(Schema):
    """Send the same UUID again when you do not know whether the first request arrived."""

    class Meta:
        unknown = EXCLUDE

    key = fields.UUID(data_key="Idempotency-Key", load_default=None)


class Once:
    """One request, known by its key, who sends it for whom, where it is sent to, and its body."""

    def __init__(self, header: Mapping[str, Any], path: str, body: Mapping[str, Any]) -> None:
        self._key: UUID | None = header["key"]
        text = json.dumps([access.organisation().id, body], sort_keys=True, default=str)
        self._asked = f"{path}#{sha256(text.encode()).hexdigest()}"

    def earlier(self) -> UUID | None:
        """The id of what this request made before. Raises IdempotencyKeyReused."""
        if self._key is None:
            return None
        sent = sent_forms.find(db.session, self._key, by=access.person())
        if sent is None:
            return None
        asked, _, made = sent.went_to.rpartition("#")
        if asked != self._asked:
            raise IdempotencyKeyReused(self._key)
        return UUID(made)

    def remember(self, made: UUID) -> None:
        """Write down what it made, in the same transaction."""
        if self._key is not None:
            went_to = f"{self._asked}#{made}"
            now, by = clock.now(), access.person()
            sent_forms.remember(db.session, self._key, by=by, went_to=went_to, now=now)
