"""What web, api and cli share when touching the domain."""
