"""A small synthetic set of cooperation: released rows drawn as text, and their material.

Four teams, two voivodeships. When: ``whole`` is the period of the study; a month; a wave. ``-`` is
a missing number. LU-02 is written before LU-01, and MA-01 has the worst completion, so that order
by code, order of rows and order by value differ.
"""

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import Literal

import pandas as pd
from exhibit_material import config, frame, material, tables

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.tables import IndicatorValues

WHOLE = "2018-04-01/2021-03-31"
HELD = (
    "pzk", "families", "meetings", "attendance", "memberships", "entities", "contacts", "goals",
    "services", "ties",
)  # fmt: skip
TIES = """
tie_level_mean         frey_2006   ex_ante  1.50  1.00  2.00  4 t
tie_level_mean         frey_2006   ex_post  3.00  2.50  3.50  3 t
trust_mean             -           ex_ante  2.40  2.10  2.70  4 t
trust_mean             -           ex_post  2.80  2.50  3.10  3 t
value_mean             -           ex_ante  2.50  2.20  2.80  4 t
value_mean             -           ex_post  2.60  2.30  2.90  3 t
dyad_discrepancy       -           ex_ante  0.70  0.60  0.80  4 t
dyad_discrepancy       -           ex_post  0.60  0.50  0.70  3 t
tie_response_share     -           ex_ante  0.80  0.70  0.90 40 clustered_wilson
tie_response_share     -           ex_post  0.75  0.60  0.85 36 clustered_wilson
network_density        asked|1     ex_post  0.90  0.80  1.00  3 t
network_density        asked|3     ex_post  0.50  0.40  0.60  3 t
network_density        all|3       ex_post  0.40  0.30  0.50  3 t
network_reciprocity    3           ex_post  0.60  0.50  0.70  3 t
network_centralisation degree|3    ex_post  0.20  0.10  0.30  3 freeman_either
tie_level_share        frey_2006|0 ex_post  0.10  0.00  0.20  3 t
tie_level_share        frey_2006|1 ex_post  0.15  0.05  0.25  3 t
tie_level_share        frey_2006|2 ex_post  0.25  0.15  0.35  3 t
tie_level_share        frey_2006|3 ex_post  0.30  0.20  0.40  3 t
tie_level_share        frey_2006|4 ex_post  0.15  0.05  0.25  3 t
tie_level_share        frey_2006|5 ex_post  0.05  0.00  0.15  3 t
"""
INDEX = """
cooperation_intensity index                     whole   63   58   68  4 t
cooperation_intensity index                     2020-02 70   60   80  4 t
cooperation_intensity index                     2020-03 40   30   50  4 t
cooperation_intensity index                     2020-04 55   45   65  4 t
cooperation_intensity teams                     whole   62   49   77  4 percentiles_10_90
cooperation_intensity teams                     2020-02 71   50   85  4 percentiles_10_90
cooperation_intensity teams                     2020-03 41   10   60  4 percentiles_10_90
cooperation_intensity teams                     2020-04 56   30   75  4 percentiles_10_90
cooperation_intensity index/area:addiction      whole   60   50   70  2 t
cooperation_intensity index/area:older_people   whole   66   50   80  1 t
cooperation_intensity part_mean:meetings        whole   98   96   99  4 t
cooperation_intensity part_mean:meetings        ex_ante 100  -    -   4 mean
cooperation_intensity part_mean:ties            whole   48   44   52  4 t
cooperation_intensity part_mean:ties            ex_post 60   55   65  3 t
cooperation_intensity choice:normalisation|mean_index      whole 0.70 0.6 0.8 4 sobol_saltelli_first
cooperation_intensity choice:normalisation|mean_index      whole 1.02 0.9 1.1 4 sobol_saltelli_total
cooperation_intensity choice:weights|mean_index            whole 0.20 0.1 0.3 4 sobol_saltelli_total
cooperation_intensity choice:normalisation|mean_rank_shift whole 0.40 0.3 0.5 4 sobol_saltelli_total
cooperation_intensity choice:weights|mean_rank_shift       whole 0.65 0.5 0.8 4 sobol_saltelli_total
cooperation_intensity changed:aggregation|arithmetic       whole 2.5  -   -   4 one_at_a_time
cooperation_intensity changed_rank:aggregation|arithmetic  whole 0.4  -   -   4 one_at_a_time
cooperation_intensity changed:without_part|ties            whole 3.7  -   -   4 one_at_a_time
cooperation_intensity changed_rank:without_part|ties       whole 0.6  -   -   4 one_at_a_time
"""
VARIANCE = """
pzk_variance completed|icc               whole 0.06 0.00 0.22  20 beta_binomial_ml
pzk_variance completed|design_effect     whole 1.30 -    -     20 beta_binomial_ml
pzk_variance completed|effective_n       whole 15.4 -    -     20 beta_binomial_ml
pzk_variance completed|voivodeship_share whole 0.00 0.00 0.13  20 reml_nested_at_zero
pzk_variance completed|team_share        whole 0.09 0.00 0.24  20 reml_nested
pzk_variance goal_t|icc                  whole 0.30 0.14 0.48  18 reml
pzk_variance goal_t|design_effect        whole 2.37 -    -     18 reml
pzk_variance goal_t|effective_n          whole 7.60 -    -     18 reml
pzk_variance goal_t|voivodeship_share    whole 0.05 0.00 0.25  18 reml_nested
pzk_variance goal_t|team_share           whole 0.28 0.12 0.46  18 reml_nested
"""
TEAMS = {
    # team: voivodeship, completed, families, limits of 95 and of 99.8 %, rank with its range
    "LU-02": ("lubelskie", 5, 6, (0.5, 1.0), (0.33, 1.0), (1, 1, 3)),
    "LU-01": ("lubelskie", 4, 5, (0.4, 1.0), (0.2, 1.0), (3, 1, 4)),
    "MA-01": ("mazowieckie", 1, 6, (0.5, 1.0), (0.33, 1.0), (4, 4, 4)),
    "MA-02": ("mazowieckie", 5, 5, (0.4, 1.0), (0.2, 1.0), (2, 2, 4)),
}
COVID = """
covid_break meetings|level_change   whole -0.14  -0.20 -0.08 60 segmented_cr2_descriptive
covid_break meetings|slope_change   whole  0.018  0.01  0.026 60 segmented_cr2_descriptive
covid_break meetings|n_before       whole  8      -     -    60 count
covid_break meetings|n_after        whole 10      -     -    60 count
covid_break contacts|level_change   whole -2.20  -2.70 -1.70 50 segmented_cr2_descriptive
covid_break contacts|slope_change   whole  0.20   -     -    50 segmented_cr2_descriptive
covid_break contacts|n_before       whole  6      -     -    50 count
covid_break contacts|n_after        whole 10      -     -    50 count
covid_break meetings|observed     2020-02  1.00   -     -     4 mean
covid_break meetings|observed     2020-03  0.75   -     -     4 mean
covid_break meetings|fitted       2020-02  1.00   -     -     4 segmented_cr2
covid_break meetings|fitted       2020-03  0.80   -     -     4 segmented_cr2
covid_break meetings|without      2020-03  1.00   -     -     4 segmented_cr2
covid_break contacts|observed     2020-02  4.50   -     -     4 mean
covid_break contacts|observed     2020-03  2.40   -     -     4 mean
covid_break contacts|fitted       2020-02  4.40   -     -     4 segmented_cr2
covid_break contacts|fitted       2020-03  2.50   -     -     4 segmented_cr2
covid_break contacts|without      2020-03  4.50  4.00  5.00   4 segmented_cr2
"""
LINK = """
intensity_outcome completed|between           whole 2.40 1.56 3.68   20 gee_logit_mancl_derouen
intensity_outcome completed|within            whole 0.47 0.01 66.0   20 gee_logit_mancl_derouen
intensity_outcome completed|total             whole 2.30 1.50 3.50   20 gee_logit_mancl_derouen
intensity_outcome completed|teams             whole 4    -    -      20 count
intensity_outcome completed|without_lowest    whole 2.10 -    -      20 gee_logit_mancl_derouen
intensity_outcome completed|without_highest   whole 2.60 -    -      20 gee_logit_mancl_derouen
intensity_outcome completed|sign_changes      whole 0    -    -      20 count
intensity_outcome completed|e_value           whole 2.46 -    -      20 e_value_odds_ratio_common
intensity_outcome completed|e_value_limit     whole 1.80 -    -      20 e_value_odds_ratio_common
intensity_outcome completed|weights:meetings  whole 2.60 1.60 4.20   20 gee_logit_mancl_derouen
intensity_outcome completed|weights:contacts  whole 2.20 1.50 3.60   20 gee_logit_mancl_derouen
intensity_outcome completed|at:80             whole 0.96 0.90 0.98   20 gee_logit_mancl_derouen
intensity_outcome completed|at:50             whole 0.62 0.45 0.77   20 gee_logit_mancl_derouen
intensity_outcome goal_t|between              whole 4.76 3.31 6.21   18 ols_cr2
intensity_outcome goal_t|within               whole -6.9 -19. 5.30   18 ols_cr2
intensity_outcome goal_t|teams                whole 4    -    -      18 count
intensity_outcome time|between                whole 1.03 0.89 1.20   20 cox_efron_jackknife
intensity_outcome time|teams                  whole 4    -    -      20 count
intensity_outcome time|without_lowest         whole 0.98 -    -      20 cox_efron_jackknife
intensity_outcome time|without_highest        whole 1.06 -    -      20 cox_efron_jackknife
intensity_outcome time|sign_changes           whole 2    -    -      20 count
intensity_outcome time|e_value                whole 1.17 -    -      20 e_value_hazard_ratio_common
intensity_outcome time|e_value_limit          whole 1.00 -    -      20 e_value_hazard_ratio_common
goal_attainment_t attained                    whole 52.7 50.2 55.3   18 clustered_t
goal_attainment_t change                      whole 21.4 18.6 24.2   18 clustered_t
goal_attainment_t goals                       whole 2.4  2.3  2.5    18 clustered_t
"""
SERVICES = {"delivered": 6, "suspended": 4, "resumed": 8, "converted": 5}
MEMBERSHIPS = """
pzk_id entity_id role left_on
LU-01  E1        core -
LU-01  E2        core 2020-01-01
MA-01  E3        core -
"""
Change = Callable[[pd.DataFrame], pd.DataFrame]


