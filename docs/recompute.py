"""Recompute every balance of a ledger export, and every root of its seals. Standard library only.

    wallet ledger export | python docs/recompute.py
    python docs/recompute.py export.jsonl

Exit status 1 at the first difference. `docs/ledger-format.md` describes the lines.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path


def differ(what):
    sys.exit(f"DIFFERENCE: {what}")


def canonical(transfer, accounts):
    """The bytes of a transfer that a seal is made of."""
    values = ["wallet-transfer:1"]
    values += [transfer[name] for name in ("id", "posting_id", "posted_at", "book_id")]
    for end in ("source_id", "target_id"):
        account = accounts[transfer[end]]
        values += [transfer[end], account["kind"], account["owner_id"], account["expires_on"]]
    values += [transfer[name] for name in ("cents", "bank_entry_id", "cause")]
    return "\n".join("" if value is None else str(value) for value in values).encode()


def root(level):
    """RFC 6962; the last of an odd number goes up unchanged."""
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        paired = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = paired + level[len(paired) * 2 :]
    return level[0]


class Recomputation:
    """Balances and roots as they follow from the transfers alone."""

    def __init__(self):
        self.seals, self.accounts, self.transfers = [], {}, 0
        self.balances, self.postings = {}, {}
        self.sealed, self.leaves, self.last_id = 0, [], 0

    def account(self, line):
        self.accounts[line["id"]], self.balances[line["id"]] = line, 0

    def seal(self, line):
        self.seals.append(line)

    def transfer(self, line):
        id_, source, target, cents = (line[n] for n in ("id", "source_id", "target_id", "cents"))
        if id_ <= self.last_id or cents <= 0 or source == target:
            differ(f"transfer {id_} is out of order, moves nothing, or goes nowhere")
        for account_id, change in ((source, -cents), (target, cents)):
            account = self.accounts.get(account_id)
            if account is None or account["book_id"] != line["book_id"]:
                differ(f"transfer {id_} leaves book {line['book_id']} through {account_id}")
            if self.postings.get(account_id) != line["posting_id"]:
                self.check_floor(account)  # a posting of several transfers is one step
                self.postings[account_id] = line["posting_id"]
            self.balances[account_id] += change
        self.last_id, self.transfers = id_, self.transfers + 1
        if self.sealed < len(self.seals):
            self.leaves.append(sha256(b"\x00" + canonical(line, self.accounts)).digest())
            self.close_run(id_, self.seals[self.sealed])

    def check_floor(self, account):
        if self.balances[account["id"]] < 0 and account["kind"] not in ("bank", "merchant"):
            differ(f"account {account['id']} stood at {self.balances[account['id']]} cents")

    def close_run(self, id_, seal):
        if id_ >= seal["last_transfer_id"]:
            if root(self.leaves).hex() != seal["root"]:
                differ(f"the transfers up to {id_} are not those of seal {seal['id']}")
            self.sealed, self.leaves = self.sealed + 1, []

    def end(self, line):
        found = {"seals": self.sealed, "accounts": len(self.accounts), "transfers": self.transfers}
        for name, count in found.items():
            if line[name] != count:
                differ(f"{line[name]} {name} were promised, {count} came")
        for id_, account in self.accounts.items():
            self.check_floor(account)
            if self.balances[id_] != account["balance_cents"]:
                differ(f"account {id_}: given {account}, moved {self.balances[id_]} cents")
        print(", ".join(f"{count} {name}" for name, count in found.items()) + ": all equal")
        sys.exit(0)


ledger = Recomputation()
with Path(sys.argv[1]).open(encoding="utf-8") if sys.argv[1:] else sys.stdin as lines:
    for read in map(json.loads, lines):
        if read["type"] != "export":
            getattr(ledger, read["type"])(read)
differ("the export broke off before its end")
