"""Long trials of the ledger and the till: each runs until it is sure, says what it did, and stops.

The suite runs a short version of each. They use servers of their own, and loopback only.
"""