def _row(**cells: object) -> dict[str, object]:
    return {
        "macroregion": "I", "n_missing": 0, "change_type": "level", "status": "ok",
    } | cells  # fmt: skip


def _drawn(drawing: str) -> list[dict[str, object]]:
    """Read rows: indicator, group, when, value, low, high, n, method."""
    rows = []
    for line in drawing.strip().splitlines():
        indicator, group, when, *numbers, method = line.split()
        value, low, high, n = (None if cell == "-" else float(cell) for cell in numbers)
        moment: dict[str, object] = {"period": WHOLE if when == "whole" else when}
        if when.startswith("ex_"):
            moment = {"wave": when}
        rows.append(
            _row(indicator_id=indicator, group=None if group == "-" else group, value=value,
                 ci_low=low, ci_high=high, n=n, method=method, **moment)
        )  # fmt: skip
    return rows


def _of_teams() -> list[dict[str, object]]:
    """Return the rows of single teams: completion, T one point below the share, and the rank."""
    rows = []
    for team, (where, hits, n, usual, far, rank) in TEAMS.items():
        at = {"pzk_id": team, "voivodeship": where, "period": WHOLE}
        own = {"indicator_id": "pzk_variance", "n": n, **at}
        share = hits / n
        rows += [
            _row(group="completed|raw", method="share", value=share, numerator=hits,
                 denominator=n, **own),
            _row(group="completed|shrunken", method="beta_binomial_ml", value=0.8 + share / 100,
                 ci_low=0.6, ci_high=0.95, **own),
            _row(group="completed|reliability", method="beta_binomial_ml", value=n / 20, **own),
            _row(group="completed|funnel_95", method="binomial_quantile", value=0.75,
                 ci_low=usual[0], ci_high=usual[1], **own),
            _row(group="completed|funnel_998", method="binomial_quantile", value=0.75,
                 ci_low=far[0], ci_high=far[1], **own),
            _row(group="completed|low_reachable", method="binomial_quantile", value=1, **own),
            _row(group="completed|high_reachable", method="binomial_quantile", value=0, **own),
            _row(group="goal_t|raw", method="mean", value=40 + 10 * share, **own),
            _row(group="goal_t|shrunken", method="reml", value=45 + 5 * share, ci_low=40,
                 ci_high=60, **own),
            _row(group="goal_t|reliability", method="reml", value=0.7, **own),
            _row(indicator_id="cooperation_intensity", group="rank", value=rank[0],
                 ci_low=rank[1], ci_high=rank[2], n=6, method="rank_range90", **at),
        ]  # fmt: skip
    return rows


