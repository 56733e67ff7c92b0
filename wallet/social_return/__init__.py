"""Social Return: obligations of contractors, plans, and the contributions that count."""
