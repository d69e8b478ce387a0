"""From the tables behind a number to raw files, checksums and corrections.

The border: which tables a number comes from is known to the catalogue and to the run of the
notebook; here they are followed down to files. How many rows of one place there are is said in the
internal profile only: in public it could be a number that disclosure control hides.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from kooperacja_eval.ingest.run import AppliedRule, RawFile
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Profile
from kooperacja_eval.text import Text

LINKS: Final[Mapping[str, str]] = {
    "family_id": "families",
    "meeting_id": "meetings",
    "event_id": "support",
    "document_id": "fgi_documents",
    "respondent_id": "respondents",
}
"""Columns through which a table without a team finds its teams, and the table that knows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTrace:
    """A table behind a number.

    Attributes
    ----------
    name : str
        The table.
    label : Text
        Its title.
    rows : int
        Its rows, all of them.
    rows_here : int, optional
        Rows of the place that the number is about; None in the public profile, or where the number
        is about no single place.
    files : tuple of RawFile
        Raw files that these rows come from, by path.
    corrections : tuple of AppliedRule
        Rules that touched the table.
    """

    name: str
    label: Text
    rows: int
    rows_here: int | None
    files: tuple[RawFile, ...]
    corrections: tuple[AppliedRule, ...]


def trace_tables(
    data: StudyData,
    names: Iterable[str],
    *,
    profile: Profile,
    pzk_id: str | None = None,
    voivodeship: str | None = None,
) -> tuple[TableTrace, ...]:
    """Return tables with their files and corrections, in the order of ``TABLES``.

    Parameters
    ----------
    data : StudyData
        The study's tables, files and rules.
    names : iterable of str
        Tables; those that the study has not got are left out.
    profile : {"internal", "public"}
        Whether rows of a place are counted.
    pzk_id, voivodeship : str, optional
        Place of the number; only files with rows of this place are named.
    """
    wanted = set(names) & set(data.tables)
    teams = _teams(data.tables, pzk_id, voivodeship)
    return tuple(_table(data, name, teams, profile) for name in TABLES if name in wanted)


def _table(
    data: StudyData, name: str, teams: frozenset[str] | None, profile: Profile
) -> TableTrace:
    frame = data.tables[name]
    here = frame if teams is None else _of_teams(frame, data.tables, teams)
    count = None if teams is None or profile == "public" else len(here)
    return TableTrace(
        name=name,
        label=TABLES[name].label,
        rows=len(frame),
        rows_here=count,
        files=_files(data.files, set(here["source_file"].dropna())),
        corrections=tuple(rule for rule in data.corrections if rule.table == name),
    )


def _files(files: Iterable[RawFile], paths: Collection[str]) -> tuple[RawFile, ...]:
    return tuple(file for file in files if file.path in paths)


def _teams(
    tables: Mapping[str, pd.DataFrame], pzk_id: str | None, voivodeship: str | None
) -> frozenset[str] | None:
    """Return the teams of a place; None where the place is the whole study."""
    if pzk_id is not None:
        return frozenset({pzk_id})
    if voivodeship is None or "pzk" not in tables:
        return None
    teams = tables["pzk"]
    return frozenset(teams.loc[teams["voivodeship"] == voivodeship, "pzk_id"])


def _of_teams(
    frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame], teams: frozenset[str]
) -> pd.DataFrame:
    """Return the rows of some teams; all rows where a table knows no teams."""
    if "pzk_id" in frame.columns:
        return frame[frame["pzk_id"].isin(teams)]
    for column, parent in LINKS.items():
        if column in frame.columns and parent in tables and column in tables[parent].columns:
            known = tables[parent]
            return frame[frame[column].isin(known.loc[known["pzk_id"].isin(teams), column])]
    return frame
