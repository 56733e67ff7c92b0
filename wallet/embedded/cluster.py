"""What `initdb` is told when the folder of a server is made."""

LOCALE = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
ACCESS = ("--auth-local=trust", "--auth-host=reject")
LOG = ("--wal-segsize=1", "--set=max_wal_size=1GB", "--set=min_wal_size=80MB")
"""A young server makes its log file by file, and who commits waits for the next one: 15 to 30 ms
for one of 16 MB, 3 for one of 1 MB. The sizes of the whole log are PostgreSQL's own defaults;
`initdb` would shrink them with the files."""


def options(*, durable: bool) -> tuple[str, ...]:
    """Without `durable` the files are not waited for: for tests."""
    haste = () if durable else ("--no-sync",)
    return ("--encoding=UTF8", *LOCALE, *ACCESS, *LOG, *haste)
