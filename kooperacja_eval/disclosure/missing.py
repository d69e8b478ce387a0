"""Counts of missing values: few families without a date are a small cell like any other."""

import pandas as pd

from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Disclosure, Profile


def release_missing(
    missing: pd.DataFrame, rules: Disclosure, *, profile: Profile | None = None
) -> pd.DataFrame:
    """Let counts of missing values out as far as a profile allows.

    Parameters
    ----------
    missing : pandas.DataFrame
        ``table``, ``field``, ``rows``, ``missing``, ``share``; left as it is.
    rules : Disclosure
        Profile and threshold of the study.
    profile : {"internal", "public"}, optional
        Instead of the profile of the rules.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``status``. Under any profile but ``internal``, counts of tables that
        hold more than open fields are hidden (missing, ``suppressed``) where the missing or the
        present values are fewer than the threshold and not none. As tables sum up their fields,
        a table with a hidden field shows no sum: see ``hides_sums``.
    """
    frame = missing.assign(status="ok")
    if (profile or rules.profile) == "internal":
        return frame
    guarded = frame["table"].isin([name for name in TABLES if _guarded(name)])
    present = frame["rows"] - frame["missing"]
    small = frame["missing"].between(1, rules.threshold - 1)
    small |= present.between(1, rules.threshold - 1)
    hidden = guarded & small
    return frame.assign(
        missing=frame["missing"].astype("Int64").mask(hidden),
        share=frame["share"].mask(hidden),
        status=frame["status"].mask(hidden, "suppressed"),
    )


def hides_sums(released: pd.DataFrame) -> set[str]:
    """Return the tables of which a field is hidden, so that their sum would help to find it."""
    return set(released.loc[released["status"] == "suppressed", "table"])


def _guarded(name: str) -> bool:
    return any(field.privacy != "open" for field in TABLES[name].fields.values())
