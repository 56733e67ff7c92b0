"""A good request of a program for what the phone confirms and disputes; and its forms."""

from uuid import uuid4

from tests.bad_input.requests import Good

PHONE_PROGRAMS = [
    Good("phone", "/api/confirmations/{confirmation_id}/consent", lambda _: {"pin": "80417"}),
    Good("phone", "/api/confirmations/pin", lambda _: {"pin": "80417"}),
    Good("phone", "/api/disputes", lambda _: {"sale_id": str(uuid4()), "reason": "got-nothing"}),
    Good("shopkeeper", "/api/disputes/{sale_id}/answer", lambda _: {"words": "Two loaves."}),
]

PHONE_FORMS = {
    "/wallet/confirmations/<confirmation_id>/consent",  # tests/web/participant/test_confirmations
    "/wallet/confirmations/<confirmation_id>/refusal",  # a button; the same
    "/wallet/confirmations/<confirmation_id>/challenge",  # of a script: tests/browser
    "/wallet/confirmations/<confirmation_id>/passkey",  # tests/wallets/test_passkeys
    "/wallet/passkeys",  # the same
    "/wallet/passkeys/challenge",
    "/wallet/pin",  # tests/web/participant/test_pins
    "/wallet/sales/<sale_id>/dispute",  # tests/web/participant/test_disputes
    "/merchant/<shop_id>/disputes/<sale_id>/answer",  # the same
    "/merchant/<shop_id>/disputes/<sale_id>/return",  # a button; the same
    "/organiser/participants/<participant_id>/pin/reset",  # a button
}
