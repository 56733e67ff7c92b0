"""Other people's ledgers, each run by a Python of its own: nothing here imports the wallet."""
