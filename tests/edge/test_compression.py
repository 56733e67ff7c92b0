"""Our files and the phone's pages are sent small; pages of staff are not compressed."""

import gzip

import pytest

from tests.client import Client

GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    "path", ["/static/css/participant.css", "/static/vendor/zxing_reader.wasm", "/enrol"]
)
def test_what_is_sent_to_phones_and_tills_is_compressed(client: Client, path: str) -> None:
    small = client.get(path, headers=GZIP, buffered=True)
    whole = client.get(path, buffered=True)

    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert len(small.data) < len(whole.data) * 0.6
    assert "Content-Encoding" not in whole.headers


def test_a_compressed_file_is_the_same_file(client: Client) -> None:
    path = "/static/vendor/lean-qr.js"

    assert (
        gzip.decompress(client.get(path, headers=GZIP, buffered=True).data)
        == client.get(path, buffered=True).data
    )


def test_a_file_the_browser_has_is_not_sent_again(client: Client) -> None:
    first = client.get("/static/css/base.css", headers=GZIP, buffered=True)
    again = client.get(
        "/static/css/base.css",
        headers=GZIP | {"If-None-Match": first.headers["ETag"]},
        buffered=True,
    )

    assert (again.status_code, again.data) == (304, b"")


def test_pages_of_staff_are_not_compressed(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/sign-in/", headers=GZIP, buffered=True).headers
