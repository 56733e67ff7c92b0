"""Merchants, their tills, redemptions and reversals."""
