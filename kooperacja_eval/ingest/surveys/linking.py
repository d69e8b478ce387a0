"""The same person more than once: twice in a wave, or in two teams.

Only keys that can be linked are looked at: a respondent without one is nobody twice.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text


def same_person(respondents: pd.DataFrame) -> list[Problem]:
    """Return the problems of persons who stand more than once among the respondents of a study.

    Parameters
    ----------
    respondents : pandas.DataFrame
        The table of respondents of all surveys together.

    Returns
    -------
    list of Problem
        Each at the later row and naming the earlier one. Errors: twice in a wave, in two teams in
        one wave (told instead of the former). Warning: in two teams in different waves. No row is
        left out; which one counts is for a rule of ``corrections.toml`` to say.
    """
    linked = respondents[respondents["linkable"].fillna(value=False)]
    twice = linked.loc[linked.duplicated(["respondent_id", "wave"]), "respondent_id"]
    teams = linked.groupby("respondent_id", sort=False)["pzk_id"].nunique()
    again = linked[linked["respondent_id"].isin({*twice, *teams.index[teams > 1]})]
    problems: list[Problem] = []
    for _, person in again.groupby("respondent_id", sort=False):
        problems += _of_person(person.to_dict("records"))
    return problems


def _of_person(rows: list[dict[Any, Any]]) -> Iterable[Problem]:
    first_in_wave: dict[str, dict[Any, Any]] = {}
    with_team: dict[Any, Any] | None = None
    for row in rows:
        wave = row["wave"]
        earlier = first_in_wave.get(wave) if isinstance(wave, str) else None
        if earlier is not None:
            yield _two_teams(row, earlier) if _differ(row, earlier) else _twice(row, earlier)
        elif with_team is not None and _differ(row, with_team):
            yield _moved(row, with_team)
        if isinstance(wave, str):
            first_in_wave.setdefault(wave, row)
        if with_team is None and isinstance(row["pzk_id"], str):
            with_team = row


def _differ(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    teams = (one["pzk_id"], other["pzk_id"])
    return all(isinstance(team, str) for team in teams) and teams[0] != teams[1]


def _twice(row: dict[Any, Any], earlier: dict[Any, Any]) -> Problem:
    other = _where(row, earlier)
    message = Text(
        f"Ten sam respondent odpowiada w pomiarze {row['wave']} także w: {other.pl}. Zostaw jedną "
        "odpowiedź (reguła drop_duplicate w corrections.toml) albo popraw klucz.",
        f"The same respondent answers in the wave {row['wave']} also at: {other.en}. Keep one "
        "response (rule drop_duplicate in corrections.toml) or mend the key.",
    )
    return _problem(row, "duplicate_respondent", message, field="respondent_id")


def _two_teams(row: dict[Any, Any], earlier: dict[Any, Any]) -> Problem:
    other = _where(row, earlier)
    message = Text(
        f"Ten sam respondent jest w pomiarze {row['wave']} w dwóch zespołach; drugi wiersz: "
        f"{other.pl}. Popraw zespół albo klucz.",
        f"The same respondent is in two teams in the wave {row['wave']}; the other row: "
        f"{other.en}. Mend the team or the key.",
    )
    return _problem(row, "two_teams", message, field="pzk_id")


def _moved(row: dict[Any, Any], earlier: dict[Any, Any]) -> Problem:
    other = _where(row, earlier)
    message = Text(
        f"Ten sam respondent jest w innym zespole niż w innym pomiarze; drugi wiersz: {other.pl}. "
        "Sprawdź, czy zmienił zespół.",
        f"The same respondent is in another team than in another wave; the other row: {other.en}. "
        "Check whether the team was changed.",
    )
    return _problem(row, "other_team", message, field="pzk_id", severity="warning")


def _where(row: dict[Any, Any], other: dict[Any, Any]) -> Text:
    """Return where another row is: its file and sheet only where they are not those of the row."""
    files = ("source_file", "source_sheet")
    same = all(row[name] == other[name] or not isinstance(other[name], str) for name in files)
    words = "" if same else "".join(f"{other[n]}, " for n in files if isinstance(other[n], str))
    number = int(other["source_row"])
    return Text(f"{words}wiersz {number}", f"{words}row {number}")


def _problem(
    row: dict[Any, Any], rule: str, message: Text, *, field: str, severity: Severity = "error"
) -> Problem:
    sheet = row["source_sheet"]
    return Problem(
        rule=rule,
        severity=severity,
        message=message,
        table="respondents",
        field=field,
        file=row["source_file"],
        sheet=sheet if isinstance(sheet, str) else "",
        row=int(row["source_row"]),
    )
