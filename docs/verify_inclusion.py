"""Verify that a transfer stands under a signed seal. Needs only `cryptography`.

    wallet ledger prove 42 > proof.json
    python docs/verify_inclusion.py proof.json [PUBLIC_KEY]

PUBLIC_KEY is base64, from the page /proof or, better, from a copy you kept.
"""

import base64
import json
import sys
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

END = ["id", "kind", "owner_id", "expires_on"]
FIELDS = ["format", "id", "posting_id", "posted_at", "book_id"]
FIELDS += [f"source_{name}" for name in END] + [f"target_{name}" for name in END]
FIELDS += ["cents", "bank_entry_id", "cause"]
SEAL = ["id", "first_transfer_id", "last_transfer_id", "transfer_count"]
SEAL += ["root", "previous_hash", "sealed_at"]


def climb(leaf, index, count, path):
    """From a leaf to the root: at each level a sibling on the left, on the right, or none."""
    siblings = [bytes.fromhex(each) for each in path]
    while count > 1 and siblings:
        if index % 2:
            leaf = sha256(b"\x01" + siblings.pop(0) + leaf).digest()
        elif index + 1 < count:
            leaf = sha256(b"\x01" + leaf + siblings.pop(0)).digest()
        index, count = index // 2, (count + 1) // 2
    return leaf.hex()


def wrong_with(proof, key):
    """What is wrong with it, or nothing."""
    transfer, seal = proof["transfer"], proof["seal"]
    if list(transfer) != FIELDS or transfer["format"] != "wallet-transfer:1":
        return "this is no proof of this format"
    leaf = sha256(b"\x00" + "\n".join(transfer.values()).encode()).digest()
    if climb(leaf, proof["index"], seal["transfer_count"], proof["path"]) != seal["root"]:
        return "the transfer does not stand under the root"
    message = "\n".join(["wallet-seal:1"] + [str(seal[name]) for name in SEAL]).encode()
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(seal["signature"]), message)
    except InvalidSignature:
        return "the seal is not signed with this key"
    return None


name, given, *_ = [*sys.argv[1:], "", ""]
proof = json.loads(Path(name).read_text("utf-8") if name.strip("-") else sys.stdin.read())
if wrong := wrong_with(proof, base64.b64decode(given or proof["public_key"] or "")):
    sys.exit(f"NOT PROVEN: {wrong}")
if not given:
    print("signed with the key in the proof: compare it with the one you know")
print(f"transfer {proof['transfer']['id']} stands under seal {proof['seal']['id']}")
