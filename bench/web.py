"""`make bench-web`: what a sale takes over HTTP."""

from bench import sales
from bench.world import World, on_a_server
from wallet.embedded import EmbeddedPostgres


def main(server: EmbeddedPostgres) -> None:
    sales.measure(World.build(server))


if __name__ == "__main__":
    on_a_server(main)
