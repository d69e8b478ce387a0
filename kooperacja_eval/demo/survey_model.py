"""How answers to the surveys come about, and what they are on average, in closed form.

The latent answer of a person to an item is ``mean of the scale in the wave + item effect + effect
of the sector + effect of the team + effect of the person + noise``; thresholds cut it into 1 to 5,
and reversed items are written as 6 minus that. Who answers, and which items, is independent of all
answers, so that the mean of any respondents estimates that of the pool.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from kooperacja_eval.demo.frames import Flags, Floats, Ints
from kooperacja_eval.demo.survey_form import Form
from kooperacja_eval.demo.survey_parameters import WAVES, SurveyEffects
from kooperacja_eval.demo.survey_pool import Pool

Codes = NDArray[np.int8]

SKIPPED: Final = 0
NOT_REACHED: Final = -1
NOT_APPLICABLE: Final = 8
DONT_KNOW: Final = 9
LOW: Final = 1
HIGH: Final = 5
THEN: Final = len(WAVES)
"""The time before, as an occasion beside the waves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveDraw:
    """Answers of one wave, of shape (respondents, ...) in the order of time.

    Attributes
    ----------
    person : array of int
        Index in the pool.
    ratings : array of int8, shape (respondents, rating items of the wave)
        1 to 5 as written (reversed items not turned), 8 and 9 for the two ways out,
        ``SKIPPED``, ``NOT_REACHED``.
    ticks : array of bool, shape (respondents, options)
        Tools ticked.
    comment : array of int
        Index of the comment, -1 for none.
    pages : array of int
        Pages sent; fewer than all where the person broke off.
    complete : array of bool
        Whether all pages were sent.
    when : array of float
        When, from 0 (first day of the survey) to 1 (last).
    """

    person: Ints
    ratings: Codes
    ticks: Flags
    comment: Ints
    pages: Ints
    complete: Flags
    when: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Answers of all waves.

    Attributes
    ----------
    linkable : array of bool, shape (persons,)
        Who gave the key.
    waves : tuple of WaveDraw
        In the order of ``WAVES``.
    """

    linkable: Flags
    waves: tuple[WaveDraw, ...]


def draw_surveys(
    pool: Pool, forms: tuple[Form, ...], effects: SurveyEffects, rng: np.random.Generator
) -> Draw:
    """Draw who answers and what, for every wave.

    Parameters
    ----------
    pool : Pool
        Persons asked.
    forms : tuple of Form
        What each wave asks, in the order of ``WAVES``.
    effects : SurveyEffects
        The model.
    rng : numpy.random.Generator
        The only source of chance.
    """
    scales, occasions = len(effects.means), len(WAVES) + 1
    team = effects.team_sd * _correlated(
        (len(pool.team_ids), scales, occasions),
        effects.team_between_scales,
        effects.team_between_waves,
        rng,
    )
    person = effects.person_sd * _correlated(
        (len(pool), scales, occasions),
        effects.person_between_scales,
        effects.person_between_waves,
        rng,
    )
    own = team[pool.team] + person + (effects.low_sector * pool.low)[:, None, None]
    linkable = rng.random(len(pool)) < effects.linkable
    return Draw(
        linkable=linkable,
        waves=tuple(
            _wave(wave, own, form, effects, child)
            for (wave, form), child in zip(enumerate(forms), rng.spawn(len(forms)), strict=True)
        ),
    )


def _correlated(
    shape: tuple[int, int, int], scales: float, waves: float, rng: np.random.Generator
) -> Floats:
    """Draw standard normal effects of units by scales by occasions.

    The correlation of two is the product of ``scales`` where the scales differ and of ``waves``
    where the occasions do.
    """
    units, s, o = shape
    within_scale = np.sqrt(scales), np.sqrt(1 - scales)
    within_wave = np.sqrt(waves), np.sqrt(1 - waves)
    lasting = within_scale[0] * rng.standard_normal((units, 1, 1)) + within_scale[
        1
    ] * rng.standard_normal((units, s, 1))
    passing = within_scale[0] * rng.standard_normal((units, 1, o)) + within_scale[
        1
    ] * rng.standard_normal((units, s, o))
    effect: Floats = within_wave[0] * lasting + within_wave[1] * passing
    return effect


def _wave(
    wave: int, own: Floats, form: Form, effects: SurveyEffects, rng: np.random.Generator
) -> WaveDraw:
    person = rng.permutation(np.flatnonzero(rng.random(len(own)) < effects.response[wave]))
    n = len(person)
    occasion = np.where(form.then, THEN, wave)
    latent = item_means(form, wave, effects) + own[person][:, form.scale, occasion]
    latent = latent + effects.noise_sd * rng.standard_normal(latent.shape)
    keyed = LOW + np.searchsorted(np.array(effects.thresholds), latent, side="right")
    ratings = np.where(form.reverse, LOW + HIGH - keyed, keyed).astype(np.int8)
    _leave_out(ratings, effects, rng)
    share = np.array(effects.tools_used) * effects.tools_by_wave[wave]
    ticks = rng.random((n, len(share))) < share
    comment = np.where(rng.random(n) < effects.open_answers, rng.integers(0, form.comments, n), -1)
    stops = (wave == 0) & (rng.random(n) < effects.broken_off)
    pages = np.where(stops, rng.integers(1, form.pages, n), form.pages)
    ratings[form.page[None, :] >= pages[:, None]] = NOT_REACHED
    reached = form.options_page < pages
    return WaveDraw(
        person=person,
        ratings=ratings,
        ticks=ticks & reached[:, None],
        comment=np.where(pages == form.pages, comment, -1),
        pages=pages,
        complete=pages == form.pages,
        when=np.sort(rng.random(n)),
    )


def _leave_out(ratings: Codes, effects: SurveyEffects, rng: np.random.Generator) -> None:
    drawn = rng.random(ratings.shape)
    first = effects.skipped
    second = first + effects.dont_know
    ratings[drawn < first] = SKIPPED
    ratings[(drawn >= first) & (drawn < second)] = DONT_KNOW
    ratings[(drawn >= second) & (drawn < second + effects.not_applicable)] = NOT_APPLICABLE


def item_means(form: Form, wave: int, effects: SurveyEffects) -> Floats:
    """Return the latent mean of every rating item of a wave, without sector, team and person."""
    means = np.array(
        [
            [np.nan if mean is None else mean for mean in by_wave]
            for by_wave in effects.means.values()
        ]
    )
    shift = np.array([effects.then_shift.get(scale, np.nan) for scale in effects.means])
    then = means[form.scale, 0] + shift[form.scale]
    place = np.array(effects.item_effects)[form.place]
    latent: Floats = np.where(form.then, then, means[form.scale, wave]) + place
    return latent


def expected_answers(latent: Floats, effects: SurveyEffects) -> Floats:
    r"""Return the mean answer, 1 to 5, of items of these latent means, after reversing.

    Notes
    -----
    :math:`1 + \sum_k \Phi((\mu - \tau_k) / \sigma)` with :math:`\sigma^2` the sum of the variances
    of teams, persons and noise: the probability of answering above k is that of a latent value
    above its threshold.
    """
    sd = np.sqrt(effects.team_sd**2 + effects.person_sd**2 + effects.noise_sd**2)
    above = ndtr((latent[..., None] - np.array(effects.thresholds)) / sd)
    expected: Floats = LOW + above.sum(axis=-1)
    return expected
