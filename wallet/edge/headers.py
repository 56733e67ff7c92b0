"""What the browser may do with our pages: nothing from elsewhere, no inline script, no frames."""

from flask import Flask, Response, request

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
    " connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self';"
    " media-src 'self' blob:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none';"
    " require-trusted-types-for 'script'; trusted-types scan-worker phone-worker till-worker"
)
WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""For the script of the scan worker alone, which has no page to attack and needs WebAssembly."""
FILE_POLICY = "default-src 'none'"
"""For stylesheets, scripts and drawings: a drawing opened by itself runs nothing."""


def register(app: Flask, *, is_https: bool) -> None:
    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        if is_https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint == "static" and response.mimetype != "text/html":
            is_worker = request.path.endswith("worker.js")
            headers["Content-Security-Policy"] = WORKER_POLICY if is_worker else FILE_POLICY
            return response
        headers["Content-Security-Policy"] = PAGE_POLICY
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers.setdefault("Cache-Control", "no-store")
        return response
