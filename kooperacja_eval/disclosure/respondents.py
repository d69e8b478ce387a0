"""Hides numbers of few respondents: whole groups of them, wherever they stand.

Numbers of surveys are margins of one count: voivodeships and teams make up a macroregion, sectors
make up all respondents. A group in which any number is small is hidden in every row, together with
another one, so that what the shown groups leave of a total is never one group, nor too few
persons. The border: what a group is; which of them are hidden is chosen by ``margins``. Numbers
missing are not protected.
"""

import re
from collections.abc import Hashable, Iterable
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.disclosure.margins import COUNTED, hidden_parts, small
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.sections import Disclosure

Bools = NDArray[np.bool_]

GROUP: Final = re.compile(r"(?:^|/)(?P<dimension>[a-z]+):(?P<code>.+)$")
"""An attribute of respondents at the end of a group, such as ``readiness/sector:health``."""
SAMPLES: Final = "unlinked_clustered_t"
"""Method whose numerator and denominator are the sizes of its two samples."""
KINDS: Final = frozenset({"paired", "unlinked"})
"""First words of methods that say whom a change is computed from; other words do not."""


def hidden_respondents(values: pd.DataFrame, rules: Disclosure) -> Bools:
    """Choose the rows of surveys that a public release hides.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns of ``IndicatorValues``; rows of other indicators are left alone.
    rules : Disclosure
        The threshold: the smallest number of respondents that may be shown.

    Returns
    -------
    ndarray of bool, shape (rows,)
        Which rows are hidden as a whole.
    """
    rows = _numbers(values)
    hidden = np.zeros(len(values), dtype=bool)
    for _, family in rows[rows["unit"] != ""].groupby("family", sort=True):
        units = _chosen(family, rules.threshold)
        hidden[family.loc[family["unit"].isin(units), "row"]] = True
    whole = rows[rows["unit"] == ""]
    thin = small(whole["count"], rules.threshold) | small(whole["rest"], rules.threshold)
    hidden[whole.loc[thin, "row"]] = True
    return hidden | _below_hidden(values, hidden)


def _numbers(values: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of every row of a survey: one line for each row and count."""
    entries = catalogue()
    surveys = {name for name, entry in entries.items() if entry.protects == "respondents"}
    chosen = values["indicator_id"].isin(surveys).to_numpy(dtype=bool)
    frame = values[chosen].assign(row=np.flatnonzero(chosen))
    lines: list[dict[str, object]] = []
    for record in frame.to_dict("records"):
        counted = entries[record["indicator_id"]].display in COUNTED
        lines += _lines(record, samples=counted or record["method"] == SAMPLES)
    columns = ["row", "family", "unit", "key", "count", "rest"]
    return pd.DataFrame(lines, columns=columns)


def _lines(record: dict[Hashable, Any], *, samples: bool) -> Iterable[dict[str, object]]:
    family, unit, scale = _place(record)
    kind = record["method"].partition("_")[0]
    counts = {"n": record["n"]}
    if samples:
        counts |= {"numerator": record["numerator"], "denominator": record["denominator"]}
    for name, number in counts.items():
        if pd.isna(number):
            continue
        whole = kind if kind in KINDS else ""
        rest = np.nan
        if name == "numerator" and record["method"] != SAMPLES:
            rest = float(record["denominator"]) - float(number)
        yield {
            "row": record["row"],
            "family": family,
            "unit": unit,
            "key": f"{record['indicator_id']}|{scale}|{record['wave']}|{whole}|{name}",
            "count": float(number),
            "rest": rest,
        }


def _place(record: dict[Hashable, Any]) -> tuple[str, str, str]:
    """Return which groups a row is one of, which one, and what is left of its group's name."""
    group = record["group"] if isinstance(record["group"], str) else ""
    where = [str(record["macroregion"])]
    found = GROUP.search(group)
    if isinstance(record["pzk_id"], str):
        return f"teams of {record['voivodeship']}", record["pzk_id"], group
    if isinstance(record["voivodeship"], str):
        return f"voivodeships of {where[0]}", record["voivodeship"], group
    if found:
        family = f"{found['dimension']} of {where[0]}"
        return family, found["code"], group[: found.start()]
    if record["indicator_id"] == "survey_links":
        return f"links of {where[0]} {record['wave']}", group, ""
    if record["indicator_id"] == "answer_share":
        item, _, level = group.partition("=")
        return f"answers of {where[0]} {record['wave']} {item}", level, item
    return "", "", group


def _chosen(family: pd.DataFrame, threshold: int) -> set[str]:
    """Return the groups to hide: the thin ones, and others until no total gives them back."""
    units, unit = np.unique(family["unit"].to_numpy(dtype=object), return_inverse=True)
    keys, key = np.unique(family["key"].to_numpy(dtype=object), return_inverse=True)
    counts = np.zeros((units.size, keys.size))
    np.maximum.at(counts, (unit, key), family["count"].to_numpy(dtype=np.float64))
    thin = np.asarray(small(counts, threshold).any(axis=1))
    return {str(name) for name in units[hidden_parts(counts, thin, threshold)]}


def _below_hidden(values: pd.DataFrame, hidden: Bools) -> Bools:
    """Return the teams of hidden voivodeships."""
    above = hidden & values["voivodeship"].notna().to_numpy() & values["pzk_id"].isna().to_numpy()
    places = set(values.loc[above, "voivodeship"])
    surveys = {name for name, entry in catalogue().items() if entry.protects == "respondents"}
    inside = values["indicator_id"].isin(surveys) & values["pzk_id"].notna()
    return (inside & values["voivodeship"].isin(places)).to_numpy(dtype=bool)
