"""Indicators: pure functions from validated tables to rows of ``IndicatorValues``.

The border: nothing is read, written, rounded, hidden or formatted here. ``compute`` is the way in;
titles and definitions stand in ``catalogue.toml`` under the same ids as the functions.
"""
