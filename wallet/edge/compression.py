"""Fewer bytes on a cheap phone's data bundle: gzip for our own files and for the phone's pages.

Pages of staff are left alone. They carry a CSRF token and may repeat what somebody typed, and the
length of a compressed page would tell whether a guess at the token was right (BREACH, 2013). The
pages of the phone repeat nothing from the request.
"""

import gzip
from functools import lru_cache
from http import HTTPStatus

from flask import Flask, Response, request

TEXTS = ("text/html", "text/css", "text/javascript", "image/svg+xml", "application/wasm")
BLUEPRINTS = {"participant"}
UNNEEDED = ("Accept-Ranges", "Content-Disposition", "Last-Modified")
"""A tenth of what a phone waits for: the ETag says what Last-Modified says, the rest is default."""
WORTHWHILE = 500
"""Bytes; below it the header costs more than it saves."""


def register(app: Flask) -> None:
    @app.after_request
    def compress(response: Response) -> Response:
        if not _may_compress(response):
            return response
        response.direct_passthrough = False  # a file of ours, small enough to hold in memory
        body = response.get_data()
        if len(body) >= WORTHWHILE:
            response.set_data(_gzip(body))
            response.content_encoding = "gzip"
            etag, _ = response.get_etag()
            if etag is not None:
                response.set_etag(etag, weak=True)  # the same file in other bytes
        response.vary.add("Accept-Encoding")
        for header in UNNEEDED:
            response.headers.pop(header, None)
        return response


def _may_compress(response: Response) -> bool:
    return (
        (request.endpoint == "static" or request.blueprint in BLUEPRINTS)
        and response.status_code == HTTPStatus.OK
        and response.mimetype in TEXTS
        and bool(request.accept_encodings.quality("gzip"))
        and "Range" not in request.headers
    )


@lru_cache(maxsize=64)
def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)
