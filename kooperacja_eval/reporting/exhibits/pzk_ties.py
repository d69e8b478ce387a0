"""Pairs of the members of one team by wave, as its network is drawn.

The border: rows of ``ties`` of one team are laid out as pairs; drawing is ``pzk_network``. Only the
mean of the two sides leaves: what a single institution said of another stays out of every report.
"""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import ROLES, SECTORS
from kooperacja_eval.text import Text, same

STRONG: Final = 3
"""Level from which the members of a pair act together, not only inform each other."""
COLUMNS: Final = (
    "wave", "wave_label", "first", "second", "first_name", "second_name", "first_answered",
    "second_answered", "level", "answers",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An institution in the drawing: its short code and its name."""

    code: str
    name: Text


def waves_of_ties(report: Material) -> list[str]:
    """Return the waves in which any team was asked about ties, in the order of the study."""
    frame = report.values.frame  # noqa: PD011 (not pandas)
    there = set(frame.loc[frame["indicator_id"] == "tie_response_share", "wave"].dropna())
    named = [entry.id for entry in report.config.waves if entry.id in there]
    return [*named, *sorted(there - set(named))]


def team_ties(report: Material, pzk_id: str) -> pd.DataFrame:
    """Return the answers of the members of one team, of all waves."""
    ties = report.teams["ties"]
    return ties[ties["pzk_id"] == pzk_id].reset_index(drop=True)


def members(report: Material, pzk_id: str) -> dict[str, Member]:
    """Return the members that ties speak of: the core first, then by sector and name.

    Codes are numbers in this order; an institution that the register lacks is its identifier.
    """
    ties = team_ties(report, pzk_id)
    entities = pd.concat([ties["from_entity"], ties["to_entity"]])
    every = pd.DataFrame({"entity_id": entities.unique()})
    own = report.teams["memberships"]
    own = own.loc[own["pzk_id"] == pzk_id, ["entity_id", "role"]].drop_duplicates("entity_id")
    register = report.teams["entities"][["entity_id", "name", "sector"]]
    rows = every.merge(own, on="entity_id", how="left", validate="one_to_one")
    rows = rows.merge(register, on="entity_id", how="left", validate="one_to_one")
    ranked = rows.assign(
        role_rank=_rank(rows["role"], ROLES.ids),
        sector_rank=_rank(rows["sector"], SECTORS.ids),
        name=rows["name"].fillna(rows["entity_id"]),
    ).sort_values(["role_rank", "sector_rank", "name", "entity_id"], kind="stable")
    listed = zip(ranked["entity_id"], ranked["name"], strict=True)
    return {
        str(entity): Member(code=formats.integer(number), name=same(str(name)))
        for number, (entity, name) in enumerate(listed, start=1)
    }


def _rank(column: "pd.Series[str]", order: tuple[str, ...]) -> "pd.Series[int]":
    known = {code: number for number, code in enumerate(order)}
    return column.map(known).fillna(len(order)).astype("int64")


def pairs(report: Material, pzk_id: str, known: dict[str, Member]) -> pd.DataFrame:
    """Return one row for each pair and wave: codes, who answered, and the mean of the levels.

    ``level`` is the mean over the sides that answered, missing where neither did; ``answers``
    counts them. ``first_answered`` is 1 where the first gave at least one level in the wave.
    """
    ties = team_ties(report, pzk_id)
    place = {entity: number for number, entity in enumerate(known)}
    ends = ties["from_entity"].map(place), ties["to_entity"].map(place)
    level = ties["level"].astype("float64")
    ties = ties.assign(level=level, a=ends[0].where(ends[0] < ends[1], ends[1]),
                       b=ends[1].where(ends[0] < ends[1], ends[0]))  # fmt: skip
    found = ties.groupby(["wave", "a", "b"], sort=True)["level"].agg(["mean", "count"])
    found = found.reset_index().rename(columns={"mean": "level", "count": "answers"})
    spoke = set(zip(ties.loc[level.notna(), "wave"], ties.loc[level.notna(), "from_entity"],
                    strict=True))  # fmt: skip
    lines = [
        {
            "wave": row["wave"], "wave_label": wave_label(report, row["wave"]),
            **_end("first", row["a"], row["wave"], known, spoke),
            **_end("second", row["b"], row["wave"], known, spoke),
            "level": row["level"], "answers": row["answers"],
        }
        for row in found.to_dict("records")
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(COLUMNS))


def _end(
    name: str, at: int, wave: str, known: dict[str, Member], spoke: set[tuple[str, str]]
) -> dict[str, object]:
    entity = list(known)[at]
    member = known[entity]
    answered = int((wave, entity) in spoke)
    return {name: member.code, f"{name}_name": member.name, f"{name}_answered": answered}
