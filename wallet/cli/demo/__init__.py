"""`wallet demo`: a small town to look around in, and to let scripts act in as phones and tills."""

from wallet.cli.demo.commands import group

__all__ = ["group"]
