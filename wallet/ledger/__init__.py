"""The double-entry ledger: books, accounts, postings. It knows no people, shops or sponsors."""
