"""Releases values and problems under a disclosure profile; the only place that does.

The border: hides what ``suppress`` chose, in every column of every row in which it stands or from
which it follows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kooperacja_eval.disclosure.cells import NUMBER_FIELDS, Cells, Row, cells
from kooperacja_eval.disclosure.details import hidden_details, thin_ends
from kooperacja_eval.disclosure.messages import closed_value, unknown_profile
from kooperacja_eval.disclosure.relations import add_relations
from kooperacja_eval.disclosure.respondents import hidden_respondents
from kooperacja_eval.disclosure.suppress import Decision, decide, hides_a_team
from kooperacja_eval.disclosure.teams import hidden_teams
from kooperacja_eval.errors import DisclosureError
from kooperacja_eval.indicators.stages import median_ranks
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.sections import Disclosure, Profile

INTERVAL: Final = frozenset({"ci_low", "ci_high"})
VALUES: Final = INTERVAL | {"value"}
COLUMNS: Final = (*NUMBER_FIELDS, "value", "ci_low", "ci_high")
PROFILES: tuple[Profile, ...] = get_args(Profile)
_SEAL: Final = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedValues:
    """Values that may leave; made by ``release`` only.

    Attributes
    ----------
    profile : str
        The profile under which they may leave.
    rules : Disclosure
        The rules applied.
    n_rows : int
        Rows of the frame.
    n_suppressed : int
        Rows in which something is hidden.
    """

    profile: Profile
    rules: Disclosure
    n_rows: int
    n_suppressed: int
    values: pd.DataFrame
    seal: object
    places: Mapping[str, NDArray[np.intp]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("ReleasedValues are made by disclosure.release.release only")
        found = self.values.groupby("indicator_id", sort=False).indices
        object.__setattr__(self, "places", {str(name): rows for name, rows in found.items()})

    @property
    def frame(self) -> pd.DataFrame:
        """The values: columns of ``IndicatorValues``, in the order they came in.

        A copy, made where somebody changes it.
        """
        return self.values.copy(deep=False)

    def places_of(self, indicator_id: str) -> NDArray[np.intp]:
        """Return in which rows, from 0, the values of an indicator stand."""
        return self.places.get(indicator_id, np.empty(0, dtype=np.intp))


def release(
    values: pd.DataFrame,
    rules: Disclosure,
    *,
    profile: Profile | None = None,
    context: pd.DataFrame | None = None,
    team_areas: Mapping[str, str] | None = None,
) -> ReleasedValues:
    """Let values out as far as a profile allows.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns of ``IndicatorValues``; left as they are.
    rules : Disclosure
        Profile, threshold and dominance of the study.
    profile : {"internal", "public"}, optional
        Instead of the profile of the rules.
    context : pandas.DataFrame, optional
        Other values that leave the same study. What is hidden is decided on both together, so that
        two reports cannot be set against each other; give all values of the study here.
    team_areas : mapping of str to str, optional
        Area of each team. It is public, so an attacker can add up teams to areas; without it,
        areas are hidden wherever a team is.

    Returns
    -------
    ReleasedValues
        ``internal``: everything. ``public``: without numbers of 1 to ``threshold`` - 1 families
        or respondents, without sums of money that one contributor dominates, without what would
        give them back, and without values of single teams that are for the teams alone.

    Raises
    ------
    DisclosureError
        For an unknown profile, or values of which it is not known whom they count.
    """
    chosen: str = profile or rules.profile
    if chosen not in PROFILES:
        raise DisclosureError(unknown_profile(chosen, PROFILES))
    columns = list(IndicatorValues.fields)
    frame = values.loc[:, columns].copy()
    if chosen == "public":
        everything = frame if context is None else pd.concat([frame, context.loc[:, columns]])
        found = cells(everything)
        add_relations(found, team_areas or {})
        decision = decide(found, rules)
        frame = _hide(frame, found, decision, rules)
        frame = _hide_rows(frame, hidden_respondents(everything, rules)[: len(frame)])
        frame = _hide_rows(frame, hidden_details(everything, rules)[: len(frame)])
        frame = _hide_columns(frame, thin_ends(values, rules), INTERVAL)
        frame = _hide_rows(frame, hidden_teams(frame))
    return ReleasedValues(
        profile="public" if chosen == "public" else "internal",
        rules=rules,
        n_rows=len(frame),
        n_suppressed=int((frame["status"] == "suppressed").sum()),
        values=frame,
        seal=_SEAL,
    )


def release_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Let problems in the data out.

    Returns
    -------
    tuple of Problem
        The same problems: a problem never shows a value that is not open.

    Raises
    ------
    DisclosureError
        Where one shows a value of a column that is not open, or of no known column.
    """
    checked = tuple(problems)
    for problem in checked:
        table = TABLES.get(problem.table)
        field = table.fields.get(problem.field) if table else None
        if problem.value is not None and (field is None or field.privacy != "open"):
            raise DisclosureError(closed_value(problem.table, problem.field))
    return checked


def _hide(frame: pd.DataFrame, found: Cells, decision: Decision, rules: Disclosure) -> pd.DataFrame:
    """Return the frame without what is hidden; rows of the frame come first among the cells'."""
    families = frame["n"].fillna(0).astype("int64").tolist()
    rows = zip(found.rows[: len(frame)], families, frame["value"].tolist(), strict=True)
    hidden = [_hidden_columns(*row, found, decision, rules) for row in rows]
    masks = {
        column: np.array([column in columns for columns in hidden], dtype=bool)
        & frame[column].notna().to_numpy()
        for column in COLUMNS
    }
    anything = np.any(list(masks.values()), axis=0)
    emptied = {column: frame[column].mask(mask) for column, mask in masks.items()}
    return frame.assign(**emptied, status=frame["status"].mask(anything, "suppressed"))


def _hide_rows(frame: pd.DataFrame, hidden: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the frame without any number of some rows, the number missing included."""
    return _hide_columns(frame, hidden, COLUMNS)


def _hide_columns(
    frame: pd.DataFrame, hidden: NDArray[np.bool_], columns: Iterable[str]
) -> pd.DataFrame:
    """Return the frame without some numbers of some rows."""
    emptied = {column: frame[column].mask(hidden) for column in columns}
    return frame.assign(**emptied, status=frame["status"].mask(hidden, "suppressed"))


def _hidden_columns(
    row: Row | None, n: int, value: float, found: Cells, decision: Decision, rules: Disclosure
) -> set[str]:
    if row is None:
        return set()
    hidden = {column for column, number in row.numbers.items() if number in decision.hidden}
    if hidden - {"n_missing"}:
        hidden |= VALUES
    if row.sums and "n" in hidden:
        hidden.add("numerator")
    if row.entry.order_statistics:
        hidden |= _thin_ranks(n, rules.threshold) if n else VALUES
    if row.extreme and (
        0 < value < rules.threshold or hides_a_team(found, decision.hidden, row.extreme, row.where)
    ):
        hidden |= {"numerator", "value"}
    return hidden


def _thin_ranks(n: int, threshold: int) -> set[str]:
    """Hide order statistics with fewer families than the threshold on one side."""
    low, middle, high = median_ranks(n)
    hidden: set[str] = set()
    if middle < threshold:
        hidden.add("value")
    if min(low, high) < threshold:
        hidden |= INTERVAL
    return hidden
