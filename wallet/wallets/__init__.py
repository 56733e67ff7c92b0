"""Wallets: a participant's coins, earned, spent and lapsing; and the devices that show them."""
