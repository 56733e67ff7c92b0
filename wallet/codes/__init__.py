"""Codes: what a phone shows and a till scans."""
