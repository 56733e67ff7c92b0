"""Verify the daily proofs of backing. Needs only `cryptography`, and no network.

    curl -o days.json https://YOUR-WALLET/backing/days.json
    python docs/verify_backing.py days.json [PUBLIC_KEY]

PUBLIC_KEY is base64, from the page /backing/days or, better, from a copy you kept.
"""

import base64
import json
import sys
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def message_of(day):
    head = ["wallet-backing:1", day["on"], day["proven_at"], day["previous_hash"]]
    return "\n".join(head + day["lines"]).encode()


def wrong_with_sums(lines):
    """Each line's verdict must follow from its cents, and the accounts must make the total."""
    sums = [0, 0, 0]
    for line in lines:
        subject, *cents, verdict = line.rsplit(" ", 4)
        closing, books, waiting = map(int, cents)
        left = closing - books - waiting
        if (verdict == "agrees" and (left or waiting)) or (verdict == "explained" and left):
            return f"{line!r} says {verdict}, and differs by {left} cents"
        if subject.startswith("account "):
            sums = [a + b for a, b in zip(sums, (closing, books, waiting), strict=True)]
    total = [int(cents) for cents in lines[0].rsplit(" ", 4)[1:4]]
    return None if total == sums else "the accounts do not make the total"


def wrong_with(days, keys):
    """What is wrong with the first day that is not right, or nothing."""
    previous = None
    for day in days:
        if previous and day["previous_hash"] != previous:
            return f"{day['on']} does not follow the day before it"
        if wrong := wrong_with_sums(day["lines"]):
            return f"{day['on']}: {wrong}"
        try:
            key = Ed25519PublicKey.from_public_bytes(keys[day["key_id"]])
            key.verify(bytes.fromhex(day["signature"]), message_of(day))
        except (InvalidSignature, KeyError):
            return f"{day['on']} is not signed with this key"
        previous = sha256(message_of(day)).hexdigest()
    return None


name, given, *_ = [*sys.argv[1:], "", ""]
proof = json.loads(Path(name).read_text("utf-8") if name.strip("-") else sys.stdin.read())
known = [given] if given else proof["public_keys"].values()
keys = {sha256(base64.b64decode(key)).hexdigest()[:16]: base64.b64decode(key) for key in known}
if wrong := wrong_with(proof["days"], keys):
    sys.exit(f"NOT PROVEN: {wrong}")
if not given:
    print("signed with the key in the file: compare it with the one you know")
print(f"{len(proof['days'])} days, signed and in one chain; the last says:")
print("\n".join(proof["days"][-1]["lines"] if proof["days"] else []))
