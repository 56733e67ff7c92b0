"""A participation-reward wallet: earned by taking part, spent at shops, counted."""
