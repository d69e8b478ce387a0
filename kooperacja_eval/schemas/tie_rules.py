"""Rules of ties: nobody rates oneself, both belong to the team, the level is on the scale named.

What one row tells by itself is found with the table: two ratings of one tie by its key, an unknown
scale by its code, a level that is on no scale by its limits.
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
        highest of its scale, several scales in one team and wave. Warnings: a team that was asked
        about its ties and has no level in a wave of the table. Nothing without ties.
    """
    if "ties" not in tables:
        return []
    ties = tables["ties"]
    problems = [
        *_to_oneself(ties),
        *_off_scale(ties),
        *_mixed_scales(ties),
        *_waves_without_ties(ties),
    ]
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
    """Find levels above their scale; those above every scale break the limits of the field."""
    problems: list[Problem] = []
    highest = TABLES["ties"].fields["level"].high
    for scale, levels in TIE_LEVELS.items():
        high = len(levels) - 1
        message = Text(
            f"Poziom jest wyższy niż {high}, najwyższy na tej skali. Popraw poziom albo skalę.",
            f"The level is above {high}, the highest of this scale. Correct the level or the "
            "scale.",
        )
        above = (ties["level"] > high) & (ties["level"] <= highest)
        rows = ties[(ties["scale"] == scale) & above.fillna(value=False)]
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


def _waves_without_ties(ties: pd.DataFrame) -> list[Problem]:
    """Find teams without a level in a wave, at their first row of it or else of any wave."""
    problems: list[Problem] = []
    placed = ties.dropna(subset=["pzk_id", "wave"])
    for wave in sorted(placed["wave"].unique()):
        message = Text(
            f"Zespół nie ma w pomiarze „{wave}” żadnego poziomu współpracy. Sprawdź, czy dane są "
            "pełne; bez odpowiedzi miary sieci tego zespołu są nieokreślone.",
            f"The team has no level of collaboration in the wave “{wave}”. Check that the data "
            "are complete; without answers the network measures of this team are undefined.",
        )
        here = placed[placed["wave"] == wave]
        answered = here.loc[here["level"].notna(), "pzk_id"]
        firsts = pd.concat([here, placed]).drop_duplicates("pzk_id")
        rows = firsts[~firsts["pzk_id"].isin(answered)]
        problems += problems_at(
            TABLES["ties"], rows, "pzk_id", "wave_without_ties", message, severity="warning"
        )
    return problems


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
