"""`wallet ledger seal`, `prove` and `key`: seal what was posted, and let strangers check it."""

import base64
import json

import click

from wallet import config, database
from wallet.cli import connections
from wallet.cli.signing import seal_all
from wallet.ledger import canonical, seal_keys, seals
from wallet.ledger.seal_keys import SigningKey
from wallet.ledger.seals import (
    PostingInFlight,
    Proof,
    SealedMeanwhile,
    TransferDiffersFromSeal,
    TransferNotSealed,
)
from wallet.schema import roles

NO_KEY = (
    "There is no signing key: set WALLET_SIGNING_KEY to 32 random bytes in base64;"
    " make one with: head -c 32 /dev/urandom | base64"
)


@click.command("seal")
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")
def seal(url: str | None) -> None:
    """Seal every transfer that is not sealed yet; for a timer, such as once a minute.

    A posting that has begun is waited for, ten seconds at most: then the next time seals it.
    """
    key = _key()
    with connections.as_role(roles.APP, url) as reachable:
        engine = database.connect(reachable, pool_size=1)
        try:
            count = 0
            for sealed in seal_all(engine, key):
                count += 1
                run = f"{sealed.first_transfer_id} to {sealed.last_transfer_id}"
                click.echo(f"Seal {sealed.id}: transfers {run}, root {sealed.root.hex()}")
            if count == 0:
                click.echo("Every transfer is sealed")
        except PostingInFlight:
            click.echo("A posting is still in flight; the next time seals it and the rest")
        except SealedMeanwhile:
            click.echo("Somebody else is sealing; nothing was skipped")
        finally:
            engine.dispose()


@click.command("prove")
@click.argument("transfer_id", metavar="TRANSFER", type=click.IntRange(1, 2**63 - 1))
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As any of the wallet's roles.")
def prove(transfer_id: int, url: str | None) -> None:
    """Print the proof that TRANSFER stands under a seal; docs/verify_inclusion.py verifies it."""
    try:
        with connections.work(roles.AUDITOR, url) as session:
            proof = seals.prove(session, transfer_id)
            click.echo(json.dumps(_facts(proof), indent=1))
    except TransferNotSealed as error:
        raise click.ClickException(f"Transfer {transfer_id} is in no seal.") from error
    except TransferDiffersFromSeal as error:
        raise click.ClickException(
            f"Transfer {transfer_id} is no longer what was sealed; see: wallet ledger audit"
        ) from error


@click.command("key")
def key() -> None:
    """Print the public key of the seals, to publish, and its id."""
    signing = _key()
    click.echo(f"{signing.id} {base64.b64encode(signing.public).decode()}")


def _key() -> SigningKey:
    seed = config.signing_key()
    if seed is None:
        raise click.ClickException(NO_KEY)
    return SigningKey(seed)


def _facts(proof: Proof) -> dict[str, object]:
    known = seal_keys.ours(config.signing_key(), config.seal_keys()).by_id
    public = known.get(proof.seal.key_id)
    return {
        "transfer": proof.transfer,
        "index": proof.index,
        "path": [sibling.hex() for sibling in proof.path],
        "seal": {
            "id": proof.seal.id,
            "first_transfer_id": proof.seal.first_transfer_id,
            "last_transfer_id": proof.seal.last_transfer_id,
            "transfer_count": proof.seal.transfer_count,
            "root": proof.seal.root.hex(),
            "previous_hash": proof.seal.previous_hash.hex(),
            "sealed_at": canonical.instant(proof.seal.sealed_at),
            "signature": proof.seal.signature.hex(),
            "key_id": proof.seal.key_id,
        },
        "public_key": None if public is None else base64.b64encode(public).decode(),
    }
