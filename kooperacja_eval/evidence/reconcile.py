"""Each figure of the documents beside the value computed from the tables.

The border: computes what the figures ask for, lets it through ``disclosure`` and compares; which
value a figure asks for is said by ``matching``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import isnan
from typing import Final, Literal

import pandas as pd

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.evidence.figures import Figure, figure_of
from kooperacja_eval.evidence.matching import (
    HIDDEN,
    NO_ROW,
    TOO_LITTLE,
    UNSTATED_CHANGE,
    Batch,
    Request,
    merged_areas,
    obstacle,
    request_of,
)
from kooperacja_eval.indicators.compute import compute, compute_all
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text

Status = Literal["equal", "different", "not_computable"]
STATUSES: Final[tuple[Status, ...]] = ("equal", "different", "not_computable")
COLUMNS: Final = (
    "figure_id", "document", "quote", "indicator_id", "macroregion", "voivodeship", "group",
    "period_from", "period_to", "decimals", "unit", "published", "computed", "difference",
    "status", "reason_pl", "reason_en", "method",
)  # fmt: skip
_COPIED: Final = (*COLUMNS[:11],)
_NOTHING: Final = Text("", "")

Found = dict[Request, tuple[float, str, str]]
"""Value, status and method of each value that the tables give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Released:
    """How computed values are let out."""

    profile: Profile
    team_areas: Mapping[str, str]
    context: pd.DataFrame | None


