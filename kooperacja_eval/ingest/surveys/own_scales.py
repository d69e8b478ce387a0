"""Scales of one's own items: as the mapping says, or after a scoring key that the package ships.

A key is attached to items in the order in which the mapping names them: the first item of the
scale is the first of the key. Direction of items then comes from the key alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.surveys.mapping import ScalePart, SurveyMapping
from kooperacja_eval.instruments.keys import ScoringKey, scoring_key
from kooperacja_eval.text import Text

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScales:
    """Rows of the table of scales, and the items after the scoring keys turned some of them."""

    items: pd.DataFrame
    rows: tuple[Row, ...] = field(default=())


def own_scales(mapping: SurveyMapping, version: str, items: pd.DataFrame) -> OwnScales:
    """Return the scales of one's own items.

    Parameters
    ----------
    mapping : SurveyMapping
        Its ``[[scales]]``; a scale that items name and ``[[scales]]`` does not is taken as the mean
        of its items, titled by its identifier.
    version : str
        Version of the instrument.
    items : pandas.DataFrame
        The table of one's own items.

    Raises
    ------
    ConfigurationError
        Where a scoring key has another number of items or other limits than the scale.

    Notes
    -----
    Limits of a mean are those of the items, of a sum the sums of them; empty where items of a mean
    have different limits or an item has none.
    """
    named = {part.scale: part for part in mapping.scales}
    used = dict.fromkeys(items["scale"].dropna())
    parts = [part for part in mapping.scales if part.scale in used]
    parts += [ScalePart(scale=name, title_pl=name) for name in used if name not in named]
    reverse = items["reverse"].copy()
    rows = []
    for position, part in enumerate(parts, start=1):
        members = items[items["scale"] == part.scale]
        key = None if part.key is None else _key(mapping, part, members)
        if key is not None and key.positions:
            turned = [number in set(key.reverse) for number in key.positions]
            reverse.loc[members.index] = pd.array(turned, dtype="boolean")
        rows.append(_row(mapping, version, part, key, members) | {"position": position})
    return OwnScales(items=items.assign(reverse=reverse), rows=tuple(rows))


def _row(
    mapping: SurveyMapping, version: str, part: ScalePart, key: ScoringKey | None,
    members: pd.DataFrame,
) -> Row:  # fmt: skip
    scoring = part.scoring if key is None else key.scoring
    low, high = _limits(members["low"].tolist(), members["high"].tolist(), scoring)
    return {
        "instrument": mapping.survey.instrument,
        "version": version,
        "scale": part.scale,
        "title_pl": part.title_pl,
        "title_en": part.title_en,
        "scoring": scoring,
        "low": low,
        "high": high,
        "min_answered": part.min_answered,
        "direction": part.direction,
        "source": part.source or (None if key is None else key.source),
    }


def _limits(
    lows: Sequence[float], highs: Sequence[float], scoring: str
) -> tuple[float | None, float | None]:
    if not lows or any(pd.isna(limit) for limit in (*lows, *highs)):
        return None, None
    if scoring == "sum":
        return float(sum(lows)), float(sum(highs))
    same = len(set(lows)) == 1 and len(set(highs)) == 1
    return (float(lows[0]), float(highs[0])) if same else (None, None)


def _key(mapping: SurveyMapping, part: ScalePart, members: pd.DataFrame) -> ScoringKey:
    """Return the scoring key of a scale after looking whether it fits the items."""
    key = scoring_key(part.key or "")
    listed = ", ".join(members["item_id"])
    where = f"{mapping.survey.id}, [[scales]] {part.scale}"
    if key.n_items is not None and len(members) != key.n_items:
        raise ConfigurationError(
            Text(
                f"{where}: klucz {key.name} ma pozycji: {key.n_items}, a skala ma: {len(members)} "
                f"({listed}). Popraw scale w [[items]] albo wybierz inny klucz.",
                f"{where}: the key {key.name} has items: {key.n_items}, the scale has: "
                f"{len(members)} ({listed}). Mend scale in [[items]] or choose another key.",
            )
        )
    wrong = members[(members["low"] != key.low) | (members["high"] != key.high)]
    if len(wrong):
        listed = ", ".join(wrong["item_id"])
        raise ConfigurationError(
            Text(
                f"{where}: klucz {key.name} wymaga odpowiedzi od {key.low:g} do {key.high:g}; "
                f"inny zakres (low, high) mają: {listed}. Popraw low i high albo values.",
                f"{where}: the key {key.name} needs answers from {key.low:g} to {key.high:g}; "
                f"other limits (low, high) have: {listed}. Mend low and high, or values.",
            )
        )
    return key
