"""Programmes: one scheme of one municipality, with its coin, area and terms."""
