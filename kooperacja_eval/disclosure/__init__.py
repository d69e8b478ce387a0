"""The only door out: what a profile lets leave the study.

The border: decides and hides, once, on all values together; computes no indicator and formats
nothing. ``release`` is the way in; the reasons stand in ``docs/disclosure.md``.
"""
