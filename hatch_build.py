"""What building a wheel adds: compiled translations, and the migrations inside the package."""

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> None:
    """Make the .mo files that flask-babel reads out of the .po files that translators write.

    Under another name first: a process beside this one never reads half a file.
    """
    for catalogue in Path(root, "wallet").rglob("*.po"):
        fresh = catalogue.with_suffix(f".{os.getpid()}.new")
        with catalogue.open("rb") as source, fresh.open("wb") as target:
            write_mo(target, read_po(source))
        fresh.rename(catalogue.with_suffix(".mo"))


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is not ours
    """The name is hatchling's; `[tool.hatch.build.hooks.custom]` switches it on."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))
        if version != "editable":
            build_data["force_include"]["migrations"] = "wallet/_migrations"
