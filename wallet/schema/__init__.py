"""The database itself: its roles, its tables as migrations make them, and who may do what."""
