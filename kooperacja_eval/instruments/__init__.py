"""Questionnaires that the package ships, and scoring keys for those it may not ship."""
