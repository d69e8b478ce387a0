"""What supports what: computed beside published figures, and where the documents disagree.

The border: compares and says what it found; formats no report and decides nothing about who is
right. Computed values come in only through ``disclosure``.
"""
