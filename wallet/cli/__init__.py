"""The `wallet` command, for operators and timers. One module per noun; it decides nothing."""

import click

from wallet.cli.auditfile import command as auditfile
from wallet.cli.backing import group as backing
from wallet.cli.coins import group as coins
from wallet.cli.db import group as db
from wallet.cli.demo import group as demo
from wallet.cli.ledger import group as ledger
from wallet.cli.mail import group as mail
from wallet.cli.operators import group as operators
from wallet.cli.serve import command as serve
from wallet.cli.settlement import group as settlement
from wallet.cli.social_return import group as social_return
from wallet.cli.statements import group as statements

COMMANDS: tuple[click.Command, ...] = (
    auditfile,
    backing,
    coins,
    db,
    demo,
    ledger,
    mail,
    operators,
    serve,
    settlement,
    social_return,
    statements,
)
"""A new noun is registered here."""


@click.group()
@click.version_option(package_name="wallet")
def main() -> None:
    """Earn coins, spend them, pay out, count: a participation wallet for municipalities."""


for each in COMMANDS:
    main.add_command(each)
