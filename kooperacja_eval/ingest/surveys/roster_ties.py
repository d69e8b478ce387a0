"""Reports of rosters become rows of ``ties``, once it is known who belongs to which team.

A partner of the respondent's team whose cell is empty was asked about and not answered: a row
without a level. An empty cell for anybody else was not asked: the platform hides partners of other
teams. Members of whom there is no respondent have no rows.
"""

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from kooperacja_eval.ingest.surveys.roster_messages import MESSAGES
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.validate import validate
from kooperacja_eval.text import Text

NEEDED: Final = ("entities", "memberships")
ANSWERS: Final = ("level", "trust", "value")
KEY: Final = ["pzk_id", "wave", "from_entity", "to_entity"]
_RESPONDENT: Final = ["source_file", "source_sheet", "source_row"]


def roster_ties(
    reports: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the table ``ties`` that rosters fill, and why reports are no ties.

    Parameters
    ----------
    reports : pandas.DataFrame
        From ``roster.read_rosters``, of all surveys of the study.
    tables : mapping of str to pandas.DataFrame
        Tables of the study; ``entities`` and ``memberships`` are looked at.

    Returns
    -------
    tables : dict of str to pandas.DataFrame
        ``ties``, typed, with its source columns; nothing where no roster was read.
    problems : list of Problem
        Errors, each at its row and column: an entity or partner that is not known, an entity
        without one team, an answer about oneself or about an entity of another team, several
        answers of one entity about one tie.
    """
    if reports.empty:
        return {}, []
    if any(name not in tables for name in NEEDED):
        return {}, [_problem("roster_without_members", {"source_file": _first_file(reports)})]
    known = frozenset(tables["entities"]["entity_id"].dropna())
    members = tables["memberships"][["pzk_id", "entity_id"]].dropna().drop_duplicates()
    rows, problems = _known_partners(reports, known)
    rows, told = _reporters(rows, known, members)
    rows, strange = _asked(rows, members)
    ties, doubled = _once(rows)
    typed = ties.reindex(columns=list(TABLES["ties"].dtypes())).astype(TABLES["ties"].dtypes())
    problems = [*problems, *told, *strange, *doubled, *validate(TABLES["ties"], typed)]
    return {"ties": typed}, problems


def _known_partners(
    reports: pd.DataFrame, known: frozenset[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Leave out columns about entities that the study does not have, each told once."""
    strange = reports[~reports["to_entity"].isin(known)]
    columns = strange.drop_duplicates(["source_file", "source_sheet", "column", "to_entity"])
    problems = [
        _problem("unknown_partner", {**row, "source_row": None}, row)
        for row in columns.to_dict("records")
        if row["column"]
    ]
    return reports.drop(index=strange.index), problems


def _reporters(
    rows: pd.DataFrame, known: frozenset[str], members: pd.DataFrame
) -> tuple[pd.DataFrame, list[Problem]]:
    """Leave out respondents of whom it is not known which entity of which team they speak for."""
    teams = members.groupby("entity_id")["pzk_id"].agg(list).to_dict()
    problems: list[Problem] = []
    kept = []
    for _, own in rows.groupby(_RESPONDENT, sort=False, dropna=False):
        first = own.iloc[0].to_dict()
        entity, team = first["from_entity"], first["pzk_id"]
        possible = teams.get(entity, [])
        if not isinstance(team, str):
            team = possible[0] if len(possible) == 1 else None
        rule = _wrong(entity, team, known, possible)
        if not rule:
            kept.append(own.assign(pzk_id=team))
        elif rule != "entity_missing" or own["filled"].any():
            problems.append(_problem(rule, first, _of_entity(first)))
    return pd.concat(kept) if kept else rows.iloc[:0], problems


def _wrong(entity: Any, team: Any, known: frozenset[str], possible: list[str]) -> str:
    """Return the rule that a respondent's entity breaks; empty where it breaks none."""
    if not isinstance(entity, str):
        return "entity_missing"
    if entity not in known:
        return "unknown_entity"
    if not isinstance(team, str):
        return "team_of_entity_unknown"
    return "" if team in possible else "entity_of_other_team"


def _asked(rows: pd.DataFrame, members: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Keep partners in the team; answers about others, or about oneself, are problems."""
    pairs = pd.MultiIndex.from_frame(members)
    inside = pd.MultiIndex.from_frame(rows[["pzk_id", "to_entity"]]).isin(pairs)
    oneself = (rows["from_entity"] == rows["to_entity"]).to_numpy(dtype=bool)
    filled, asked = (rows[name].to_numpy(dtype=bool) for name in ("filled", "asked"))
    problems = [
        _problem(rule, row, row)
        for rule, wrong in (
            ("tie_to_oneself", oneself & filled),
            ("partner_of_other_team", ~oneself & ~inside & filled),
        )
        for row in rows[wrong].to_dict("records")
    ]
    return rows[inside & ~oneself & asked & rows["wave"].notna().to_numpy()], problems


def _once(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Keep one row for each tie: what is answered before what is not, then by the rule."""
    answered = rows[list(ANSWERS)].notna().any(axis=1)
    ordered = rows.assign(empty=~answered).sort_values("empty", kind="stable")
    ties = ordered.drop_duplicates(KEY).drop(columns="empty").sort_index()
    told = rows[answered]
    problems: list[Problem] = []
    for _, several in told[told.duplicated(KEY, keep=False)].groupby(KEY, sort=False):
        rule = several["several"].iloc[0]
        if rule == "refuse":
            first = several.iloc[0]
            problems += [
                _problem("tie_twice", row, row, int(first["source_row"]))
                for row in several.iloc[1:].to_dict("records")
            ]
        elif rule == "mean_rounded":
            numbers = several[list(ANSWERS)].astype("float64").mean()
            level = numbers["level"]
            numbers["level"] = math.nan if math.isnan(level) else math.floor(level + 0.5)
            ties.loc[several.index[0], list(ANSWERS)] = numbers.to_numpy()
    return ties, problems


def _of_entity(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {"column": row["entity_column"], "letter": row["entity_letter"]}


def _first_file(reports: pd.DataFrame) -> str:
    return str(reports["source_file"].iloc[0])


def _problem(
    rule: str,
    row: Mapping[Any, Any],
    column: Mapping[Any, Any] | None = None,
    other: int | None = None,
) -> Problem:
    field, message = MESSAGES[rule]
    at = row.get("source_row")
    sheet = row.get("source_sheet")
    place = column or {}
    return Problem(
        rule=rule,
        severity="error",
        message=Text(message.pl.format(other=other), message.en.format(other=other)),
        table="ties",
        field=field,
        file=row["source_file"],
        sheet=sheet if isinstance(sheet, str) else "",
        row=None if at is None else int(at),
        column=place.get("column", ""),
        letter=place.get("letter", ""),
    )
