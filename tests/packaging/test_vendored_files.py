"""The browser files we did not write are exactly those their manifests list."""

from pathlib import Path

import pytest

from tools import vendor


def test_vendored_files_are_as_listed() -> None:
    assert vendor.problems() == []


def test_a_changed_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vendor"
    folder.mkdir()
    for path in vendor.SERVED.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "lean-qr.js").write_text("alert(1)", encoding="utf-8")
    (folder / "extra.js").write_text("", encoding="utf-8")
    monkeypatch.setattr(vendor, "WANTED", {folder: vendor.WANTED[vendor.SERVED]})

    assert sorted(vendor.problems()) == [
        "vendor/extra.js: in no manifest",
        "vendor/lean-qr.js: content differs from the manifest",
    ]
