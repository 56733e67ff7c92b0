"""Import every module that may hold tables, so that `Base.metadata` knows them all."""

from importlib import import_module
from pkgutil import walk_packages

import wallet

DELIVERY = ("wallet.app", "wallet.api", "wallet.web", "wallet.cli", "wallet.edge")

for module in walk_packages(wallet.__path__, "wallet."):
    if not module.name.startswith(DELIVERY):
        import_module(module.name)
