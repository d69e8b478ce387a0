"""Models of cooperation of a synthetic study against statsmodels and plain loops.

The study is made by ``kooperacja_eval.demo.synthesis`` with seed 2019: 30 teams, 172 families.
Months, meetings, contacts and the parts of the index are counted again by ``coop_records`` and
``coop_networks_again`` beside this file; T, exposures and lines are laid out here with pandas.
Models: statsmodels 0.15 MixedLM (REML), GEE (logit, exchangeable, bias_reduced), OLS and PHReg
(Efron), scipy 1.17 betabinom; the jackknife and the refits without each team are loops over them.

Not compared: intervals of CR2 with Satterthwaite's degrees of freedom, which statsmodels does not
have, and intervals of shares of variance and of shrunken completion; all have references in
``tests/golden/stats``. Tolerances say how far both sides went: 1e-6 where both solve the same
equations, 1e-4 for MixedLM and Nelder-Mead, which stop at a flat likelihood.
"""

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from coop_models_again import (
    EXACT,
    FLAT,
    PROCESS,
    Row,
    compare,
    computed,
    families,
    families_by_id,
    process,
    study,
    t_scores,
)
from coop_outcomes_again import MODELS, curve, e_values, point, shown
from coop_variance_again import (
    beta_binomial,
    blocks_of,
    deviance,
    mixed,
    profile_ends,
    sizes,
)
from scipy import optimize, stats

pytestmark = pytest.mark.golden


BREAK = "2020-03"


@pytest.mark.parametrize("outcome", list(MODELS))
def test_associations_with_intensity(outcome: str) -> None:
    fit_of, predictors, column = MODELS[outcome]
    rows, frame = computed("intensity_outcome"), families()
    fit = fit_of(frame, predictors)
    wanted = {name: shown(outcome, fit, name) for name in predictors}
    if outcome != "time":
        total = fit_of(frame.assign(total=frame["exposure"]), ("total",))
        wanted["total"] = shown(outcome, total, "total")
    for part in PROCESS:
        again = fit_of(families(part), predictors)
        wanted[f"weights:{part}"] = shown(outcome, again, "between")
    teams = frame["team"].unique()
    without = [point(outcome, frame[frame["team"] != team]) for team in teams]
    own, turn = fit[0]["between"], (float if outcome == "goal_t" else math.exp)
    wanted["without_lowest"] = (turn(min(without)), None, None)
    wanted["without_highest"] = (turn(max(without)), None, None)
    wanted["sign_changes"] = (float(sum((one > 0) != (own > 0) for one in without)), None, None)
    wanted["teams"] = (float(teams.size), None, None)
    if outcome != "goal_t":
        wanted |= e_values(outcome, wanted["between"])
    prefix = f"{outcome}|"
    got = {group: row for group, row in rows.items() if group.startswith(prefix)}
    assert set(got) - set(curve()) == {prefix + name for name in wanted}
    for name, row in wanted.items():
        compare(got[prefix + name], row, EXACT)
    n = int(frame[column].notna().sum())
    assert {(row["n"], row["n_missing"]) for row in got.values()} == {(n, len(frame) - n)}


def test_the_predicted_share_along_the_index() -> None:
    rows = computed("intensity_outcome")
    assert len(curve()) > 2
    assert {group for group in rows if "|at:" in group} == set(curve())
    for group, wanted in curve().items():
        compare(rows[group], wanted, EXACT)


@pytest.mark.parametrize("name", ["completed", "goal_t", "contacts"])
def test_shares_of_variance(name: str) -> None:
    frame = families().dropna(subset=[name])
    rows, blocks = computed("pzk_variance"), blocks_of(frame, name)
    if name == "completed":
        icc, ends = beta_binomial()[1:]
    else:
        icc = mixed(name)[0] / (mixed(name)[0] + mixed(name)[1])
        ends = profile_ends(lambda share: deviance(blocks, 0.0, share / (1 - share)), icc)
    wanted: dict[str, Row] = {"icc": (icc, *ends)}
    wanted |= sizes(np.array(frame["team"].value_counts(), np.float64), icc)
    tries = [
        optimize.minimize(
            lambda logs: deviance(blocks, *np.exp(logs)),
            start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 2000},
        )
        for start in ((-9.0, -1.0), (-2.0, -2.0))
    ]  # fmt: skip
    ratios = np.exp(min(tries, key=lambda one: one.fun).x)
    for part, ratio in zip(("voivodeship_share", "team_share"), ratios, strict=True):
        wanted[part] = (float(ratio / (1 + ratios.sum())), None, None)
    got = {group: row for group, row in rows.items() if group.startswith(f"{name}|")}
    assert set(got) == {f"{name}|{part}" for part in wanted}
    for part, row in wanted.items():
        compare(got[f"{name}|{part}"], row, FLAT)
    assert {(row["n"], row["n_missing"]) for row in got.values()} == {
        (len(frame), 172 - len(frame))
    }


@pytest.mark.parametrize("name", ["goal_t", "contacts"])
def test_values_of_teams_drawn_towards_the_mean(name: str) -> None:
    rows, frame = computed("pzk_variance", "pzk"), families()
    between, rest, mean, own, error = mixed(name)
    for team, values in frame.groupby("team")[name]:
        n = int(values.notna().sum())
        kept = n * between / (n * between + rest)
        half = 1.959964 * math.sqrt(between * (1 - kept) + (1 - kept) ** 2 * error)
        middle = mean + own[str(team)]
        raw = float(values.mean())
        compare(rows[team, f"{name}|raw"], (raw, None, None), EXACT)
        compare(rows[team, f"{name}|shrunken"], (middle, middle - half, middle + half), FLAT)
        compare(rows[team, f"{name}|reliability"], (kept, None, None), FLAT)
        for part in ("raw", "shrunken", "reliability"):
            row = rows[team, f"{name}|{part}"]
            assert (row["n"], row["n_missing"]) == (n, len(values) - n)


