"""The synthetic study: a complete study folder that reproduces the published totals.

Families, teams' work and money are made up and marked as such; names of gminas and the published
figures are real. Nothing here reads raw files or computes indicators.
"""
