"""Synthetic ties: who is asked, who answers, and the differences that are planted."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from kooperacja_eval.demo.layout import MOST_TEAMS
from kooperacja_eval.demo.members import Members
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.synthesis import Synthesis, synthesise
from kooperacja_eval.demo.ties import ASKED_ON, HIGHEST, SCALE, TIE_EFFECTS, TieEffects, ties_table
from kooperacja_eval.schemas.codes import TIE_LEVELS
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.schemas.tie_rules import check_ties
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

SEED = 2019
STILL = replace(TIE_EFFECTS, pair_sd=0.0, rater_sd=0.0, answer_sd=0.0, rating_sd=0.0)
"""No chance but in who answers."""
COMPLETE = replace(TIE_EFFECTS, response=1.0, skipped=0.0)


@pytest.fixture(scope="module")
def study() -> Synthesis:
    return synthesise(make_plan(), np.random.default_rng(SEED))


@pytest.fixture(scope="module")
def ties(study: Synthesis) -> pd.DataFrame:
    return study.tables["ties"]


def made(study: Synthesis, effects: TieEffects, seed: int = SEED) -> pd.DataFrame:
    return ties_table(study.teams, study.members, effects, np.random.default_rng(seed))


def dressed(study: Synthesis, ties: pd.DataFrame) -> pd.DataFrame:
    """Add to each tie what it was made from: the team's z, and whether both belong to the core."""
    core = {
        (study.teams.ids[team], study.members.entity_ids[entity]): bool(flag)
        for team, entity, flag in zip(
            study.members.team, study.members.entity, study.members.core, strict=True
        )
    }
    z = dict(zip(study.teams.ids, study.teams.intensity, strict=True))
    ends = [
        [core[team, entity] for team, entity in zip(ties["pzk_id"], ties[end], strict=True)]
        for end in ("from_entity", "to_entity")
    ]
    both = np.array(ends[0]) & np.array(ends[1])
    return ties.assign(z=ties["pzk_id"].map(z).astype("float64"), both_core=both)


def expected_level(latent: float, effects: TieEffects) -> float:
    """Mean of a normal latent level, rounded and within 0 to 5: its chances to pass k - 1/2."""
    spread = math.sqrt(effects.pair_sd**2 + effects.rater_sd**2 + effects.answer_sd**2)
    passed = [(latent - (k - 0.5)) / (spread * math.sqrt(2)) for k in range(1, HIGHEST + 1)]
    return sum(0.5 * (1 + math.erf(step)) for step in passed)


# --- the table -------------------------------------------------------------------------------


def test_the_table_is_valid_and_contradicts_nothing(study: Synthesis, ties: pd.DataFrame) -> None:
    assert validate(TABLES["ties"], ties) == []
    members = study.tables["memberships"]
    assert check_ties({"ties": ties, "memberships": members}) == []
    assert set(ties["scale"]) == {SCALE}
    assert len(TIE_LEVELS[SCALE]) - 1 == HIGHEST


def test_nobody_is_asked_about_oneself(ties: pd.DataFrame) -> None:
    assert (ties["from_entity"] != ties["to_entity"]).all()


def members_on(members: Members, study: Synthesis, wave: str) -> dict[str, set[str]]:
    on = np.datetime64(ASKED_ON[wave], "D")
    here: dict[str, set[str]] = {}
    for team, entity, joined, left in zip(
        members.team, members.entity, members.joined, members.left, strict=True
    ):
        if joined <= on and (np.isnat(left) or left >= on):
            here.setdefault(study.teams.ids[team], set()).add(members.entity_ids[entity])
    return here


@pytest.mark.parametrize("wave", ASKED_ON)
def test_every_member_of_the_day_is_asked_about_every_other_once(
    study: Synthesis, ties: pd.DataFrame, wave: str
) -> None:
    asked = ties[ties["wave"] == wave]
    pairs = list(zip(asked["pzk_id"], asked["from_entity"], asked["to_entity"], strict=True))
    assert len(pairs) == len(set(pairs))
    expected = {
        (team, one, other)
        for team, entities in members_on(study.members, study, wave).items()
        for one in entities
        for other in entities - {one}
    }
    assert set(pairs) == expected


