"""`make bench`: run every measurement on the embedded PostgreSQL with its safe default settings."""

from bench import growth, history, ledger, peers, proofs
from bench.growth import MILLION
from bench.world import World, on_a_server
from wallet.embedded import EmbeddedPostgres


def main(server: EmbeddedPostgres) -> None:
    world = World.build(server)
    small, grown = world.copy(server, "small"), world.copy(server, "grown")
    ledger.measure(world, server)
    peers.measure(world, server)
    history.fill(server, grown, MILLION)
    growth.measure("ledger.growth.1m_ratio", small, grown, seconds=growth.SECONDS)
    proofs.measure(grown)


if __name__ == "__main__":
    on_a_server(main)
