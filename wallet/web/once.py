"""Take a form once. `{{ forms.once() }}` in the template gives each showing an id of its own.

if earlier := once.earlier_answer():
    return earlier
with form:
    ...
    return once.redirect(url_for(".show", fund_id=fund.id))
"""

from uuid import UUID, uuid4

from flask import Response, request
from flask import redirect as redirect_to

from wallet import clock
from wallet.edge import access
from wallet.edge.session import db
from wallet.identity import sent_forms

FIELD = "once"


def new_id() -> str:
    """For the hidden field."""
    return str(uuid4())


def earlier_answer() -> Response | None:
    """Where this form led when the same person sent it before."""
    form_id = _form_id()
    if form_id is None:
        return None
    sent = sent_forms.find(db.session, form_id, by=access.person())
    return None if sent is None else _to(sent.went_to)


def redirect(went_to: str) -> Response:
    """Go there, now and whenever this form is sent again."""
    if form_id := _form_id():
        now, by = clock.now(), access.person()
        sent_forms.remember(db.session, form_id, by=by, went_to=went_to, now=now)
    return _to(went_to)


def _form_id() -> UUID | None:
    """None for a form without the field, or with something else in it: then nothing is kept."""
    try:
        return UUID(request.form.get(FIELD, ""))
    except ValueError:
        return None


def _to(path: str) -> Response:
    answer = redirect_to(path)
    assert isinstance(answer, Response)
    return answer
