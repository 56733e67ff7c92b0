"""What `tests.build` puts together, by noun."""
