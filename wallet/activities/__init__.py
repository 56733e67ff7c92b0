"""Activities, participations, their verification, and the limits that protect people."""
