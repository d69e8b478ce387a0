"""What the questionnaire of the package asks, whom and when."""

import re

import pytest

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.instruments.questionnaires import Questionnaire, questionnaire, shipped

pytestmark = pytest.mark.unit

ITEMS_BY_SCALE = {
    "readiness": 5, "expectations": 4, "cooperation": 6, "professionalism": 5,
    "effectiveness": 6, "regional_support": 4, "tools": 5, "remote": 5,
}  # fmt: skip


@pytest.fixture(scope="module")
def survey() -> Questionnaire:
    return questionnaire("podmioty_kooperacja", "1.0")


def test_every_shipped_questionnaire_can_be_read() -> None:
    for instrument, versions in shipped().items():
        for version in versions:
            found = questionnaire(instrument, version)
            assert set(found.items["instrument"]) == {instrument}
            assert set(found.options["version"]) == {version}


def test_forty_items_form_eight_scales(survey: Questionnaire) -> None:
    rated = survey.items[(survey.items["kind"] == "rating") & (survey.items["measure"] != "then")]
    assert rated.groupby("scale").size().to_dict() == ITEMS_BY_SCALE
    assert len(rated) == 40
    assert survey.scales["scale"].tolist() == list(ITEMS_BY_SCALE)


def test_one_item_is_reversed_in_every_scale_of_five_or_more(survey: Questionnaire) -> None:
    now = survey.items[survey.items["measure"] == "current"]
    reversed_items = now.groupby("scale")["reverse"].sum().to_dict()
    assert reversed_items == {scale: int(size >= 5) for scale, size in ITEMS_BY_SCALE.items()}


def test_then_items_ask_about_the_same_as_what_they_look_back_on(survey: Questionnaire) -> None:
    items = survey.items.set_index("item_id")
    then = items[items["measure"] == "then"]
    assert then["then_of"].to_dict() == {
        **{f"PRT{i}": f"PR{i}" for i in range(1, 6)},
        **{f"EFT{i}": f"EF{i}" for i in range(1, 7)},
    }
    for name, row in then.iterrows():
        now = items.loc[row["then_of"]]
        assert row["scale"] == now["scale"], name
        assert row["reverse"] == now["reverse"], name
        assert row["text_pl"].startswith("Zanim zaczęła się współpraca w PZK, "), name
        assert row["text_en"].startswith("Before cooperation in the PZK team began, "), name


@pytest.mark.parametrize(
    ("wave", "left_out"),
    [
        ("ex_ante", {"TO", "RM", "PRT", "EFT"}),  # no tools or remote work yet, nothing to recall
        ("mid_term", {"EX", "PRT", "EFT"}),
        ("ex_post", set()),
    ],
)
def test_waves_leave_out_what_they_do_not_ask(
    survey: Questionnaire, wave: str, left_out: set[str]
) -> None:
    everything = [question.name for question in survey.questions]
    asked = [question.name for question in survey.asked(wave)]
    assert asked == [name for name in everything if name not in left_out]


def test_items_of_a_wave_come_in_the_order_of_the_form(survey: Questionnaire) -> None:
    assert survey.items_of("ex_post") == tuple(survey.items["item_id"])
    # 30 items of six scales, 6 options, 1 open answer
    assert len(survey.items_of("ex_ante")) == 37


def test_limesurvey_accepts_every_code(survey: Questionnaire) -> None:
    """Sub-questions and answers: letters and digits, at most five; items begin with a letter."""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]{1,4}", item) for item in survey.items["item_id"])
    assert all(re.fullmatch(r"[0-9]", code) for code in survey.options["code"])
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]*", q.name) for q in survey.questions)


def test_ratings_offer_five_grades_and_two_ways_out(survey: Questionnaire) -> None:
    ratings = survey.items.loc[survey.items["kind"] == "rating", "item_id"]
    assert set(survey.options["item_id"]) == set(ratings)
    for item, options in survey.options.groupby("item_id"):
        assert options["code"].tolist() == ["1", "2", "3", "4", "5", "8", "9"], item
        assert options["value"].dropna().tolist() == [1, 2, 3, 4, 5], item
        assert options["missing_reason"].dropna().tolist() == ["not_applicable", "dont_know"]


def test_statements_hold_no_negation_that_disagreement_would_double(
    survey: Questionnaire,
) -> None:
    ratings = survey.items[survey.items["kind"] == "rating"]
    assert not ratings["text_pl"].str.contains(r"\b(?:nie|nigdy|nikt|żaden)\b", case=False).any()
    assert not ratings["text_en"].str.contains(r"\b(?:not|never|nobody|no)\b|n't", case=False).any()


def test_every_statement_stands_once_and_ends_with_a_full_stop(survey: Questionnaire) -> None:
    ratings = survey.items[survey.items["kind"] == "rating"]
    for column in ("text_pl", "text_en"):
        assert ratings[column].is_unique
        assert ratings[column].str.fullmatch(r"[A-ZŁŚŻ].*[^.]\.").all()


def test_scales_have_the_limits_of_their_items(survey: Questionnaire) -> None:
    assert survey.scales[["low", "high"]].drop_duplicates().to_numpy().tolist() == [[1, 5]]
    ratings = survey.items[survey.items["kind"] == "rating"]
    assert ratings[["low", "high"]].drop_duplicates().to_numpy().tolist() == [[1, 5]]


def test_expectations_are_neither_good_nor_bad(survey: Questionnaire) -> None:
    """A fall of expectations may be sobriety as well as disappointment."""
    directions = survey.scales.set_index("scale")["direction"]
    assert directions["expectations"] == "none"
    assert set(directions.drop("expectations")) == {"higher"}


@pytest.mark.parametrize(
    ("instrument", "version", "named"),
    [("wilder", "1.0", "podmioty_kooperacja"), ("podmioty_kooperacja", "9", "1.0")],
)
def test_what_is_not_shipped_is_refused_and_what_is_named(
    instrument: str, version: str, named: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        questionnaire(instrument, version)
    assert f"Dostępne: {named}." in caught.value.text.pl
    assert f"There are: {named}." in caught.value.text.en


def test_a_wave_that_asks_nothing_is_refused(survey: Questionnaire) -> None:
    with pytest.raises(ConfigurationError, match=r"Dostępne: ex_ante, mid_term, ex_post\."):
        survey.asked("follow_up")
