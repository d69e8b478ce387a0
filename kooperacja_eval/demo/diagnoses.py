"""Scores of the multi-dimensional diagnosis: before, after, and before as judged after."""

from typing import Final

import numpy as np
import pandas as pd

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.frames import Flags, Floats, Ints, Texts, texts, typed
from kooperacja_eval.demo.households import Households
from kooperacja_eval.demo.parameters import Effects
from kooperacja_eval.demo.programmes import DOMAINS
from kooperacja_eval.demo.teams import Teams
from kooperacja_eval.schemas.tables import TABLES

SCALE: Final = (1, 10)
"""Ends of the scale; higher is better."""
WAVES: Final = {"pre": "ex_ante", "then": "ex_post", "post": "ex_post"}
NOT_SCORED: Final = {"completed": 0.05, "ongoing": 1.0, "other": 0.6}
"""Share of the families without a score after, by outcome."""
NO_THEN_SHARE: Final = 0.1
"""Share of those with a score after who were not asked about before."""
LAST_DAYS: Final = 14


def diagnoses_table(
    households: Households, teams: Teams, effects: Effects, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the table ``diagnoses``: every domain of a family's difficulty, one row each kind."""
    domains = [list(DOMAINS[area]) for area in households.area.tolist()]
    unit = np.repeat(np.arange(len(households)), [len(names) for names in domains])
    domain = texts([name for names in domains for name in names])
    scores = _scores(households, teams, effects, unit, rng)
    last = households.until(facts.COOPERATION_UNTIL)
    before = rng.integers(0, LAST_DAYS, len(households)).astype("timedelta64[D]")
    after = np.maximum(last - before, households.started)
    asked = _asked(households.outcome, rng)
    parts = []
    for kind, wave in WAVES.items():
        kept = asked[kind][unit]
        parts.append(
            {
                "family_id": households.ids[unit[kept]],
                "wave": texts([wave] * int(kept.sum())),
                "domain": domain[kept],
                "kind": texts([kind] * int(kept.sum())),
                "score": scores[kind][kept],
                "assessed_on": (households.diagnosed if kind == "pre" else after)[unit[kept]],
            }
        )
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    frame = typed(TABLES["diagnoses"], columns, len(columns["score"]))
    return frame.sort_values(["family_id", "domain", "wave", "kind"], ignore_index=True)


def reliability(effects: Effects) -> float:
    """Return the reliability of the score of one domain: what of its variance is not error."""
    true = effects.diagnosis_family_sd**2 + effects.diagnosis_domain_sd**2
    return true / (true + effects.diagnosis_error_sd**2)


def _scores(
    households: Households,
    teams: Teams,
    effects: Effects,
    unit: Ints,
    rng: np.random.Generator,
) -> dict[str, Floats]:
    """Return scores of each kind; the state after differs from that before by the change alone."""
    completed = households.outcome == "completed"
    change = (
        effects.diagnosis_change
        + effects.diagnosis_change_per_z * teams.intensity[households.team]
        + effects.diagnosis_completed * completed
        + rng.normal(0, effects.diagnosis_change_sd, len(households))
    )
    level = rng.normal(effects.diagnosis_mean, effects.diagnosis_family_sd, len(households))[unit]
    level = level + rng.normal(0, effects.diagnosis_domain_sd, unit.size)
    latent = {
        "pre": level,
        "then": level + effects.diagnosis_shift,
        "post": level + change[unit],
    }
    return {
        kind: np.clip(np.rint(state + rng.normal(0, effects.diagnosis_error_sd, unit.size)), *SCALE)
        for kind, state in latent.items()
    }


def _asked(outcome: Texts, rng: np.random.Generator) -> dict[str, Flags]:
    share = np.array([NOT_SCORED.get(code, NOT_SCORED["other"]) for code in outcome])
    after = rng.random(len(outcome)) >= share
    then = after & (rng.random(len(outcome)) >= NO_THEN_SHARE)
    return {"pre": np.ones(len(outcome), dtype=np.bool_), "then": then, "post": after}
