"""Keep the files we did not write: copied from npm packages, listed in a manifest.

`python tools/vendor.py` installs what `package-lock.json` pins and copies the chosen files.
`python tools/vendor.py --check` compares the committed files with it, without a network.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVED = ROOT / "wallet/web/static/vendor"
PRINTED = ROOT / "wallet/documents/vendor"
TESTS_ONLY = ROOT / "tests/browser/vendor"
MANIFEST = "vendor.json"

# package -> file in the package -> name of our copy
WANTED: dict[Path, dict[str, dict[str, str]]] = {
    SERVED: {
        "lean-qr": {"index.mjs": "lean-qr.js", "LICENSE": "lean-qr.LICENSE"},
        "zxing-wasm": {
            "dist/iife/reader/index.js": "zxing-reader.js",
            "dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
            "LICENSE": "zxing-wasm.LICENSE",
        },
    },
    PRINTED: {
        "@expo-google-fonts/atkinson-hyperlegible": {
            "400Regular/AtkinsonHyperlegible_400Regular.ttf": "AtkinsonHyperlegible-Regular.ttf",
            "700Bold/AtkinsonHyperlegible_700Bold.ttf": "AtkinsonHyperlegible-Bold.ttf",
            "LICENSE_FONT": "AtkinsonHyperlegible.LICENSE",
        }
    },
    TESTS_ONLY: {"axe-core": {"axe.min.js": "axe.min.js", "LICENSE": "axe-core.LICENSE"}},
}


def integrity(path: Path) -> str:
    """Subresource Integrity of a file, as browsers write it (W3C SRI): `sha384-<base64>`."""
    digest = hashlib.sha384(path.read_bytes()).digest()
    return "sha384-" + base64.b64encode(digest).decode()


def build() -> None:
    """Install the pinned packages and copy what we want of them."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to vendor again; `--check` needs nothing")
    subprocess.run([npm, "ci", "--silent"], cwd=ROOT, check=True)  # noqa: S603 - fixed words
    for folder, packages in WANTED.items():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        entries = {
            name: _copy(folder, package, source, name)
            for package, files in packages.items()
            for source, name in files.items()
        }
        text = json.dumps(entries, indent=1, sort_keys=True) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8")


def _copy(folder: Path, package: str, source: str, name: str) -> dict[str, str]:
    home = ROOT / "node_modules" / package
    about = json.loads((home / "package.json").read_text(encoding="utf-8"))
    shutil.copyfile(home / source, folder / name)
    return {
        "package": package,
        "version": about["version"],
        "licence": about["license"],
        "source": source,
        "integrity": integrity(folder / name),
    }


def problems() -> list[str]:
    """Say everything that is not as the manifests and the lock file promise."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [problem for folder in WANTED for problem in _problems_in(folder, lock)]


def _problems_in(folder: Path, lock: dict[str, Any]) -> list[str]:
    entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    present = {path.name for path in folder.iterdir()} - {MANIFEST}
    found = [f"{folder.name}/{name}: in no manifest" for name in present - set(entries)]
    found += [f"{folder.name}/{name}: missing" for name in set(entries) - present]
    for name in present & set(entries):
        entry = entries[name]
        if integrity(folder / name) != entry["integrity"]:
            found.append(f"{folder.name}/{name}: content differs from the manifest")
        if lock[f"node_modules/{entry['package']}"]["version"] != entry["version"]:
            found.append(f"{folder.name}/{name}: package-lock.json pins another version")
    return found


def main(arguments: list[str]) -> None:
    if "--check" not in arguments:
        build()
    if found := problems():
        raise SystemExit("\n".join(found))
    print("vendored files match their manifests")  # noqa: T201 - this is a command


if __name__ == "__main__":
    main(sys.argv[1:])
