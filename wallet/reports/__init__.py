"""Numbers and lists that read any feature and write nothing."""
