"""Reads filled forms back into tables, without a mapping: the forms say themselves what they are.

The border: what a form looks like is known by ``kooperacja_eval.forms`` alone. Sheets become raw
sheets here, so that corrections, parsing and validation are those of every other raw file.
"""
