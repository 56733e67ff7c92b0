"""Funds: money of one sponsor, in one book, from payment request to budget, with its backing."""
