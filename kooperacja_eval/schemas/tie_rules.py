"""Rules of ties: nobody rates oneself, both belong to the team, the level is on the scale named.

Two ratings of one tie are found with the keys, like in every table.
"""

from collections.abc import Mapping

import pandas as pd

from kooperacja_eval.schemas.codes import TIE_LEVELS
from kooperacja_eval.schemas.problems import Problem, problems_at
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.text import Text

ENDS = ("from_entity", "to_entity")


def check_ties(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Check ties against themselves and against the members of teams.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables by name, with their source columns.

    Returns
    -------
    list of Problem
        Errors: a tie to oneself, an entity that never was a member of the team, a level above the
        highest of its scale, several scales in one team and wave. Nothing without ties.
    """
    if "ties" not in tables:
        return []
    ties = tables["ties"]
    problems = [*_to_oneself(ties), *_off_scale(ties), *_mixed_scales(ties)]
    if "memberships" in tables:
        problems += _strangers(ties, tables["memberships"])
    return problems


def _to_oneself(ties: pd.DataFrame) -> list[Problem]:
    message = Text(
        "Podmiot ocenia sam siebie. Usuń wiersz albo popraw identyfikator partnera.",
        "The entity rates itself. Remove the row or correct the partner.",
    )
    rows = ties[ties["from_entity"] == ties["to_entity"]]
    return problems_at(TABLES["ties"], rows, "to_entity", "tie_to_oneself", message)


def _off_scale(ties: pd.DataFrame) -> list[Problem]:
    problems: list[Problem] = []
    for scale, levels in TIE_LEVELS.items():
        high = len(levels) - 1
        message = Text(
            f"Poziom jest wyższy niż {high}, najwyższy na tej skali. Popraw poziom albo skalę.",
            f"The level is above {high}, the highest of this scale. Correct the level or the "
            "scale.",
        )
        rows = ties[(ties["scale"] == scale) & (ties["level"] > high).fillna(value=False)]
        problems += problems_at(TABLES["ties"], rows, "level", "level_off_scale", message)
    return problems


def _mixed_scales(ties: pd.DataFrame) -> list[Problem]:
    message = Text(
        "Zespół ma w tym pomiarze relacje ocenione na różnych skalach; ich poziomów nie wolno "
        "łączyć. Zostaw jedną skalę.",
        "The team has ties rated on different scales in this wave; their levels must not be put "
        "together. Keep one scale.",
    )
    scales = ties.groupby(["pzk_id", "wave"])["scale"].transform("nunique")
    return problems_at(TABLES["ties"], ties[scales > 1], "scale", "mixed_scales", message)


def _strangers(ties: pd.DataFrame, memberships: pd.DataFrame) -> list[Problem]:
    message = Text(
        "Podmiot nie jest członkiem tego zespołu. Popraw identyfikator albo dopisz członkostwo.",
        "The entity is no member of this team. Correct the identifier or add the membership.",
    )
    members = pd.MultiIndex.from_frame(memberships[["pzk_id", "entity_id"]])
    problems: list[Problem] = []
    for end in ENDS:
        known = pd.MultiIndex.from_frame(ties[["pzk_id", end]]).isin(members)
        rows = ties[~known & ties[end].notna() & ties["pzk_id"].notna()]
        problems += problems_at(TABLES["ties"], rows, end, "tie_of_non_member", message)
    return problems
