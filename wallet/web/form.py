"""A form as somebody filled it in: what was typed, and in words what is wrong with it."""

from collections.abc import Mapping
from http import HTTPStatus
from types import TracebackType
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError

from wallet.edge import refusals, words
from wallet.edge.session import db
from wallet.errors import Invalid, Refused, WalletError


class Form:
    """Try a use case with it; what is refused is undone, and told on the page one is on.

    form = Form(NewTill(), about={NameMissing: "name"})
    with form:
        till = tills.add(db.session, shop, now=clock.now(), **form.read())
        return redirect(url_for(".show", till_id=till.id))
    return render_template("merchant/tills/new.html", form=form), form.status
    """

    def __init__(
        self,
        schema: Schema | None = None,
        *,
        about: Mapping[type[WalletError], str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        self._schema = schema or Schema()
        self._about = about or {}
        self.values: Mapping[str, Any] = request.form if values is None else values
        self.errors: dict[str, Any] = {}
        """Field name -> sentences."""
        self.refusal: str | None = None
        """What is wrong with the whole of it."""
        self.status = HTTPStatus.OK

    def read(self) -> dict[str, Any]:
        """The fields as the domain wants them. Raises ValidationError, which `with` explains."""
        loaded = self._schema.load(self.values, unknown=EXCLUDE)
        assert isinstance(loaded, dict)
        return loaded

    def __enter__(self) -> None:
        self._savepoint = db.session.begin_nested()
        self._savepoint.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Undo what was refused, and keep the words for it; anything else goes on upwards."""
        self._savepoint.__exit__(kind, error, trace)
        if isinstance(error, ValidationError):
            assert isinstance(error.messages, dict)
            self.errors, self.status = error.messages, HTTPStatus.UNPROCESSABLE_ENTITY
            return True
        if isinstance(error, Invalid | Refused) and not error.is_on_record:
            self._explain(error)
            return True
        return False

    def _explain(self, error: WalletError) -> None:
        sentence, field = words.of(error), self._about.get(type(error))
        if field is None:
            self.refusal = sentence
        else:
            self.errors = {field: sentence}
        self.status = refusals.status_of(error)
