"""What ``truth.json`` says of the surveys: exact means of the pool, changes, response shift."""

from typing import Any, Final

import numpy as np

from kooperacja_eval.demo.frames import Flags, Floats
from kooperacja_eval.demo.survey_form import Form
from kooperacja_eval.demo.survey_model import Draw, expected_answers, item_means
from kooperacja_eval.demo.survey_parameters import WAVES, SurveyEffects
from kooperacja_eval.demo.survey_pool import Pool

MODEL: Final = (
    "latent = mean of scale and wave + item_effects + low_sector (in low_sectors) + team + person "
    "+ noise, cut at thresholds into 1-5; reversed items are written as 6 minus the answer. Team "
    "and person effects of two scales or waves are correlated; what then items recall counts as a "
    "wave of its own. Who answers, gives a key, leaves out items or breaks off is independent of "
    "answers (MCAR), so that respondents' means estimate those of the pool."
)
MEANING: Final = (
    "scale_means: mean over the persons of the pool of the expected mean of the scale's items, 1-5 "
    "after reversing; scale_changes: differences of two waves; response_shift: then minus ex-ante; "
    "sector_differences: low_sectors minus others."
)
CHANGES: Final = {"mid_term-ex_ante": (1, 0), "ex_post-ex_ante": (2, 0), "ex_post-mid_term": (2, 1)}
DIGITS: Final = 9


def survey_means(
    pool: Pool, forms: tuple[Form, ...], effects: SurveyEffects
) -> dict[str, dict[str, float]]:
    """Return the expected mean of every scale by wave; ``then`` is the time before as recalled.

    Exact for the pool as it is: the share of the lower sectors is that of its persons.
    """
    low = float(pool.low.mean())
    found: dict[str, dict[str, float]] = {scale: {} for scale in effects.means}
    for form in forms:
        for scale, then, high_mean, low_mean in _by_scale(form, effects):
            where = "then" if then else form.wave
            found[scale][where] = (1 - low) * high_mean + low * low_mean
    return found


def survey_truth(
    pool: Pool, forms: tuple[Form, ...], draw: Draw, effects: SurveyEffects
) -> dict[str, Any]:
    """Return what ``truth.json`` says under ``surveys``."""
    means = survey_means(pool, forms, effects)
    return {
        "model": MODEL,
        "meaning": MEANING,
        "effects": effects.as_dict(),
        "pool": len(pool),
        "low_sector_share": round(float(pool.low.mean()), DIGITS),
        "respondents": _counts(forms, draw),
        "scale_means": {
            scale: {wave: round(mean, DIGITS) for wave, mean in by_wave.items() if wave in WAVES}
            for scale, by_wave in means.items()
        },
        "scale_changes": _changes(means),
        "then_means": {scale: round(means[scale]["then"], DIGITS) for scale in effects.then_shift},
        "response_shift": {
            scale: round(means[scale]["then"] - means[scale]["ex_ante"], DIGITS)
            for scale in effects.then_shift
        },
        "sector_differences": _sectors(forms, effects),
    }


def _by_scale(form: Form, effects: SurveyEffects) -> list[tuple[str, bool, float, float]]:
    """Return scale, whether it is recalled, mean of the other sectors, mean of the lower ones."""
    latent = item_means(form, WAVES.index(form.wave), effects)
    others = expected_answers(latent, effects)
    lower = expected_answers(latent + effects.low_sector, effects)
    found = []
    for number, scale in enumerate(effects.means):
        for then in (False, True):
            here = (form.scale == number) & (form.then == then)
            if here.any():
                found.append((scale, then, _mean(others, here), _mean(lower, here)))
    return found


def _mean(values: Floats, here: Flags) -> float:
    return float(values[here].mean())


def _changes(means: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {
        name: {
            scale: round(by_wave[WAVES[late]] - by_wave[WAVES[early]], DIGITS)
            for scale, by_wave in means.items()
            if WAVES[late] in by_wave and WAVES[early] in by_wave
        }
        for name, (late, early) in CHANGES.items()
    }


def _sectors(forms: tuple[Form, ...], effects: SurveyEffects) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {scale: {} for scale in effects.means}
    for form in forms:
        for scale, then, others, lower in _by_scale(form, effects):
            if not then:
                found[scale][form.wave] = round(lower - others, DIGITS)
    return found


def _counts(forms: tuple[Form, ...], draw: Draw) -> dict[str, dict[str, int]]:
    return {
        form.wave: {
            "answered": len(drawn.person),
            "with_key": int(draw.linkable[drawn.person].sum()),
            "partial": int(np.count_nonzero(~drawn.complete)),
        }
        for form, drawn in zip(forms, draw.waves, strict=True)
    }
