"""How survey answers come about, and their expected values in closed form."""

import math
from dataclasses import replace

import numpy as np
import pytest

from kooperacja_eval.demo import survey_model as model
from kooperacja_eval.demo.frames import texts
from kooperacja_eval.demo.survey_form import Form, survey_forms
from kooperacja_eval.demo.survey_frames import PERIODS, days_of, simulate_surveys
from kooperacja_eval.demo.survey_parameters import SURVEY_EFFECTS, WAVES, SurveyEffects
from kooperacja_eval.demo.survey_pool import Pool
from kooperacja_eval.demo.survey_truth import survey_means, survey_truth
from kooperacja_eval.schemas.tables.surveys import Answers, Respondents
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

TEAMS = 30


def pool_of(teams: int, persons: int) -> Pool:
    """Persons of teams, every fifth of them from the police."""
    n = teams * persons
    low = np.arange(n) % 5 == 0
    return Pool(
        team=np.repeat(np.arange(teams), persons),
        team_ids=texts([f"LU-{team:02d}" for team in range(teams)]),
        places=texts(["lubelskie"] * teams),
        sectors=np.where(low, "security", "health").astype(object),
        levels=texts(["gmina"] * n),
        roles=texts(["worker"] * n),
        keys=texts([f"SYN{person:06d}" for person in range(n)]),
        low=low,
    )


@pytest.fixture(scope="module")
def forms() -> tuple[Form, ...]:
    return survey_forms(SURVEY_EFFECTS)


@pytest.fixture(scope="module")
def pool() -> Pool:
    return pool_of(TEAMS, 10)


@pytest.fixture(scope="module")
def many(forms: tuple[Form, ...]) -> model.Draw:
    return model.draw_surveys(pool_of(2000, 10), forms, SURVEY_EFFECTS, np.random.default_rng(1))


def phi(z: float) -> float:
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


def test_the_expected_answer_adds_up_the_chances_of_passing_each_threshold() -> None:
    effects = SurveyEffects(
        thresholds=(-1.0, 0.0, 0.5, 2.0), team_sd=0.6, person_sd=0.0, noise_sd=0.8
    )
    # sd = sqrt(.36 + .64) = 1; 1 + P(z > -1.3) + P(z > -.3) + P(z > .2) + P(z > 1.7)
    expected = 1 + phi(1.3) + phi(0.3) + phi(-0.2) + phi(-1.7)
    found = model.expected_answers(np.array([0.3]), effects)
    assert found == pytest.approx([expected], abs=1e-12)


def test_thresholds_around_the_mean_give_the_middle() -> None:
    effects = SurveyEffects(thresholds=(-2.0, -1.0, 1.0, 2.0))
    assert model.expected_answers(np.array([0.0]), effects) == pytest.approx([3.0], abs=1e-12)


def test_then_items_stand_where_the_first_wave_stood_but_for_the_shift(
    forms: tuple[Form, ...],
) -> None:
    ante, _, post = forms
    before = dict(zip(ante.items, model.item_means(ante, 0, SURVEY_EFFECTS), strict=True))
    after = dict(zip(post.items, model.item_means(post, 2, SURVEY_EFFECTS), strict=True))
    assert after["PRT3"] - before["PR3"] == pytest.approx(-0.30)
    assert after["EFT6"] - before["EF6"] == pytest.approx(-0.20)


def test_no_item_is_asked_in_a_wave_without_a_mean(forms: tuple[Form, ...]) -> None:
    for wave, form in enumerate(forms):
        assert np.isfinite(model.item_means(form, wave, SURVEY_EFFECTS)).all(), form.wave


def test_reversed_items_are_written_the_other_way_round(pool: Pool) -> None:
    """With hardly any spread and a mean far above all thresholds everybody is wholly for it."""
    means = dict.fromkeys(SURVEY_EFFECTS.means, (9.0, 9.0, 9.0))
    effects = SurveyEffects(
        means=means, team_sd=0, person_sd=0, noise_sd=0.01, skipped=0, dont_know=0,
        not_applicable=0, broken_off=0,
    )  # fmt: skip
    forms = survey_forms(effects)
    draw = model.draw_surveys(pool, forms, effects, np.random.default_rng(1))
    for form, drawn in zip(forms, draw.waves, strict=True):
        expected = np.where(form.reverse, 1, 5)
        assert (drawn.ratings == expected).all(), form.wave


def test_effects_of_a_unit_are_correlated_as_planted() -> None:
    drawn = model._correlated((40_000, 3, 3), 0.5, 0.6, np.random.default_rng(2))
    assert drawn.std() == pytest.approx(1, abs=0.01)
    # standard error of a correlation about 1/sqrt(40 000) = .005; four of them
    cases = [((0, 0), (0, 2), 0.6), ((0, 1), (2, 1), 0.5), ((1, 0), (2, 2), 0.3)]
    for (scale, wave), (other, later), expected in cases:
        found = np.corrcoef(drawn[:, scale, wave], drawn[:, other, later])[0, 1]
        assert found == pytest.approx(expected, abs=0.02)


