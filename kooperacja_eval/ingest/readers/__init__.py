"""File formats: each reader turns one file into raw cells with their places."""