def test_every_team_has_ties_in_every_wave(study: Synthesis, ties: pd.DataFrame) -> None:
    answered = ties[ties["level"].notna()]
    found = set(zip(answered["pzk_id"], answered["wave"], strict=True))
    assert found == {(team, wave) for team in study.teams.ids for wave in ASKED_ON}


def test_a_large_study_has_no_ties() -> None:
    large = synthesise(make_plan(2000), np.random.default_rng(7))
    assert len(large.teams) > MOST_TEAMS
    assert "ties" not in large.tables


def test_the_same_seed_makes_the_same_ties(study: Synthesis) -> None:
    pd.testing.assert_frame_equal(made(study, TIE_EFFECTS), made(study, TIE_EFFECTS))
    assert not made(study, TIE_EFFECTS).equals(made(study, TIE_EFFECTS, seed=1))


# --- who answers -----------------------------------------------------------------------------


def silent_raters(ties: pd.DataFrame) -> "pd.Series[bool]":
    """Return for each rater of a team and wave whether it gave no level at all."""
    missing = ties["level"].isna()
    return missing.groupby([ties["pzk_id"], ties["wave"], ties["from_entity"]]).all()


def test_as_many_answer_as_planted(ties: pd.DataFrame) -> None:
    # about 1,000 raters and 10,000 pairs: four standard errors each
    silent = silent_raters(ties)
    share, n = 1 - TIE_EFFECTS.response, len(silent)
    assert n > 500
    assert silent.mean() == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / n))
    keys = pd.MultiIndex.from_frame(ties[["pzk_id", "wave", "from_entity"]])
    of_answering = ties["level"].isna()[~silent.loc[keys].to_numpy()]
    share, n = TIE_EFFECTS.skipped, len(of_answering)
    assert of_answering.mean() == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / n))


def test_who_does_not_answer_is_asked_all_the_same_and_rated_by_others(ties: pd.DataFrame) -> None:
    silent = silent_raters(ties)
    keys = set(silent[silent].index)
    rated = ties[ties["level"].notna()]
    spoken_of = set(zip(rated["pzk_id"], rated["wave"], rated["to_entity"], strict=True))
    assert len(keys) > 50
    assert keys <= spoken_of


def test_nobody_or_everybody_answers_where_so_planted(study: Synthesis) -> None:
    nobody = made(study, replace(TIE_EFFECTS, response=0.0))
    assert nobody[["level", "trust", "value"]].isna().all(axis=None)
    everybody = made(study, COMPLETE)
    assert everybody["level"].notna().all()
    assert len(everybody) == len(nobody)


def test_trust_and_value_are_asked_only_where_there_is_a_tie(ties: pd.DataFrame) -> None:
    linked = (ties["level"] > 0).fillna(value=False)
    for rating in ("trust", "value"):
        assert (ties[rating].notna() == linked).all()
    assert (ties["level"] == 0).sum() > 50


# --- what is planted -------------------------------------------------------------------------


def test_levels_without_chance_by_hand(study: Synthesis) -> None:
    ties = dressed(study, made(study, replace(STILL, response=1.0, skipped=0.0)))
    latent = (
        ties["wave"].map(STILL.base).astype("float64") + 0.5 * ties["z"] + 0.6 * ties["both_core"]
    )
    expected = latent.round().clip(0, 5)
    assert (ties["level"].astype("float64") == expected).all()
    # a mean of three items of 1 to 4 nearest to 1.5 + 0.45 per level: 1.95, 2.4, 2.85, 3.3, 3.75
    ratings = {1: 2.0, 2: 2.33, 3: 3.0, 4: 3.33, 5: 3.67}
    linked = ties[ties["level"] > 0]
    for rating in ("trust", "value"):
        assert (linked[rating] == linked["level"].map(ratings)).all()


