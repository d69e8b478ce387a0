"""Raw files to validated tables: every problem has file, sheet, row and column."""
