"""A synthetic survey made rough, and its linking and scoring a second time, in plain pandas.

Nothing but the drawing and the shipped questionnaire comes from the package. What is rough: persons
without a team, a voivodeship, a sector or a role; a second version of the questionnaire at
mid-term; a sum scale, a stricter one and one where less is better; two macroregions, of which the
second has only two teams, so that much there is undefined.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kooperacja_eval.demo.members import make_members
from kooperacja_eval.demo.parameters import EFFECTS
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.survey_frames import simulate_surveys
from kooperacja_eval.demo.survey_parameters import INSTRUMENT, SURVEY_EFFECTS, VERSION
from kooperacja_eval.demo.survey_pool import make_pool
from kooperacja_eval.demo.teams import make_teams
from kooperacja_eval.instruments.questionnaires import questionnaire

Tables = dict[str, pd.DataFrame]
KEYS = ["respondent_id", "wave"]
PAIRS = (("ex_ante", "mid_term"), ("ex_ante", "ex_post"), ("mid_term", "ex_post"))
WAVES = ("ex_ante", "mid_term", "ex_post")
MACROREGIONS = {
    "I": ("lubelskie", "mazowieckie", "podkarpackie", "podlaskie"),
    "II": ("swietokrzyskie",),
}
TEAMS_OF_II = 2
SECTORS, ROLES = ("education", "security"), ("manager", "volunteer")
"""The others are not known: fewer groups, computed faster."""
DROPPED, TURNED = "RD4", "RD2"
"""Left out, and worded the other way, in the second version."""


def tables() -> Tables:
    """Draw the synthetic study and make it rough."""
    plan = make_plan()
    first, second, third, fourth = np.random.default_rng(2019).spawn(4)
    teams = make_teams(plan, EFFECTS, first)
    pool = make_pool(teams, make_members(plan, teams, second), SURVEY_EFFECTS, third)
    frames = simulate_surveys(pool, fourth)
    known = questionnaire(INSTRUMENT, VERSION)
    people = frames.respondents
    pzk = people[["pzk_id", "voivodeship"]].drop_duplicates().reset_index(drop=True)
    few = pzk.loc[pzk["voivodeship"] == "swietokrzyskie", "pzk_id"].sort_values()[TEAMS_OF_II:]
    people = people[~people["pzk_id"].isin(few)].reset_index(drop=True)
    number = np.arange(len(people))
    later = people["wave"] == "mid_term"
    people = people.assign(
        pzk_id=people["pzk_id"].mask(number % 17 == 3),
        voivodeship=people["voivodeship"].mask(number % 23 == 5),
        sector=people["sector"].where(people["sector"].isin(SECTORS)),
        role=people["role"].where(people["role"].isin(ROLES)),
        version=people["version"].mask(later, "2.0"),
    )
    answers = frames.answers.merge(people[KEYS], on=KEYS, validate="many_to_one")
    gone = (answers["wave"] == "mid_term") & (answers["item_id"] == DROPPED)
    return {
        "pzk": pzk,
        "respondents": people,
        "answers": answers[~gone].reset_index(drop=True),
        "items": _two_versions(known.items),
        "scales": _rough_scales(known.scales),
    }


def _two_versions(items: pd.DataFrame) -> pd.DataFrame:
    newer = items[items["item_id"] != DROPPED].assign(version="2.0")
    newer["reverse"] = newer["reverse"] ^ (newer["item_id"] == TURNED)
    return pd.concat([items, newer], ignore_index=True)


def _rough_scales(scales: pd.DataFrame) -> pd.DataFrame:
    name = scales["scale"]
    older = scales.assign(
        scoring=scales["scoring"].mask(name == "tools", "sum"),
        min_answered=scales["min_answered"].mask(name == "cooperation", 0.8),
        direction=scales["direction"].mask(name == "remote", "lower"),
    )
    return pd.concat([older, older.assign(version="2.0")], ignore_index=True)


def people_with_scores(given: Tables) -> pd.DataFrame:
    """Return a row for each respondent and wave: team, place, raw answers, scores, then-tests."""
    people = given["respondents"].copy()
    home = given["pzk"].set_index("pzk_id")["voivodeship"]
    people["place"] = people["voivodeship"].fillna(people["pzk_id"].map(home))
    alone = people["respondent_id"].where(
        people["linkable"].astype(bool), people["respondent_id"] + " in " + people["wave"]
    )
    people["team"] = pd.factorize(people["pzk_id"].fillna("nobody but " + alone))[0]
    long = rated_answers(given)
    raw = long.pivot_table("value", KEYS, "item_id")
    again = long[long["measure"] == "then"].assign(item_id=lambda frame: frame["then_of"])
    now = long[long["measure"] == "current"]
    same = now[now["item_id"].isin(again["item_id"])]
    parts = [
        raw,
        _scores(now, given["scales"]),
        _scores(again, given["scales"]).add_prefix("then:"),
        _scores(same, given["scales"]).add_prefix("now:"),
    ]
    for part in parts:
        people = people.merge(part, on=KEYS, how="left", validate="one_to_one")
    return people


def rated_answers(given: Tables) -> pd.DataFrame:
    """Return a row for each rating, with what its version of the questionnaire says of it."""
    rated = given["items"][given["items"]["kind"] == "rating"]
    who = given["respondents"][[*KEYS, "instrument", "version"]]
    said = ["instrument", "version", "item_id"]
    columns = [*said, "scale", "measure", "then_of", "low", "high", "reverse"]
    long = given["answers"].merge(who, on=KEYS, validate="many_to_one")
    long = long.merge(rated[columns], on=said, validate="many_to_one")
    turned = long["low"] + long["high"] - long["value"]
    long["turned"] = long["value"].mask(long["reverse"].astype(bool), turned)
    return long


def _scores(long: pd.DataFrame, scales: pd.DataFrame) -> pd.DataFrame:
    version = ["instrument", "version", "scale"]
    items = long.groupby(version)["item_id"].nunique().rename("items").reset_index()
    each = long.groupby([*KEYS, *version])["turned"].agg(["sum", "count"]).reset_index()
    each = each.merge(items, on=version, validate="many_to_one")
    each = each.merge(scales[[*version, "scoring", "min_answered"]], on=version, validate="m:1")
    enough = (each["count"] > 0) & (each["count"] >= each["min_answered"] * each["items"])
    score = each["sum"] / each["count"]
    score = score.where(each["scoring"] == "mean", score * each["items"])
    return each.assign(score=score.where(enough)).pivot_table("score", KEYS, "scale")


@dataclass(frozen=True, kw_only=True)
class Where:
    """A place, with the columns that say so in the long table."""

    macroregion: str
    voivodeship: str | None
    names: tuple[str, ...]

    def of(self, people: pd.DataFrame) -> pd.DataFrame:
        return people[people["place"].isin(self.names)]


def places(by: str) -> Iterator[Where]:
    """Give the places of a level."""
    for macroregion, names in MACROREGIONS.items():
        if by == "macroregion":
            yield Where(macroregion=macroregion, voivodeship=None, names=names)
        else:
            for name in names:
                yield Where(macroregion=macroregion, voivodeship=name, names=(name,))


def groups(people: pd.DataFrame, by: str) -> Iterator[tuple[str, "pd.Index"]]:
    """Give everybody of a place and, in a macroregion, everybody with the same attribute."""
    yield "", people.index
    for name in ("sector", "role", "level") if by == "macroregion" else ():
        for code, part in people.groupby(people[name].fillna("unknown")):
            yield f"/{name}:{code}", part.index


@dataclass(frozen=True, kw_only=True)
class Two:
    """Two waves: linked persons in one row, and those of either wave who are not linked."""

    linked: pd.DataFrame
    first: pd.DataFrame
    second: pd.DataFrame
    wave: str

    def only(self, names: list[str]) -> "Two":
        """Keep the values of these names, which is all that is needed to compare them."""
        own = ["row", "team", "linkable", *names]
        later = [f"{name}|after" for name in names]
        return Two(
            linked=self.linked[[*own, *later]],
            first=self.first[own],
            second=self.second[own],
            wave=self.wave,
        )

    def of(self, rows: "pd.Index") -> "Two":
        """Return those who are in these rows; a linked person is where the earlier row is."""
        return Two(
            linked=self.linked[self.linked["row"].isin(rows)],
            first=self.first[self.first["row"].isin(rows)],
            second=self.second[self.second["row"].isin(rows)],
            wave=self.wave,
        )


def two_waves(people: pd.DataFrame, before: str, after: str) -> Two:
    """Link two waves by the key of those who gave one."""
    rows = people.assign(row=people.index)
    first, second = rows[rows["wave"] == before], rows[rows["wave"] == after]
    keyed = [frame[frame["linkable"].astype(bool)] for frame in (first, second)]
    linked = keyed[0].merge(
        keyed[1], on="respondent_id", suffixes=("", "|after"), validate="one_to_one"
    )
    return Two(
        linked=linked,
        first=first[~first["row"].isin(linked["row"])],
        second=second[~second["row"].isin(linked["row|after"])],
        wave=f"{before}/{after}",
    )
