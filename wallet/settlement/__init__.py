"""Paying merchants, and reconciling the books with the bank statement."""
