"""Codebooks for coding focus groups that the package ships."""
