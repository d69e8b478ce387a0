"""Arrays in, frozen results out: statistics that know neither tables nor labels.

The border: no pandas, no file, no rounding, no text for reports. Numbers that are undefined raise
``InsufficientDataError``; wrong arguments are ``ValueError`` or ``TypeError``.
"""
