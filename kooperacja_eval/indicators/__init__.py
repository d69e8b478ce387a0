"""Indicators: pure functions from validated tables to rows of ``IndicatorValues``.

The border: nothing is read, written, rounded, hidden or formatted here. Titles and definitions
stand in ``catalogue.toml`` under the same ids as the functions.
"""

from kooperacja_eval.indicators.compute import compute, compute_all, missing_tables
from kooperacja_eval.indicators.places import LEVELS, Level

__all__ = ["LEVELS", "Level", "compute", "compute_all", "missing_tables"]
