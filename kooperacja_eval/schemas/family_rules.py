"""Rules of families: one team and one end each, moves that follow each other, scored programmes.

What one row tells by itself, such as a level outside its limits or a second row of one key, is
found with the table; dates out of order are found by ``rules``.
"""

from collections.abc import Mapping

import pandas as pd

from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.programme_rules import check_programmes
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

MARKS = (r"-G\d{2}$", r"-R\d{2}$")
"""Ends of identifiers: of groups, and of families and persons."""


def check_families(
    tables: Mapping[str, pd.DataFrame], *, diagnosis: tuple[float, float] | None = None
) -> list[Problem]:
    """Check families, their moves, goals, services and diagnoses against each other.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables by name, with their source columns; those not there are passed over.
    diagnosis : tuple of float, optional
        Lowest and highest score of the diagnosis; without it scores are not checked.

    Returns
    -------
    list of Problem
        Errors: a family with two teams or two ends, an outcome that contradicts its date, a group
        counted as a family or the other way round, moves that do not follow each other, scores off
        their scale, a status before its service. Warnings: goals without a baseline or a weight
        that counts, retrospective scores without one after, suspensions without a day.
    """
    problems = check_programmes(tables, diagnosis=diagnosis)
    if "families" not in tables:
        return problems
    families = tables["families"]
    problems += [*_twice(families), *_outcomes(families), *_marks(families)]
    if "family_moves" in tables:
        problems += _moves(tables["family_moves"], families)
    return problems


def _twice(families: pd.DataFrame) -> list[Problem]:
    """Find families that are listed more than once with different teams or ends."""
    by_family = families.groupby("family_id")
    several = {
        name: by_family[name].transform("nunique", dropna=False) > 1
        for name in ("pzk_id", "ended_on", "outcome")
    }
    teams = Text(
        "Ta sama rodzina jest w dwóch zespołach. Zostaw jeden wiersz z ostatnim zespołem, a zmianę "
        "zespołu zapisz z datą w tabeli family_moves.",
        "The same family stands in two teams. Keep one row with the last team, and write the "
        "change of team with its date to the table family_moves.",
    )
    ends = Text(
        "Ta sama rodzina ma dwa różne zakończenia. Ustal właściwe i zostaw jeden wiersz.",
        "The same family has two different ends. Find the right one and keep one row.",
    )
    different = several["ended_on"] | several["outcome"]
    return [
        *_told("families", families[several["pzk_id"]], "pzk_id", "family_in_two_teams", teams),
        *_told("families", families[different], "ended_on", "two_ends", ends),
    ]


def _outcomes(families: pd.DataFrame) -> list[Problem]:
    ended, outcome = families["ended_on"].notna(), families["outcome"]
    goes_on = Text(
        "Współpraca jest w toku, a ma datę zakończenia. Popraw wynik współpracy albo usuń datę.",
        "The cooperation goes on, yet it has an end date. Correct the outcome or remove the date.",
    )
    no_end = Text(
        "Program zakończono, a brak daty końca współpracy. Uzupełnij datę; bez niej nie wiadomo, "
        "jak długo współpraca trwała.",
        "The programme was completed, but the end date is missing. Fill it in; without it nobody "
        "knows how long the cooperation took.",
    )
    ongoing = families[(outcome == "ongoing") & ended]
    completed = families[(outcome == "completed") & ~ended]
    return [
        *_told("families", ongoing, "ended_on", "ongoing_with_end", goes_on),
        *_told("families", completed, "ended_on", "completed_without_end", no_end),
    ]


def _marks(families: pd.DataFrame) -> list[Problem]:
    """Find groups under a mark of families and families under a mark of groups."""
    names, unit = families["family_id"], families["unit_type"]
    group_mark, family_mark = (names.str.contains(mark, na=False) for mark in MARKS)
    as_family = Text(
        "Identyfikator z literą G należy do grupy, a wiersz mówi o rodzinie albo osobie. Grup nie "
        "wlicza się do rodzin: popraw rodzaj jednostki albo identyfikator.",
        "An identifier with G is that of a group, but the row is of a family or person. Groups are "
        "never counted as families: correct the type of unit or the identifier.",
    )
    as_group = Text(
        "Identyfikator z literą R należy do rodziny albo osoby, a wiersz mówi o grupie. Popraw "
        "rodzaj jednostki albo identyfikator.",
        "An identifier with R is that of a family or person, but the row is of a group. Correct "
        "the type of unit or the identifier.",
    )
    counted = families[group_mark & unit.isin(["family", "person"])]
    hidden = families[family_mark & (unit == "group")]
    return [
        *_told("families", counted, "unit_type", "group_as_family", as_family),
        *_told("families", hidden, "unit_type", "family_as_group", as_group),
    ]


def _moves(moves: pd.DataFrame, families: pd.DataFrame) -> list[Problem]:
    """Find moves that lead nowhere, do not follow each other, or lie outside the cooperation."""
    known = families[["family_id", "pzk_id", "started_on", "ended_on"]].dropna(subset="family_id")
    once = known.drop_duplicates("family_id")
    rows = moves.merge(once, on="family_id", how="left", validate="many_to_one")
    rows = rows.sort_values(["family_id", "moved_on"], kind="stable")
    before = rows.groupby("family_id", sort=False)["to_pzk_id"].shift()
    last, team = ~rows["family_id"].duplicated(keep="last"), rows["pzk_id"]
    both = rows["from_pzk_id"].notna() & rows["to_pzk_id"].notna()
    nowhere = both & (rows["from_pzk_id"] == rows["to_pzk_id"])
    broken = before.notna() & rows["from_pzk_id"].notna() & (rows["from_pzk_id"] != before)
    elsewhere = last & team.notna() & rows["to_pzk_id"].notna() & (rows["to_pzk_id"] != team)
    outside = rows["moved_on"] < rows["started_on"]
    outside |= rows["moved_on"] > rows["ended_on"]
    found = (
        (nowhere, "to_pzk_id", "move_to_same_team", _NOWHERE),
        (broken, "from_pzk_id", "moves_do_not_follow", _BROKEN),
        (elsewhere, "to_pzk_id", "last_move_elsewhere", _ELSEWHERE),
        (outside, "moved_on", "move_outside_cooperation", _OUTSIDE),
    )
    return [
        problem
        for which, column, rule, message in found
        for problem in _told("family_moves", rows[which], column, rule, message)
    ]


_NOWHERE = Text(
    "Przeniesienie z zespołu do tego samego zespołu. Popraw jeden z zespołów albo usuń wiersz.",
    "A move from a team to the same team. Correct one of the teams or remove the row.",
)
_BROKEN = Text(
    "Rodzina odchodzi z innego zespołu niż ten, do którego przeszła poprzednio. Popraw zespół albo "
    "dopisz brakujące przeniesienie.",
    "The family leaves another team than the one that it went to before. Correct the team or add "
    "the missing move.",
)
_ELSEWHERE = Text(
    "Ostatnie przeniesienie prowadzi do innego zespołu niż zespół w tabeli rodzin. Wpisz w tabeli "
    "rodzin ostatni zespół albo popraw przeniesienie.",
    "The last move leads to another team than the table of families has. Write the last team to "
    "the table of families or correct the move.",
)
_OUTSIDE = Text(
    "Przeniesienie jest poza czasem współpracy rodziny (początek–koniec). Popraw datę.",
    "The move lies outside the family's cooperation (start to end). Correct the date.",
)


def _told(name: str, rows: pd.DataFrame, column: str, rule: str, message: Text) -> list[Problem]:
    return problems_at(TABLES[name], rows, column, rule, message)
