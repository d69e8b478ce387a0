"""What is planted in the demo's focus groups is what truth.json says."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from kooperacja_eval.demo.fgi_bank_change import EFFECTS, FACTORS
from kooperacja_eval.demo.fgi_coders import draw_codings
from kooperacja_eval.demo.fgi_model import Sentence, Transcript, draw_codes, make_transcripts
from kooperacja_eval.demo.fgi_parameters import (
    CODERS,
    FGI_EFFECTS,
    PANDEMIC,
    REMOTE,
    RESPONSIBILITY,
    ROUNDS,
    SECTORS,
    SPEAKERS,
    TIME,
)
from kooperacja_eval.demo.fgi_truth import expected_alpha, factor_effect, sentence_probability
from kooperacja_eval.demo.parameters import EFFECTS as STUDY_EFFECTS
from kooperacja_eval.demo.plan import make_plan
from kooperacja_eval.demo.teams import Teams, make_teams
from kooperacja_eval.indicators.fgi_sentences import sentences
from kooperacja_eval.stats.krippendorff import krippendorff_alpha

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def teams() -> Teams:
    return make_teams(make_plan(172), STUDY_EFFECTS, np.random.default_rng(1))


@pytest.fixture(scope="module")
def transcripts(teams: Teams) -> tuple[Transcript, ...]:
    return make_transcripts(teams, FGI_EFFECTS, np.random.default_rng(7))


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("sector", SECTORS)
def test_first_codes_and_no_code_add_up_to_one(number: int, sector: str) -> None:
    total = sum(FGI_EFFECTS.first_code(number, sector).values()) + FGI_EFFECTS.uncoded
    assert total == pytest.approx(1, abs=1e-12)


def test_probabilities_by_hand() -> None:
    """2018 has 38 codes; weights: responsibility 4, time 2, others 1: 36 + 4 + 2 = 42.

    The police speak of time 2.5 times as often: 5, and all weights are 45.
    """
    health, police = (FGI_EFFECTS.first_code(0, sector) for sector in ("health", "security"))
    assert health[TIME] == pytest.approx(0.65 * 2 / 42)
    assert health[RESPONSIBILITY] == pytest.approx(0.65 * 4 / 42)
    assert police[TIME] == pytest.approx(0.65 * 5 / 45)
    # 7 factors without remote work, 7 effects: each effect comes with 0.12 of the factors more
    assert FGI_EFFECTS.bears(0, "health")["effect.image"] == pytest.approx(0.65 / 42 * 1.12)


def test_what_changes_between_rounds() -> None:
    first, second, third = (sentence_probability(FGI_EFFECTS, number) for number in range(3))
    assert first[RESPONSIBILITY] > 1.4 * second[RESPONSIBILITY] > 2.8 * third[RESPONSIBILITY]
    for code in (REMOTE, PANDEMIC):
        assert code not in first
        assert code not in second
        assert third[code] > 0.02
    ratios = [factor_effect(FGI_EFFECTS, number)["ratio"] for number in range(3)]
    assert ratios[0] == pytest.approx(1, abs=0.05)
    assert ratios[1] == pytest.approx(1, abs=0.05)
    assert ratios[2] > 2


@pytest.mark.parametrize("number", [0, 2])
def test_sentences_are_drawn_as_said(number: int) -> None:
    rng = np.random.default_rng(3)
    draws = 20_000
    drawn = [draw_codes(number, "security", FGI_EFFECTS, rng) for _ in range(draws)]
    counts = Counter(code for codes in drawn for code in codes)
    for code, share in FGI_EFFECTS.bears(number, "security").items():
        error = np.sqrt(share * (1 - share) / draws)
        assert counts[code] / draws == pytest.approx(share, abs=4.5 * error), code
    assert sum(not codes for codes in drawn) / draws == pytest.approx(0.35, abs=0.015)
    pairs = [codes for codes in drawn if len(codes) == 2]
    assert all(codes[0] in FACTORS and codes[1] in EFFECTS for codes in pairs)


def test_each_round_has_a_transcript_of_each_team_and_voivodeship(
    transcripts: tuple[Transcript, ...], teams: Teams
) -> None:
    assert len(transcripts) == 3 * (30 + 5)
    for known in ROUNDS:
        here = [one for one in transcripts if one.wave == known.id]
        assert [one.pzk_id for one in here if one.pzk_id] == teams.ids.tolist()
        assert len({one.voivodeship for one in here if not one.pzk_id}) == 5
        assert all(known.first <= one.held_on <= known.last for one in here)
        assert all(one.held_on.weekday() < 5 for one in here)


def test_many_teams_have_sixty_transcripts_at_most() -> None:
    many = make_teams(make_plan(2_000), STUDY_EFFECTS, np.random.default_rng(1))
    made = make_transcripts(many, FGI_EFFECTS, np.random.default_rng(7))
    first = [one for one in made if one.number == 0 and one.pzk_id]
    assert len({one.pzk_id for one in first}) == len(first) == 60
    assert len({one.voivodeship for one in first}) == 5


def test_a_transcript_reads_as_one(transcripts: tuple[Transcript, ...]) -> None:
    lengths = [len(one.text) for one in transcripts]
    assert min(lengths) > 1_200
    assert max(lengths) < 3_000
    assert 1_500 < np.mean(lengths) < 2_500
    for one in transcripts:
        title, heading, *turns = one.text.splitlines()
        assert title == "DANE SYNTETYCZNE"
        assert str(one.held_on.year) in heading
        assert all(turn.startswith(tuple(f"[{m}] " for m in (*SPEAKERS, "moderator")))
                   for turn in turns)  # fmt: skip
        questions = sum(turn.startswith("[moderator] ") for turn in turns)
        assert one.others == 2 + questions
        ends = one.text.count(". ") + one.text.count(".\n")
        assert ends == len(one.sentences)
        for sentence in one.sentences:
            mark = one.text[one.text.rfind("[", 0, sentence.start) + 1 :].partition("]")[0]
            assert SPEAKERS[mark] == sentence.sector


def test_the_package_finds_the_sentences_that_truth_counts(
    transcripts: tuple[Transcript, ...],
) -> None:
    for one in transcripts:
        found = sentences(one.text)
        assert len(found) == len(one.sentences) + one.others
        assert {(said.start, said.end) for said in one.sentences} <= set(found)


def one_transcript(codes: list[tuple[str, ...]]) -> Transcript:
    """A transcript of sentences of ten words with the given codes, and one other line."""
    words = "a b c d e f g h i j."
    said = tuple(
        Sentence(start=20 * n + 5, end=20 * n + 25, sector="health", codes=one)
        for n, one in enumerate(codes)
    )
    text = "tytu\n" + words * len(codes)
    return Transcript(
        document_id="d", number=0, wave="fgi_2018", pzk_id=None, voivodeship="lubelskie",
        held_on=ROUNDS[0].first, participants=6, text=text, sentences=said, others=1,
        personal=(),
    )  # fmt: skip


def test_expected_alpha_by_hand() -> None:
    """3 participants' sentences, one bears time; 1 other line; nothing false; 0.9 and 0.85.

    4 units, 8 values. Given: 1.75. Differing: 0.9 * 0.15 + 0.85 * 0.1 = 0.22.
    alpha = 1 - 7 * 0.22 / (1.75 * 6.25) = 0.8592
    """
    exact = replace(FGI_EFFECTS, false=0.0)
    found = expected_alpha([one_transcript([(TIME,), (), ("need.funding",)])], exact)
    assert found[TIME] == pytest.approx(1 - 7 * 0.22 / (1.75 * 6.25), abs=1e-12)


def test_agreement_is_that_of_truth() -> None:
    """Alpha of many codings of the same sentences comes close to what is expected.

    200 codings of 100 sentences: the standard error of alpha is about 0.005.
    """
    told = one_transcript([(TIME,) if n % 5 == 0 else () for n in range(100)])
    effects = replace(FGI_EFFECTS, false=0.3)
    rng = np.random.default_rng(11)
    ratings = []
    for _ in range(200):
        coded = {(c.coder, c.sentence.start) for c in draw_codings([told], effects, rng)
                 if c.code == TIME}  # fmt: skip
        ratings += [
            [float((coder, sentence.start) in coded) for coder in CODERS]
            for sentence in told.sentences
        ]
        ratings += [[0.0, 0.0]]
    alpha = krippendorff_alpha(ratings).alpha
    # pooling 200 codings changes (2N - 1) / 2N only: 0.005 * (1 - alpha)
    assert alpha == pytest.approx(expected_alpha([told], effects)[TIME], abs=0.02)


def test_stretches_hold_most_of_their_sentence_and_no_other(
    transcripts: tuple[Transcript, ...],
) -> None:
    codings = draw_codings(transcripts, FGI_EFFECTS, np.random.default_rng(5))
    moved = 0
    for one in codings:
        whole = one.sentence
        kept = min(one.end, whole.end) - max(one.start, whole.start)
        assert 2 * kept > whole.end - whole.start
        assert one.end <= whole.end
        before = one.document.text[one.start : whole.start]
        assert one.start >= whole.start or (before[0] == "[" and before[-2:] == "] ")
        moved += (one.start, one.end) != (whole.start, whole.end)
    # some of the 12 % are too short to be moved
    assert 0.09 < moved / len(codings) < 0.14


def test_coders_find_and_add_as_often_as_said(transcripts: tuple[Transcript, ...]) -> None:
    codings = draw_codings(transcripts, FGI_EFFECTS, np.random.default_rng(5))
    said = [one for transcript in transcripts for one in transcript.sentences]
    planted = sum(len(one.codes) for one in said)
    for coder, found in zip(CODERS, FGI_EFFECTS.found, strict=True):
        own = [one for one in codings if one.coder == coder]
        right = [one for one in own if one.code in one.sentence.codes]
        # about 2,000 planted codes: four standard errors are 0.03
        assert len(right) / planted == pytest.approx(found, abs=0.03)
        assert (len(own) - len(right)) / len(said) == pytest.approx(0.02, abs=0.01)
