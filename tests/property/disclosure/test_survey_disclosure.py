"""No number of one or two respondents leaves, nor what the shown groups leave of a total.

The check shares no code with the package: it adds up what is shown and takes it from the totals.
Studies are drawn small, so that sectors, teams and places of one or two persons are common.
"""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from synthetic_families import STUDY, VOIVODESHIPS

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.indicators.compute import compute_all
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Period
from kooperacja_eval.study import Wave

pytestmark = pytest.mark.property

THRESHOLD = 3
SECTORS = ("education", "health", "labour", "culture")
SCALE = "regional_support"
ITEMS = ("RS1", "RS2")
PLACES = tuple(VOIVODESHIPS)
WAVES = tuple(
    Wave(
        id=name,
        label_pl=name,
        label_en=name,
        period=Period(first=date(year, 1, 1), last=date(year, 6, 30)),
    )
    for name, year in (("ex_ante", 2019), ("ex_post", 2020))
)
CONFIG = STUDY.model_copy(update={"waves": WAVES})
SURVEYS = ("survey_respondents", "survey_links", "answer_share", "scale_score", "scale_change",
           "change_test", "item_change", "improved_share", "scale_reliability")  # fmt: skip


def table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    fields = TABLES[name].fields
    frame = pd.DataFrame(rows, columns=list(fields))
    return frame.astype({key: field.dtype for key, field in fields.items()})


