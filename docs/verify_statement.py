"""Verify a statement of Social Return without the service that issued it. Needs `cryptography`.

    python docs/verify_statement.py statement.json [PUBLIC_KEY]

PUBLIC_KEY is base64, from the page /proof or, better, from a copy you kept. Whether a statement
was withdrawn afterwards, only the page with its QR code can say.
"""

import base64
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "wallet-social-return-statement:1"


def euros(cents):
    return f"EUR {cents // 100:,}.{cents % 100:02d}"


name, given, *_ = [*sys.argv[1:], "", ""]
sent = json.loads(Path(name).read_text("utf-8") if name.strip("-") else sys.stdin.read())
key = Ed25519PublicKey.from_public_bytes(base64.b64decode(given or sent["public_key"] or ""))
try:
    key.verify(bytes.fromhex(sent["signature"]), sent["document"].encode())
except InvalidSignature:
    sys.exit("NOT VALID: the text is not signed with this key")
said = json.loads(sent["document"])
if said["format"] != FORMAT:
    sys.exit(f"NOT VALID: this is no {FORMAT}")
if not given:
    print("signed with the key in the file: compare it with the one you know")
print(f"Statement {said['number']} of {said['authority']}, issued {said['issued_at']}")
print(f"{said['contractor']}, contract {said['contract_number']}: {said['contract_title']}")
print(f"recognised {euros(said['recognised_cents'])} of {euros(said['target_cents'])}")
print(f"shortfall {euros(said['shortfall_cents'])}")
