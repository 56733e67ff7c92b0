"""What the browser may do with our pages."""

from tests.client import Client

WORKER = "/static/js/till/scan-worker.js"


def _policy(client: Client, path: str) -> str:
    return client.get(path, buffered=True).headers["Content-Security-Policy"]


def test_a_page_runs_only_our_own_files_and_no_wasm(client: Client) -> None:
    policy = _policy(client, "/enrol")

    assert "script-src 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy


def test_only_the_scan_worker_may_run_wasm(client: Client) -> None:
    assert "'wasm-unsafe-eval'" in _policy(client, WORKER)
    assert _policy(client, "/static/js/till/till.js") == "default-src 'none'"


def test_a_missing_file_is_explained_on_a_page_with_a_policy(client: Client) -> None:
    assert "script-src 'self';" in _policy(client, "/static/nothing.css")


def test_pages_are_kept_by_nobody_and_files_may_be(client: Client) -> None:
    assert client.get("/enrol").headers["Cache-Control"] == "no-store"
    assert client.get("/static/css/base.css", buffered=True).headers["Cache-Control"] != "no-store"
