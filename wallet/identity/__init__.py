"""People, organisations, who may do what, and how they sign in. Names live only here."""
