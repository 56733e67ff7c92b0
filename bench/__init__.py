"""Measurements: one JSON line each, medians of three, on a database of their own."""
