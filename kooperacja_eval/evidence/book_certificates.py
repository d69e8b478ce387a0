"""Which entities meet the criteria of the certificate that ``[certificates]`` of a study states.

The border: counts months, meetings and trainings of each entity and sets them against the
criteria. Nothing about families goes in. A number that no list tells is unknown, never a miss.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.indicators.coop_data import CooperationData
from kooperacja_eval.sections import Certificates, Profile
from kooperacja_eval.study import StudyConfig

CRITERIA: Final = ("attendance", "months", "training")
"""Criteria in the order of reports."""
NEEDED: Final = ("pzk", "entities", "memberships", "meetings", "attendance")
"""Tables without which no list is made; without trainings their criterion is unknown."""
DAYS_IN_MONTH: Final = 30.4375
MET: Final = "met"
MISSED: Final = "missed"
UNKNOWN: Final = "unknown"
COLUMNS: Final = (
    "entity_id", "name", "voivodeship", "kind", "teams", "months", "meetings", "attended",
    "attendance_share", "trainings", "trained", "training_share", "meets_attendance",
    "meets_months", "meets_training", "verdict",
)  # fmt: skip
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateList:
    """Entities beside the criteria.

    Attributes
    ----------
    criteria : Certificates
        What the study asks for.
    entities : pandas.DataFrame
        ``entity_id``, ``name``, ``voivodeship``, ``kind``, ``teams`` (identifiers with commas),
        ``months`` (the longest membership), ``meetings`` (with a list, as a member), ``attended``,
        ``attendance_share``, ``trainings`` (with a list, as a member), ``trained``,
        ``training_share``; ``meets_attendance``, ``meets_months``, ``meets_training``: ``met``,
        ``missed``, ``unknown``, or missing where it is not asked for; ``verdict``: ``met`` where
        all are, ``missed`` where one is, else ``unknown``. Under the public profile those that
        meet all criteria only.
    verdicts : mapping of str to int
        Entities by verdict, whatever the profile.
    outcomes : mapping of str to mapping of str to int
        By criterion asked for, the entities that meet it, miss it, and of which it is not known.
    profile : {"internal", "public"}
        Which entities are named.
    """

    criteria: Certificates
    entities: pd.DataFrame
    verdicts: Mapping[str, int]
    outcomes: Mapping[str, Mapping[str, int]]
    profile: Profile


def certificate_list(
    tables: Tables, config: StudyConfig, *, profile: Profile
) -> CertificateList | None:
    """Return who meets the criteria; None where the study states none or lacks the registers.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Validated tables.
    config : StudyConfig
        With the criteria and the date of the data.
    profile : {"internal", "public"}
        The public list names those that meet every criterion; of the others it says how many.

    Returns
    -------
    CertificateList
        One row for each entity that was ever a member of a team, by voivodeship in the order of
        the study, then by identifier.
    """
    criteria = config.certificates
    if criteria is None or any(name not in tables for name in NEEDED):
        return None
    members = _members(tables, pd.Timestamp(config.study.data_date))
    every = _entities(tables, members, config)
    every = every.merge(_months(members), on="entity_id", how="left", validate="one_to_one")
    for name, counted in (
        ("attendance", _attendance(tables, config)),
        ("training", _training(tables, members)),
    ):
        every = every.merge(counted, on="entity_id", how="left", validate="one_to_one")
        of, hits = _BASES[name]
        every[[of, hits]] = every[[of, hits]].fillna(0).astype("int64")
        every[f"{name}_share"] = every[hits] / every[of].where(every[of] > 0)
    judged = _judged(every, criteria)
    shown = judged if profile == "internal" else judged[judged["verdict"] == MET]
    return CertificateList(
        criteria=criteria,
        entities=shown.reset_index(drop=True),
        verdicts=_counts(judged["verdict"]),
        outcomes={name: _counts(judged[f"meets_{name}"]) for name in asked(criteria)},
        profile=profile,
    )


def asked(criteria: Certificates) -> dict[str, float]:
    """Return the least number of each criterion that a study states, in the order of reports."""
    least = {
        "attendance": criteria.min_attendance_share,
        "months": criteria.min_months,
        "training": criteria.min_training_share,
    }
    return {name: float(number) for name, number in least.items() if number is not None}


_BASES: Final = {"attendance": ("meetings", "attended"), "training": ("trainings", "trained")}


def _members(tables: Tables, last_day: pd.Timestamp) -> pd.DataFrame:
    """Return memberships with their voivodeship, first day, and last day as far as data reach.

    A membership without an end lasts as long as its team; a team that goes on, until the data end.
    """
    teams = tables["pzk"][["pzk_id", "voivodeship", "started_on", "ended_on"]]
    columns = ["pzk_id", "entity_id", "joined_on", "left_on"]
    rows = tables["memberships"][columns].merge(teams, on="pzk_id", validate="many_to_one")
    ends = rows["left_on"].fillna(rows["ended_on"]).fillna(last_day)
    until = ends.where(ends <= last_day, last_day)
    return rows[["pzk_id", "entity_id", "voivodeship", "joined_on"]].assign(until=until)


def _entities(tables: Tables, members: pd.DataFrame, config: StudyConfig) -> pd.DataFrame:
    """Return the entities that were ever members, with the teams of each."""
    teams = members.sort_values("pzk_id").groupby("entity_id")["pzk_id"].agg(", ".join)
    columns = ["entity_id", "name", "voivodeship", "kind"]
    found = tables["entities"][columns]
    found = found[found["entity_id"].isin(teams.index)]
    order = {name: place for place, name in enumerate(config.voivodeships)}
    rank = found["voivodeship"].map(order).fillna(len(order))
    found = found.assign(rank=rank).sort_values(["rank", "entity_id"], ignore_index=True)
    return found[columns].assign(teams=found["entity_id"].map(teams))


def _months(members: pd.DataFrame) -> pd.DataFrame:
    """Return the longest membership of each entity in months; missing without a day of joining."""
    days = (members["until"] - members["joined_on"]).dt.days + 1
    months = (days / DAYS_IN_MONTH).clip(lower=0)
    longest = months.groupby(members["entity_id"]).max()
    return longest.rename("months").reset_index()


def _attendance(tables: Tables, config: StudyConfig) -> pd.DataFrame:
    """Return meetings with a list held while an entity was a member, and how many it came to."""
    work = CooperationData(
        tables=tables,
        teams=tables["pzk"].sort_values("pzk_id", ignore_index=True),
        last_day=np.datetime64(config.study.data_date, "D"),
    )
    presence = work.presence.frame
    listed = presence[presence["listed"]]
    counted = listed.groupby("entity_id")["came"].agg(meetings="size", attended="sum")
    return counted.reset_index()


def _training(tables: Tables, members: pd.DataFrame) -> pd.DataFrame:
    """Return trainings with a list open to an entity while a member, and in how many it was."""
    empty = pd.DataFrame(
        {
            "entity_id": pd.Series(dtype="str"),
            "trainings": pd.Series(dtype="int64"),
            "trained": pd.Series(dtype="int64"),
        }
    )
    if not {"support", "support_participants"} <= set(tables):
        return empty
    listed = tables["support_participants"][["event_id", "entity_id"]].drop_duplicates()
    events = tables["support"]
    events = events[(events["kind"] == "training") & events["event_id"].isin(listed["event_id"])]
    events = events[["event_id", "voivodeship", "pzk_id", "held_on"]].rename(
        columns={"pzk_id": "for_team"}
    )
    rows = members.merge(events, on="voivodeship", validate="many_to_many")
    own = rows["for_team"].isna() | (rows["for_team"] == rows["pzk_id"])
    then = (rows["joined_on"].isna() | (rows["joined_on"] <= rows["held_on"])) & (
        rows["held_on"] <= rows["until"]
    )
    open_to = rows.loc[own & then, ["entity_id", "event_id"]].drop_duplicates()
    was = open_to.merge(
        listed.assign(was=True), on=["event_id", "entity_id"], how="left", validate="one_to_one"
    )
    if was.empty:
        return empty
    was = was.assign(was=was["was"].notna())
    return was.groupby("entity_id")["was"].agg(trainings="size", trained="sum").reset_index()


def _judged(rows: pd.DataFrame, criteria: Certificates) -> pd.DataFrame:
    """Set the numbers of each entity against the criteria."""
    least = asked(criteria)
    numbers = {"attendance": "attendance_share", "months": "months", "training": "training_share"}
    judged = rows.assign(
        **{f"meets_{name}": _judge(rows[of], least.get(name)) for name, of in numbers.items()}
    )
    named = judged[[f"meets_{name}" for name in least]]
    missed, met = (named == MISSED).any(axis=1), (named == MET).all(axis=1)
    verdict = np.select([missed, met], [MISSED, MET], default=UNKNOWN)
    return judged.assign(verdict=verdict)[list(COLUMNS)]


def _judge(numbers: "pd.Series[float]", least: float | None) -> "pd.Series[str]":
    if least is None:
        return pd.Series(None, index=numbers.index, dtype="object")
    words = np.where(numbers.isna(), UNKNOWN, np.where(numbers >= least, MET, MISSED))
    return pd.Series(words, index=numbers.index, dtype="object")


def _counts(words: "pd.Series[str]") -> dict[str, int]:
    return {name: int((words == name).sum()) for name in (MET, MISSED, UNKNOWN)}