def reconcile(
    tables: Mapping[str, pd.DataFrame],
    config: StudyConfig,
    *,
    profile: Profile | None = None,
    team_areas: Mapping[str, str] | None = None,
    context: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compare every published figure of the study's macroregions with the tables.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables by name; without ``published`` there is nothing to compare.
    config : StudyConfig
        Places, dates and disclosure rules.
    profile : {"internal", "public"}, optional
        Instead of the profile of the study.
    team_areas : mapping of str to str, optional
        Area of each team, which is public; without it, as the table ``pzk`` has it.
    context : pandas.DataFrame, optional
        All values of the study, as from ``compute_all``, with which disclosure control decides
        together; without it they are computed.

    Returns
    -------
    pandas.DataFrame
        One row for each figure with a value, in the order of ``published``: what the figure is,
        ``published``, ``computed`` (missing where ``not_computable``), ``difference`` (computed
        minus published, unrounded), ``status``: ``equal`` at the number of decimals of the
        document, ``different`` or ``not_computable``; ``reason_pl`` and ``reason_en`` say why a
        value cannot be computed or what was compared, else they are empty; ``method`` as in
        ``IndicatorValues``.
    """
    chosen = _with_value(tables, config)
    figures = [figure_of(row) for row in _records(chosen)]
    sums = merged_areas(figures)
    requests = [request_of(figure) for figure in figures]
    obstacles = [
        UNSTATED_CHANGE if figure.change_type == "unknown" else obstacle(request, tables)
        for figure, request in zip(figures, requests, strict=True)
    ]
    possible = [r for r, hindered in zip(requests, obstacles, strict=True) if hindered is None]
    areas = _team_areas(tables) if team_areas is None else team_areas
    released = _Released(
        profile=profile or config.disclosure.profile, team_areas=areas, context=context
    )
    found = _found(possible, tables, config, released)
    rows = [
        _row(figure, sums.get(position), hindered, found.get(request))
        for position, (figure, request, hindered) in enumerate(
            zip(figures, requests, obstacles, strict=True)
        )
    ]
    compared = pd.DataFrame(rows, columns=list(COLUMNS[11:]), index=chosen.index)
    result = pd.concat([chosen.loc[:, list(_COPIED)], compared], axis=1)
    numbers = dict.fromkeys(("published", "computed", "difference"), "float64")
    words = dict.fromkeys(("status", "reason_pl", "reason_en", "method"), "str")
    return result.astype({**numbers, **words}).reset_index(drop=True)


def reconcile_counts(frame: pd.DataFrame) -> dict[Status, int]:
    """Return how many figures have each status; a status that none has counts 0."""
    return {status: int((frame["status"] == status).sum()) for status in STATUSES}


def agrees(computed: float, published: float, decimals: int) -> bool:
    """Tell whether two numbers are the same when rounded half away from zero.

    Examples
    --------
    >>> agrees(12.5, 13.0, 0), agrees(12.49, 13.0, 0)
    (True, False)
    """
    return _rounded(computed, decimals) == _rounded(published, decimals)


def _rounded(number: float, decimals: int) -> Decimal:
    return Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _with_value(tables: Mapping[str, pd.DataFrame], config: StudyConfig) -> pd.DataFrame:
    if "published" not in tables:
        return pd.DataFrame(columns=[*_COPIED, "value"])
    frame = tables["published"]
    here = frame["macroregion"].isin([part.id for part in config.macroregions])
    return frame[here & frame["value"].notna()]


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {str(name): None if pd.isna(cell) else cell for name, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def _team_areas(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    if "pzk" not in tables:
        return {}
    return dict(zip(tables["pzk"]["pzk_id"], tables["pzk"]["area"], strict=True))


def _found(
    requests: Iterable[Request],
    tables: Mapping[str, pd.DataFrame],
    config: StudyConfig,
    how: _Released,
) -> Found:
    """Compute each indicator once for each level and day, release all together, look up."""
    wanted: dict[Batch, set[str]] = {}
    for request in requests:
        wanted.setdefault(request.batch, set()).add(request.indicator_id)
    if not wanted:
        return {}
    frames = [_computed(batch, sorted(ids), tables, config) for batch, ids in wanted.items()]
    context = how.context
    if context is None and how.profile == "public":
        context = compute_all(tables, config)
    released = release(
        pd.concat(frames, ignore_index=True),
        config.disclosure,
        profile=how.profile,
        context=context,
        team_areas=how.team_areas,
    )
    batches = [
        batch for batch, frame in zip(wanted, frames, strict=True) for _ in range(len(frame))
    ]
    found: Found = {}
    for batch, row in zip(batches, _records(released.frame), strict=True):
        _keep(found, batch, row)
    return found


def _keep(found: Found, batch: Batch, row: Mapping[str, object]) -> None:
    """Keep what a row gives; where methods differ in their intervals only, the first stays."""
    for column in ("value", "denominator"):
        number = row[column]
        request = Request(
            batch=batch,
            indicator_id=str(row["indicator_id"]),
            place=str(row["voivodeship"] or row["macroregion"]),
            group=None if row["group"] is None else str(row["group"]),
            column=column,
        )
        value = float("nan") if number is None else float(str(number))
        found.setdefault(request, (value, str(row["status"]), str(row["method"])))


def _computed(
    batch: Batch, ids: list[str], tables: Mapping[str, pd.DataFrame], config: StudyConfig
) -> pd.DataFrame:
    if not batch.whole_test:
        return compute(tables, config, ids=ids, by=batch.level, as_of=batch.as_of)
    period = config.study.period
    values = compute(
        _without_days(tables, config), config, ids=ids, by=batch.level, as_of=period.last
    )
    return values.assign(period=f"{period.first.isoformat()}/{period.last.isoformat()}")


def _without_days(
    tables: Mapping[str, pd.DataFrame], config: StudyConfig
) -> dict[str, pd.DataFrame]:
    """Let every unit of the registers be there all the time."""
    first = pd.Timestamp(config.study.period.first)
    return {
        name: frame.assign(started_on=first, ended_on=pd.Series(pd.NaT, index=frame.index))
        if name in {"families", "pzk"}
        else frame
        for name, frame in tables.items()
    }


def _row(
    figure: Figure,
    merged: tuple[float, Text] | None,
    hindered: Text | None,
    found: tuple[float, str, str] | None,
) -> dict[str, object]:
    stated = float("nan") if figure.value is None else figure.value
    published, remark = merged or (stated, _NOTHING)
    value, status, method = found or (float("nan"), "", "")
    if hindered is None and isnan(value):
        hindered = {"": NO_ROW, "suppressed": HIDDEN}.get(status, TOO_LITTLE)
    if hindered is not None:
        value, outcome = float("nan"), "not_computable"
    else:
        outcome = "equal" if agrees(value, published, figure.decimals) else "different"
    reason = hindered or remark
    return {
        "published": published,
        "computed": value,
        "difference": value - published,
        "status": outcome,
        "reason_pl": reason.pl,
        "reason_en": reason.en,
        "method": method,
    }
