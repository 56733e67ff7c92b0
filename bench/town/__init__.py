"""A year of a town: what a programme that has run for a year leaves in the database.

Whatever is few goes through the domain's own functions, day by day; participations and sales, which
are many, are written in bulk, their coins through `ledger.postings.post_all`: every rule that the
database knows was asked of every cent.
"""