@pytest.mark.parametrize("wave", ASKED_ON)
@pytest.mark.parametrize("both_core", [False, True])
def test_the_mean_level_is_the_planted_one(study: Synthesis, wave: str, both_core: bool) -> None:
    # In the core 30 teams have 150 raters (0.35 / 150^0.5 = 0.029) and 300 pairs (0.6 / 300^0.5 =
    # 0.035), together 0.045 of a level; three of these are allowed for
    ties = dressed(study, made(study, COMPLETE))
    here = ties[(ties["wave"] == wave) & (ties["both_core"] == both_core)]
    latent = COMPLETE.base[wave] + COMPLETE.level_per_z * here["z"] + 0.6 * both_core
    expected = np.mean([expected_level(value, COMPLETE) for value in latent])
    assert here["level"].astype("float64").mean() == pytest.approx(expected, abs=0.135)


def test_cooperation_grows_from_wave_to_wave_and_with_the_intensity_of_a_team(
    study: Synthesis, ties: pd.DataFrame
) -> None:
    levels = dressed(study, ties).dropna(subset=["level"])
    levels = levels.assign(level=levels["level"].astype("float64"))
    by_wave = levels.groupby("wave")["level"].mean()
    assert by_wave["ex_ante"] + 0.4 < by_wave["mid_term"] < by_wave["ex_post"] - 0.4
    core = levels.groupby("both_core")["level"].mean()
    assert core[True] - core[False] == pytest.approx(TIE_EFFECTS.both_core, abs=0.15)
    middle = levels[levels["wave"] == "mid_term"].groupby("pzk_id")[["z", "level"]].mean()
    slope = np.polyfit(middle["z"], middle["level"], 1)[0]
    assert slope == pytest.approx(TIE_EFFECTS.level_per_z, abs=0.08)


def both_sides(ties: pd.DataFrame) -> pd.DataFrame:
    """Return the levels of the two sides of each tie, side by side."""
    keys = ["pzk_id", "wave"]
    turned = ties.rename(columns={"from_entity": "to_entity", "to_entity": "from_entity"})
    ends = [*keys, "from_entity", "to_entity"]
    sides = ties.merge(turned[[*ends, "level"]], on=ends, validate="one_to_one")
    return sides[sides["from_entity"] < sides["to_entity"]]


def test_the_sides_of_a_pair_agree_more_where_pairs_share_more(study: Synthesis) -> None:
    def differing(effects: TieEffects) -> float:
        sides = both_sides(made(study, effects))
        apart = (sides["level_x"] - sides["level_y"]).abs().astype("float64")
        return float(apart.mean())

    # without chance of the rater and of the answer both sides say the same
    assert differing(replace(COMPLETE, rater_sd=0.0, answer_sd=0.0)) == 0.0
    # what pairs share does not set their sides apart: only the others do, as normal differences do
    apart = math.sqrt(2 * (COMPLETE.rater_sd**2 + COMPLETE.answer_sd**2)) * math.sqrt(2 / math.pi)
    assert differing(COMPLETE) == pytest.approx(apart, abs=0.1)


def test_a_lenient_rater_is_lenient_with_everybody(study: Synthesis) -> None:
    # Only raters differ: who is rated does not matter, but for the core
    ties = made(study, replace(COMPLETE, pair_sd=0.0, answer_sd=0.0, rater_sd=1.0))
    levels = dressed(study, ties).groupby(["pzk_id", "wave", "both_core", "from_entity"])["level"]
    assert (levels.max() == levels.min()).all()
    between = levels.max().groupby(["pzk_id", "wave", "both_core"])
    assert (between.max() > between.min()).mean() > 0.9


def test_pairs_and_raters_stay_themselves_from_wave_to_wave(study: Synthesis) -> None:
    same = {"ex_ante": 2.2, "mid_term": 2.2, "ex_post": 2.2}
    waves = ["pzk_id", "from_entity", "to_entity"]
    lasting = made(study, replace(COMPLETE, base=same, answer_sd=0.0)).groupby(waves)["level"]
    assert (lasting.max() == lasting.min()).all()
    fleeting = made(study, replace(COMPLETE, base=same)).groupby(waves)["level"]
    assert (fleeting.max() > fleeting.min()).any()


def test_the_planted_values_are_written_as_they_are() -> None:
    written = TIE_EFFECTS.as_dict()
    assert written["base"] == {"ex_ante": 1.6, "mid_term": 2.2, "ex_post": 2.8}
    assert (written["response"], written["skipped"]) == (0.85, 0.03)
    assert set(written) == set(TieEffects.__dataclass_fields__)
