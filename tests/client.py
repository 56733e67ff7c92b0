"""Somebody at a browser or a program, as far as HTTP goes."""

from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from wallet.identity.memberships import Membership


class Client(FlaskClient):
    """A visitor who keeps cookies, fills in forms as they stand on the page, and may sign in."""

    def sign_in(self, member: Membership) -> None:
        """Be this member of staff from now on."""
        self._be(f"member:{member.id}")

    def sign_in_device(self, device_id: UUID) -> None:
        """Be this participant's phone from now on."""
        self._be(f"device:{device_id}")

    def sign_in_till(self, token: str) -> None:
        """Be this paired till from now on."""
        self._be(f"till:{token}")

    def submit(
        self, page: str, *, form: str = "form[@method='post']", **fields: Any
    ) -> TestResponse:
        """Open a page, fill in its form and send it, hidden fields and CSRF token included.

        Args:
            page: where the form stands.
            form: which one, as XPath below `//`, when the page has several.
            fields: by name; a file is `(stream, filename)`. A field the form lacks is an error.
        """
        answer = self.get(page)
        assert answer.status_code == 200, f"{page} answers {answer.status}"
        forms = html.fromstring(answer.text).xpath(f"//{form}")
        assert forms, f"{page} has no {form}"
        filled = dict(forms[0].form_values())
        unknown = fields.keys() - {element.name for element in forms[0].inputs}
        assert not unknown, f"the form on {page} has no field {unknown}"
        target = forms[0].get("action") or page
        return self.post(target, data=filled | fields)

    def _be(self, key: str) -> None:
        with self.session_transaction() as cookie:
            cookie["_user_id"] = key
            cookie["_fresh"] = True


def bearer(token: str) -> dict[str, str]:
    """The header with which a program says who it is."""
    return {"Authorization": f"Bearer {token}"}
