"""Families with their outcomes and the intensity that they met, counted again with pandas.

A second implementation for ``test_coop_models_golden``, from the records of ``coop_records`` and
``coop_networks_again``; models are in ``coop_outcomes_again`` and ``coop_variance_again``.
"""

import math
import tomllib
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from coop_networks_again import Index
from coop_records import Process, months_between, records
from numpy.typing import NDArray

from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.study_files import study_toml
from kooperacja_eval.demo.synthesis import synthesise
from kooperacja_eval.indicators.compute import compute
from kooperacja_eval.indicators.places import Level
from kooperacja_eval.study import StudyConfig

Floats = NDArray[np.float64]
Row = tuple[float, float | None, float | None]
"""Value and interval; None where there is none or it is not compared."""
PROCESS = ("meetings", "attendance", "sectors", "contacts")


@cache
def study() -> tuple[StudyConfig, dict[str, pd.DataFrame]]:
    """Return the synthetic study."""
    config = StudyConfig.model_validate(tomllib.loads(study_toml(large=False)))
    return config, synthesise(make_plan(), np.random.default_rng(2019)).tables


@cache
def process() -> Process:
    """Return the work of teams as records."""
    config, tables = study()
    return Process(records(tables), config.study.data_date, "whole")


@cache
def parts_of_months() -> dict[str, dict[str, list[float | None]]]:
    """Return the scores of the parts of the index, by month and team."""
    config, tables = study()
    index = Index(process(), {}, list(tables["pzk"]["pzk_id"]), [], config.disclosure.threshold)
    return {
        month: {team: index.scores(parts) for team, parts in teams.items()}
        for (month, _), teams in index.periods.items()
        if month is not None and month != "whole"
    }


def index_of(scores: list[float | None], weights: list[float]) -> float | None:
    """Return the weighted geometric mean of the parts that are known, at least two."""
    known = [(w, max(1.0, s)) for s, w in zip(scores, weights, strict=False) if s is not None]
    if len(known) < 2:
        return None
    logs = sum(w * math.log(score) for w, score in known)
    return math.exp(logs / sum(w for w, _ in known))


@cache
def families(doubled: str | None = None) -> pd.DataFrame:
    """Return families and persons with outcomes, T, contacts, and exposure between and within."""
    config, tables = study()
    frame = tables["families"]
    frame = frame[frame["unit_type"] != "group"].reset_index(drop=True)
    last = frame["ended_on"].fillna(pd.Timestamp(config.study.data_date))
    weights = [2.0 if part == doubled else 1.0 for part in PROCESS]
    months = parts_of_months()
    index = {
        (month, team): index_of(scores, weights)
        for month, of_teams in months.items()
        for team, scores in of_teams.items()
    }
    exposure = []
    for team, first, end in zip(frame["pzk_id"], frame["started_on"], last, strict=True):
        before = (first - pd.DateOffset(months=1)).date(), (end - pd.DateOffset(months=1)).date()
        met = [index.get((month, team)) for month in months_between(*before)]
        exposure.append(np.mean([one for one in met if one is not None]))
    contacts = tables["contacts"].groupby("family_id")["contacts"].mean()
    found = pd.DataFrame(
        {
            "team": frame["pzk_id"],
            "region": frame["voivodeship"] if "voivodeship" in frame else frame["pzk_id"].str[:2],
            "completed": (frame["outcome"] == "completed").astype(float),
            "goal_t": frame["family_id"].map(t_scores(tables["goals"])).astype(float),
            "contacts": frame["family_id"].map(contacts).astype(float),
            "months": ((last - frame["started_on"]).dt.days + 1) / 30.4375,
            "event": (frame["outcome"] == "completed").astype(float),
            "exposure": np.array(exposure) / 10,
        }
    )
    found.loc[frame["outcome"] == "ongoing", "completed"] = np.nan
    found["between"] = found.groupby("team")["exposure"].transform("mean")
    return found.assign(within=found["exposure"] - found["between"])


def t_scores(goals: pd.DataFrame) -> dict[str, float]:
    """Return T of every family with an assessed goal (Kiresuk and Sherman, correlation 0.3)."""
    known = goals[goals["attained"].notna()]
    w = known["weight"].fillna(1).astype(float)
    sums = pd.DataFrame(
        {"wx": w * known["attained"].astype(float), "ww": w**2, "w": w}
    ).groupby(known["family_id"]).sum()  # fmt: skip
    spread: pd.Series[float] = 0.7 * sums["ww"] + 0.3 * sums["w"] ** 2
    score = 50 + 10 * sums["wx"] / spread**0.5
    return {str(family): float(value) for family, value in score.to_dict().items()}


def families_by_id() -> dict[str, str]:
    frame = study()[1]["families"]
    frame = frame[frame["unit_type"] != "group"]
    return dict(zip(frame["family_id"], frame["pzk_id"], strict=True))


def computed(indicator: str, by: Level = "macroregion") -> dict[Any, dict[Any, Any]]:
    """Return the package's rows by group (of a level below: team and group; by month: both)."""
    config, tables = study()
    frame = compute(tables, config, ids=[indicator], by=by)
    rows = frame.to_dict("records")
    unknown = {row["group"] for row in rows if row["status"] != "ok"}
    assert unknown <= {"contacts|observed"}  # before the first family came
    if by == "pzk":
        return {(row["pzk_id"], row["group"]): row for row in rows}
    monthly = indicator == "covid_break"
    return {(row["group"], row["period"]) if monthly else row["group"]: row for row in rows}


EXACT, FLAT = 1e-6, 1e-4


def compare(row: dict[Any, Any], wanted: Row, tolerance: float) -> None:
    """Compare a value, and its interval where the second implementation has one."""
    assert row["value"] == pytest.approx(wanted[0], rel=tolerance, abs=tolerance, nan_ok=True)
    if wanted[1] is not None:
        ends = (row["ci_low"], row["ci_high"])
        assert ends == pytest.approx(wanted[1:], rel=tolerance, abs=tolerance)
