"""What a table is: one description of each field, for everything that needs it."""