def _others() -> list[dict[str, object]]:
    """Return the index of voivodeships by month, 5 points to either side, and services."""
    rows = [
        _row(indicator_id="cooperation_intensity", group="index", voivodeship=where, period=month,
             value=value + shift, ci_low=value - 10, ci_high=value + 15, n=2, method="t")
        for where, shift in (("mazowieckie", -5), ("lubelskie", 5))
        for month, value in (("2020-02", 70), ("2020-03", 40), (WHOLE, 63))
    ]  # fmt: skip
    rows += [
        _row(indicator_id="service_adaptation", group=name, period="2020-03-01", numerator=hits,
             denominator=16, value=hits / 16, ci_low=0.1, ci_high=0.8, n=16,
             method="clustered_wilson")
        for name, hits in SERVICES.items()
    ]  # fmt: skip
    return rows


def coop_rows() -> pd.DataFrame:
    """Return all rows as a table of values."""
    drawn = [row for drawing in (TIES, INDEX, VARIANCE, COVID, LINK) for row in _drawn(drawing)]
    fields = IndicatorValues.fields
    rows = pd.DataFrame([*drawn, *_of_teams(), *_others()]).reindex(columns=list(fields))
    for name, field in fields.items():
        if field.kind in ("integer", "number"):
            rows[name] = pd.to_numeric(rows[name])
    return rows.astype({name: field.dtype for name, field in fields.items()})


def with_coop(
    change: Change | None = None, *, profile: Literal["internal", "public"] = "internal"
) -> Material:
    """Return a material that holds these rows, changed before they are released."""
    rows = coop_rows()
    base = material(tables("pzk"))
    shown = rows if change is None else change(rows)
    return dataclasses.replace(
        base,
        tables=base.tables | set(HELD),
        values=release(shown, config().disclosure, profile=profile),
        teams={**base.teams, "memberships": frame("memberships", MEMBERSHIPS)},
    )


def without(*beginnings: str) -> Change:
    """Return a change that drops rows whose indicator and group begin so."""

    def drop(rows: pd.DataFrame) -> pd.DataFrame:
        key = rows["indicator_id"] + " " + rows["group"].fillna("")
        return rows[~key.str.startswith(beginnings)]

    return drop


@cache
def coop_material(profile: Literal["internal", "public"] = "internal") -> Material:
    """Return the material of cooperation, made once for each disclosure profile."""
    return with_coop(profile=profile)