def study(seed: int) -> dict[str, pd.DataFrame]:
    """Return 10 to 60 persons of six teams in two voivodeships, in uneven groups."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(10, 60))
    teams = [f"{place[:2].upper()}-0{n}" for place in PLACES[:2] for n in (1, 2, 3)]
    weights = rng.dirichlet(np.full(len(teams), 0.8))
    sectors = rng.dirichlet(np.full(len(SECTORS), 0.6))
    people, answers = [], []
    for person in range(size):
        team = str(rng.choice(teams, p=weights))
        place = next(name for name in PLACES if name[:2].upper() == team[:2])
        linkable, sector = bool(rng.random() < 0.7), str(rng.choice(SECTORS, p=sectors))
        for wave in CONFIG.waves:
            if rng.random() < 0.25:
                continue
            name = f"P{person}" if linkable else f"P{person}-{wave.id}"
            people.append(
                {"respondent_id": name, "wave": wave.id, "survey": "s", "instrument": "own",
                 "version": "1", "linkable": linkable, "pzk_id": team, "voivodeship": place,
                 "sector": sector, "status": "complete"}
            )  # fmt: skip
            answers += [
                {"respondent_id": name, "wave": wave.id, "item_id": item,
                 "value": float(rng.integers(1, 6)) if rng.random() > 0.1 else None}
                for item in ITEMS
            ]  # fmt: skip
    questionnaire = {"instrument": "own", "version": "1"}
    items = [
        {**questionnaire, "item_id": item, "position": n, "kind": "rating", "measure": "current",
         "scale": SCALE, "low": 1, "high": 5, "reverse": False}
        for n, item in enumerate(ITEMS, start=1)
    ]  # fmt: skip
    scale = {**questionnaire, "scale": SCALE, "scoring": "mean", "min_answered": 0.5,
             "direction": "higher"}  # fmt: skip
    places = {team: next(n for n in PLACES if n[:2].upper() == team[:2]) for team in teams}
    pzk = [
        {"pzk_id": team, "name": team, "voivodeship": place, "area": "addiction"}
        for team, place in places.items()
    ]
    return {
        "pzk": table("pzk", pzk),
        "respondents": table("respondents", people),
        "answers": table("answers", answers),
        "items": table("items", items),
        "scales": table("scales", [scale]),
    }


def values_of(seed: int) -> pd.DataFrame:
    values = compute_all(study(seed), CONFIG)
    return values[values["indicator_id"].isin(SURVEYS)].reset_index(drop=True)


def shown(values: pd.DataFrame) -> pd.DataFrame:
    return release(values, CONFIG.disclosure, profile="public").frame


def small(number: float) -> bool:
    return bool(0 < number < THRESHOLD)


@pytest.mark.parametrize("seed", range(25))
def test_no_shown_number_is_small(seed: int) -> None:
    for row in shown(values_of(seed)).to_dict("records"):
        if pd.isna(row["n"]):
            continue
        assert not small(row["n"]), row
        counts = row["indicator_id"] in {"survey_links", "answer_share", "improved_share"}
        if counts and not pd.isna(row["numerator"]):
            assert not small(row["numerator"]), row
        if row["indicator_id"] == "improved_share":
            assert not small(row["denominator"] - row["numerator"]), row


def parts(values: pd.DataFrame) -> pd.DataFrame:
    """Return every count with the total that it is a part of, told from names alone."""
    lines = []
    for row in values.to_dict("records"):
        group = row["group"] if isinstance(row["group"], str) else ""
        dimension = group.rpartition("/")[2].partition(":")
        whole = (
            "paired" if "paired" in row["method"] else "unlinked" * ("unlinked" in row["method"])
        )
        where, name, plain = "all", "", group
        if isinstance(row["pzk_id"], str):
            where, name = f"teams {row['voivodeship']}", row["pzk_id"]
        elif isinstance(row["voivodeship"], str):
            where, name = "voivodeships", row["voivodeship"]
        elif dimension[2]:
            where, name, plain = dimension[0], dimension[2], group.rpartition("/")[0]
        key = (row["indicator_id"], plain, row["wave"], whole)
        lines.append({"where": where, "name": name, "key": key, "n": row["n"]})
    return pd.DataFrame(lines)


@pytest.mark.parametrize("seed", range(25))
def test_what_shown_groups_leave_of_a_total_is_not_small_and_not_one_group(seed: int) -> None:
    values = values_of(seed)
    true, public = parts(values), parts(shown(values))
    public = public.assign(true=true["n"])
    for (where, _), group in public[public["where"] != "all"].groupby(["where", "key"]):
        hidden = group[group["n"].isna()]
        if not hidden["true"].map(small).any():
            continue
        left = int(hidden["true"].sum())
        assert left >= THRESHOLD or left == int(group["true"].sum()), (where, group)
        several = int((hidden["true"] > 0).sum()) > 1
        assert several or len(group) == len(hidden), (where, group)


@pytest.mark.parametrize("seed", range(5))
def test_a_hidden_group_is_hidden_in_every_row(seed: int) -> None:
    values = values_of(seed)
    public = parts(shown(values)).assign(true=parts(values)["n"])
    for _, group in public[public["where"] != "all"].groupby(["where", "name"]):
        gone = group["n"].isna() & group["true"].notna()
        assert gone.all() or not gone.any()


@pytest.mark.parametrize("seed", range(5))
def test_small_sectors_do_not_hide_a_total(seed: int) -> None:
    values = values_of(seed)
    public = shown(values)
    totals = (values["group"] == SCALE) & values["voivodeship"].isna()
    totals &= values["indicator_id"].isin(["scale_score", "scale_change"])
    large = totals & (values["n"] >= THRESHOLD)
    samples = values["method"] == "unlinked_clustered_t"
    large &= ~(samples & ((values["numerator"] < THRESHOLD) | (values["denominator"] < THRESHOLD)))
    assert large.any()
    assert public.loc[large, "n"].notna().all()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_decide_what_is_hidden(seed: int) -> None:
    values = values_of(seed)
    order = np.random.default_rng(seed).permutation(len(values))
    turned = shown(values.iloc[order].reset_index(drop=True))
    straight = shown(values).iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(turned, straight)


def test_hiding_small_cells_alone_would_give_them_away() -> None:
    # what the rule is for: in some study one sector alone is hidden, and the total tells it
    given_away = 0
    for seed in range(25):
        numbers = parts(values_of(seed))
        sectors = numbers[numbers["where"] == "sector"]
        for _, group in sectors.groupby("key"):
            thin = group["n"].map(small)
            given_away += int(thin.sum() == 1)
    assert given_away > 0