def test_completion_of_teams_and_their_funnels() -> None:
    rows, frame = computed("pzk_variance", "pzk"), families()
    (alpha, beta), _, _ = beta_binomial()
    target = float(frame["completed"].mean())
    for team, values in frame.groupby("team")["completed"]:
        hits, n = float(values.sum()), int(values.notna().sum())
        posterior, kept = (alpha + hits) / (alpha + beta + n), n / (alpha + beta + n)
        compare(rows[team, "completed|raw"], (hits / n, None, None), EXACT)
        assert (rows[team, "completed|raw"]["numerator"]) == hits
        assert (rows[team, "completed|raw"]["denominator"]) == n
        compare(rows[team, "completed|shrunken"], (posterior, None, None), FLAT)
        compare(rows[team, "completed|reliability"], (kept, None, None), FLAT)
        for group, level in (("funnel_95", 0.95), ("funnel_998", 0.998)):
            # the fewest completions of which this many or fewer are not too rare, and likewise
            rare = (1 - level) / 2
            counts = np.arange(n + 1)
            low = int(np.sum(stats.binom.cdf(counts, n, target) < rare)) / n
            high = int(np.sum(stats.binom.sf(counts, n, target) > rare)) / n
            compare(rows[team, f"completed|{group}"], (target, low, high), EXACT)
        can = stats.binom.pmf([0, n], n, target) < 0.025
        assert rows[team, "completed|low_reachable"]["value"] == can[0]
        assert rows[team, "completed|high_reachable"]["value"] == can[1]


def team_months(series: str) -> pd.DataFrame:
    """Return one series as rows of team, month and y."""
    work = process()
    if series == "meetings":
        rows = [(team, month, float(met)) for team, month, met in work.team_months]
    elif series == "attendance":
        rows = [(t, m, float(came)) for t, m, _, listed, came in work.presence if listed]
    elif series == "remote":
        rows = [
            (one["pzk_id"], f"{one['held_on']:%Y-%m}", float(one["mode"] == "remote"))
            for one in work.meetings
            if one["mode"]
        ]
    else:
        home = families_by_id()
        rows = [
            (home[one["family_id"]], f"{one['month']:%Y-%m}", float(one["contacts"]))
            for one in work.data["contacts"]
            if one["family_id"] in home
        ]
    frame = pd.DataFrame(rows, columns=["team", "month", "y"])
    return frame.groupby(["team", "month"])["y"].mean().reset_index()


@pytest.mark.parametrize("series", ["meetings", "attendance", "remote", "contacts"])
def test_the_break(series: str) -> None:
    rows, frame = computed("covid_break"), team_months(series)
    whole = next(period for _, period in rows if "/" in str(period))
    every = sorted({month for _, month, _ in process().team_months})
    months = pd.Series(np.arange(len(every)), index=every)
    last = int(months[BREAK]) - 1
    since = frame["month"].map(months) - last
    x = pd.DataFrame({"level": 1.0, "slope_before": since, "level_change": since > 0})
    x = x.assign(slope_change=since * (since > 0)).astype(float)
    fit = sm.OLS(frame["y"], x).fit().params
    wanted: dict[tuple[str, str], Row] = {
        (name, whole): (float(fit[name]), None, None)
        for name in ("slope_before", "level_change", "slope_change")
    }
    wanted["slope_after", whole] = (float(fit["slope_before"] + fit["slope_change"]), None, None)
    present = frame["month"].unique()
    wanted["n_before", whole] = (float(sum(m < BREAK for m in present)), None, None)
    wanted["n_after", whole] = (float(sum(m >= BREAK for m in present)), None, None)
    for month in sorted(set(every) - set(present)):
        assert rows[f"{series}|observed", month]["n_missing"] == 30
        wanted["observed", month] = (math.nan, None, None)
    for month in present:
        at = float(months[month] - last)
        without = float(fit["level"] + at * fit["slope_before"])
        jump = float(fit["level_change"] + at * fit["slope_change"]) if at > 0 else 0.0
        wanted["fitted", month] = (without + jump, None, None)
        if at > 0:
            wanted["without", month] = (without, None, None)
        own = frame.loc[frame["month"] == month, "y"]
        wanted["observed", month] = (float(own.mean()), None, None)
        observed = rows[f"{series}|observed", month]
        assert (observed["n"], observed["n_missing"]) == (own.size, 30 - own.size)
    assert {key for key in rows if key[0].startswith(f"{series}|")} == {
        (f"{series}|{part}", period) for part, period in wanted
    }
    for (part, period), row in wanted.items():
        compare(rows[f"{series}|{part}", period], row, EXACT)
    n = {rows[f"{series}|{part}", whole]["n"] for part in ("level_change", "slope_change")}
    assert n == {len(frame)}


def test_goal_attainment() -> None:
    rows, goals = computed("goal_attainment_t"), study()[1]["goals"]
    goals = goals[goals["family_id"].isin(families_by_id())]
    now = pd.Series(t_scores(goals))
    both = goals[goals["attained"].notna() & goals["baseline"].notna()]
    before = pd.Series(t_scores(both.assign(attained=both["baseline"])))
    change = pd.Series(t_scores(both)) - before
    counts = goals[goals["attained"].notna()].groupby("family_id").size()
    for group, values in (("attained", now), ("change", change), ("goals", counts)):
        compare(rows[group], (float(values.mean()), None, None), EXACT)
        assert (rows[group]["n"], rows[group]["n_missing"]) == (len(values), 172 - len(values))
