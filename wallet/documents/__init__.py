"""Printed matter: facts and a typst template in, a PDF out."""