def test_shares_of_answers_and_gaps_are_those_planted(
    many: model.Draw, forms: tuple[Form, ...]
) -> None:
    for wave, drawn in enumerate(many.waves):
        # 20 000 persons: standard error .003
        assert len(drawn.person) / 20_000 == pytest.approx(SURVEY_EFFECTS.response[wave], abs=0.012)
        reached = drawn.ratings[drawn.complete]
        for code, share in [(model.SKIPPED, 0.025), (9, 0.012), (8, 0.008)]:
            assert (reached == code).mean() == pytest.approx(share, abs=0.001)
    assert many.linkable.mean() == pytest.approx(SURVEY_EFFECTS.linkable, abs=0.013)


def test_who_breaks_off_does_so_after_a_page_and_only_in_the_first_wave(
    many: model.Draw, forms: tuple[Form, ...]
) -> None:
    first, *later = many.waves
    assert (~first.complete).mean() == pytest.approx(SURVEY_EFFECTS.broken_off, abs=0.007)
    assert all(drawn.complete.all() for drawn in later)
    unreached = forms[0].page[None, :] >= first.pages[:, None]
    assert ((first.ratings == model.NOT_REACHED) == unreached).all()
    assert (first.comment[~first.complete] == -1).all()


def test_the_first_wave_asks_nobody_twice_and_rows_come_in_time(many: model.Draw) -> None:
    for drawn in many.waves:
        assert len(np.unique(drawn.person)) == len(drawn.person)
        assert (np.diff(drawn.when) >= 0).all()


def test_answers_lie_in_the_period_of_their_wave(many: model.Draw, forms: tuple[Form, ...]) -> None:
    for form, drawn in zip(forms, many.waves, strict=True):
        first, last = PERIODS[form.wave]
        days = days_of(form, drawn)
        assert days.min() == np.datetime64(first)
        assert days.max() == np.datetime64(last)


def test_the_same_seed_gives_the_same_tables(pool: Pool, forms: tuple[Form, ...]) -> None:
    one, two, other = (
        simulate_surveys(pool, np.random.default_rng(seed), forms=forms).answers
        for seed in (5, 5, 6)
    )
    assert one.equals(two)
    assert not one.equals(other)


def test_tables_are_valid_and_every_asked_item_has_an_answer_or_a_reason(
    pool: Pool, forms: tuple[Form, ...]
) -> None:
    made = simulate_surveys(pool, np.random.default_rng(5), forms=forms)
    assert validate(Respondents, made.respondents) == []
    assert validate(Answers, made.answers) == []
    answered = made.answers["value"].notna() | made.answers["text"].notna()
    assert (answered != made.answers["missing_reason"].notna()).all()
    counts = made.respondents["wave"].value_counts()
    asked = {form.wave: len(form.survey.items_of(form.wave)) for form in forms}
    for wave, rows in made.answers["wave"].value_counts().items():
        assert rows == counts[wave] * asked[str(wave)]


def test_only_keys_link_persons_between_waves(pool: Pool, forms: tuple[Form, ...]) -> None:
    people = simulate_surveys(pool, np.random.default_rng(5), forms=forms).respondents
    waves = people.groupby("respondent_id")["wave"].nunique()
    linkable = people.groupby("respondent_id")["linkable"].first()
    assert waves[~linkable].max() == 1
    assert waves[linkable].max() == len(WAVES)


def test_support_does_not_change_and_the_others_move_as_planted(
    pool: Pool, forms: tuple[Form, ...]
) -> None:
    draw = model.draw_surveys(pool, forms, SURVEY_EFFECTS, np.random.default_rng(1))
    truth = survey_truth(pool, forms, draw, SURVEY_EFFECTS)
    changes = truth["scale_changes"]["ex_post-ex_ante"]
    assert changes["regional_support"] == 0.0
    assert changes["expectations"] < -0.2
    assert 0 < changes["readiness"] < changes["cooperation"] < changes["professionalism"]
    assert changes["effectiveness"] > 0.4
    assert set(truth["response_shift"]) == {"professionalism", "effectiveness"}
    assert all(shift < -0.1 for shift in truth["response_shift"].values())
    assert set(truth["scale_means"]["tools"]) == {"mid_term", "ex_post"}
    assert all(
        gap < 0 for by_wave in truth["sector_differences"].values() for gap in by_wave.values()
    )


def test_the_mean_of_the_pool_weighs_the_lower_sectors_by_their_share(
    pool: Pool, forms: tuple[Form, ...]
) -> None:
    mixed = survey_means(pool, forms, SURVEY_EFFECTS)["tools"]["ex_post"]
    nobody = replace(pool, low=np.zeros(len(pool), dtype=bool))
    everybody = replace(pool, low=np.ones(len(pool), dtype=bool))
    high = survey_means(nobody, forms, SURVEY_EFFECTS)["tools"]["ex_post"]
    low = survey_means(everybody, forms, SURVEY_EFFECTS)["tools"]["ex_post"]
    # every fifth person: 0.8 of the one and 0.2 of the other
    assert mixed == pytest.approx(0.8 * high + 0.2 * low)
