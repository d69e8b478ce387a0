"""What holds for the survey indicators of every study: order, names and level do not matter.

Small random studies of synthetic persons: six teams, two waves, a scale of three items, one of them
reversed, one person in four without a key, one in eight without a team, answers missing here and
there. What the seed of resampling decides is left out where the order of teams may change.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_families import STUDY

from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Period
from kooperacja_eval.study import Wave

pytestmark = pytest.mark.property

EXAMPLES = settings(max_examples=4, phases=(Phase.explicit, Phase.generate))
"""Without shrinking: a study comes from a seed, and a smaller seed is no simpler study."""
TOLERANCE = 1e-9
"""Sums in another order: double precision on scores from 1 to 5."""
EARLIER, LATER = "ex_ante", "ex_post"
CHANGES = ("scale_change", "change_test", "item_change", "improved_share")
ALL = ("survey_respondents", "survey_links", "scale_score", "scale_reliability", *CHANGES)
RANDOM = ("paired_cluster_bootstrap", "imputed_rubin")
"""Their draws go by the order of teams and persons, and with it their last digits."""
WORDS = ["indicator_id", "macroregion", "voivodeship", "group", "wave", "method"]
NUMBERS = ["value", "ci_low", "ci_high", "numerator", "denominator", "n", "n_missing"]
CONFIG = STUDY.model_copy(
    update={
        "waves": tuple(
            Wave(
                id=name, label_pl=name, label_en=name,
                period=Period(first=date(year, 1, 1), last=date(year, 6, 30)),
            )
            for name, year in ((EARLIER, 2019), (LATER, 2020))
        )
    }
)  # fmt: skip
Tables = dict[str, pd.DataFrame]


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    fields = TABLES[name].fields
    full = frame.reindex(columns=list(fields))
    return full.astype({column: field.dtype for column, field in fields.items()})


@dataclass(frozen=True)
class Study:
    """A random study; ``low`` and ``high`` are the ends of the answers."""

    people: pd.DataFrame
    answers: pd.DataFrame
    low: int = 1
    high: int = 5

    @property
    def tables(self) -> Tables:
        form = {"instrument": "proba", "version": "1", "low": self.low, "high": self.high}
        items = pd.DataFrame(
            {
                "item_id": ["A1", "A2", "A3"], "position": [1, 2, 3], "kind": "rating",
                "measure": "current", "scale": "coop", "reverse": [False, True, False], **form,
            }
        )  # fmt: skip
        scales = pd.DataFrame(
            {
                "scale": ["coop"], "position": [1], "scoring": "mean", "min_answered": 0.5,
                "direction": "higher", **form,
            }
        )  # fmt: skip
        return {
            "respondents": typed("respondents", self.people),
            "answers": typed("answers", self.answers),
            "items": typed("items", items),
            "scales": typed("scales", scales),
        }


@st.composite
def studies(draw: st.DrawFn) -> Study:
    rng = np.random.default_rng(draw(st.integers(0, 2**31)))
    size = draw(st.integers(40, 70))
    places = np.array(CONFIG.macroregions[0].voivodeships)
    team = rng.integers(6, size=size)
    people = pd.DataFrame(
        {
            "respondent_id": [f"P{number:03d}" for number in range(size)],
            "linkable": rng.random(size) < 0.75,
            "pzk_id": pd.Series([f"T-{t}" for t in team]).where(rng.random(size) > 0.125),
            "voivodeship": places[team % 2],
            "sector": rng.choice(["health", "education"], size),
            "survey": "proba", "instrument": "proba", "version": "1", "status": "complete",
        }
    )  # fmt: skip
    both = [people.assign(wave=wave)[rng.random(size) < 0.85] for wave in (EARLIER, LATER)]
    people = pd.concat(both, ignore_index=True)
    alone = people["respondent_id"] + "-" + people["wave"]
    people["respondent_id"] = people["respondent_id"].where(people["linkable"], alone)
    answers = people[["respondent_id", "wave"]].merge(
        pd.DataFrame({"item_id": ["A1", "A2", "A3"]}), how="cross"
    )
    given = rng.integers(1, 6, len(answers)).astype(float)
    answers["value"] = np.where(rng.random(len(answers)) < 0.1, np.nan, given)
    return Study(people, answers)


def rows(tables: Tables, *, ids: tuple[str, ...] = ALL, by: str = "macroregion") -> pd.DataFrame:
    """Compute, leave out what is drawn at random, and sort by the words."""
    frame = compute(tables, CONFIG, ids=ids, by=by)  # type: ignore[arg-type]
    fixed = frame[~frame["method"].isin(RANDOM)]
    return fixed.sort_values(WORDS, ignore_index=True)[[*WORDS, "status", *NUMBERS]]


def same(one: pd.DataFrame, two: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, two, rtol=0, atol=TOLERANCE)


@EXAMPLES
@given(studies(), st.integers(0, 2**31))
def test_order_of_rows_changes_nothing(study: Study, seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables = study.tables
    mixed = {name: frame.iloc[rng.permutation(len(frame))] for name, frame in tables.items()}
    first, again = (compute(each, CONFIG, ids=ALL) for each in (tables, mixed))
    pd.testing.assert_frame_equal(again, first)  # to the last digit, what is drawn included


@EXAMPLES
@given(studies(), st.integers(0, 2**31))
def test_names_of_persons_teams_and_items_change_nothing(study: Study, seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables = study.tables
    names = np.unique(tables["respondents"]["respondent_id"])
    person = dict(zip(names, [f"X{n}" for n in rng.permutation(len(names))], strict=True))
    team = {f"T-{old}": f"Z-{new}" for old, new in enumerate(rng.permutation(6))}
    item = {f"A{old}": f"Q{new + 1}" for old, new in enumerate(rng.permutation(3), start=1)}
    people, answers, items = (tables[name] for name in ("respondents", "answers", "items"))
    renamed = {
        **tables,
        "respondents": people.assign(
            respondent_id=people["respondent_id"].map(person), pzk_id=people["pzk_id"].map(team)
        ),
        "answers": answers.assign(
            respondent_id=answers["respondent_id"].map(person),
            item_id=answers["item_id"].map(item),
        ),
        "items": items.assign(item_id=items["item_id"].map(item)),
    }
    before = rows(tables)
    groups = before["group"].astype(object).replace(item).astype(before["group"].dtype)
    expected = before.assign(group=groups).sort_values(WORDS, ignore_index=True)
    same(rows(renamed), expected)


@EXAMPLES
@given(studies())
def test_waves_that_change_places_turn_the_sign_and_keep_n_and_p(study: Study) -> None:
    # Teams, places and sectors are those of the person in both waves, so nobody moves.
    other = {EARLIER: LATER, LATER: EARLIER}
    turned = replace(
        study,
        people=study.people.assign(wave=study.people["wave"].map(other)),
        answers=study.answers.assign(wave=study.answers["wave"].map(other)),
    )
    ids = ("scale_change", "change_test", "item_change")
    one, two = rows(study.tables, ids=ids), rows(turned.tables, ids=ids)
    unlinked = one["method"].str.startswith("unlinked")
    signed = one["indicator_id"] != "change_test"
    expected = one.copy()
    for column, source in (("value", "value"), ("ci_low", "ci_high"), ("ci_high", "ci_low")):
        expected[column] = one[column].where(~signed, -one[source])
    for column, source in (("numerator", "denominator"), ("denominator", "numerator")):
        expected[column] = one[column].where(~unlinked, one[source])
    summed = signed & ~unlinked
    expected["numerator"] = expected["numerator"].where(~summed, -one["numerator"])
    assert unlinked.any()
    same(two, expected)


@EXAMPLES
@given(studies(), st.integers(-3, 4))
def test_a_constant_added_to_all_answers_keeps_differences(study: Study, constant: int) -> None:
    # Low and high move too, so that low + high - answer of the reversed item moves by as much.
    values = study.answers["value"] + constant
    moved = replace(
        study,
        answers=study.answers.assign(value=values),
        low=study.low + constant,
        high=study.high + constant,
    )
    same(rows(moved.tables, ids=CHANGES), rows(study.tables, ids=CHANGES))


@EXAMPLES
@given(studies(), st.sampled_from([EARLIER, LATER]), st.integers(1, 5))
def test_a_person_without_a_key_never_changes_pairs(study: Study, wave: str, answer: int) -> None:
    # The name is that of somebody with a key who answered the other wave only: still no pair.
    people = study.people[study.people["linkable"]]
    here = people.loc[people["wave"] == wave, "respondent_id"]
    once = people[(people["wave"] != wave) & ~people["respondent_id"].isin(here)]
    source = once.iloc[[0]] if len(once) else study.people.iloc[[0]].assign(respondent_id="NEW")
    guest = source.assign(wave=wave, linkable=False)
    said = pd.DataFrame(
        {
            "respondent_id": guest["respondent_id"].iloc[0], "wave": wave,
            "item_id": ["A1", "A2", "A3"], "value": float(answer),
        }
    )  # fmt: skip
    more = replace(
        study,
        people=pd.concat([study.people, guest], ignore_index=True),
        answers=pd.concat([study.answers, said], ignore_index=True),
    )
    ids = ("scale_change", "change_test", "item_change")
    one, two = (rows(each.tables, ids=ids) for each in (study, more))
    paired = [frame[~frame["method"].str.startswith("unlinked")] for frame in (one, two)]
    same(*(frame.reset_index(drop=True) for frame in paired))
    apart = [frame.loc[frame["method"] == "unlinked_cliffs_delta", "n"] for frame in (one, two)]
    assert (apart[1].to_numpy() == apart[0].to_numpy() + 1).all()
