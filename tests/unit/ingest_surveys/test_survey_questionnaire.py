"""Items, options and scales: shipped, of one's own, and after a scoring key."""

import pandas as pd
import pytest
from survey_drawn import definition, mapping, question

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.ingest.surveys.merge import merge_questionnaires
from kooperacja_eval.ingest.surveys.questionnaire import questionnaire_tables
from kooperacja_eval.instruments.questionnaires import questionnaire
from kooperacja_eval.schemas.tables.questionnaires import Items, Options, Scales
from kooperacja_eval.schemas.validate import validate

pytestmark = pytest.mark.unit

RATING = {"kind": "rating", "low": 1, "high": 5}


def test_a_shipped_instrument_is_taken_whole_and_one_s_own_items_follow() -> None:
    said = mapping(
        {"RD1": {}, "WLASNE": {"kind": "text"}},
        survey={"instrument": "podmioty_kooperacja", "version": "1.0"},
    )
    made = questionnaire_tables(said, None, "1.0")
    known = questionnaire("podmioty_kooperacja", "1.0")
    pd.testing.assert_frame_equal(made.options, known.options)
    pd.testing.assert_frame_equal(made.scales, known.scales)
    assert made.items["item_id"].tolist() == [*known.items["item_id"], "WLASNE"]
    assert made.items["position"].tolist()[-1] == len(known.items) + 1


def test_own_items_take_words_options_and_limits_from_the_definition() -> None:
    known = definition(
        question("Q1", "rating", {"A1": "nie", "A2": "raczej", "A3": "tak", "A9": "b.d."}, "A9"),
        question("Q2", "choice", {"x": "gmina", "y": "powiat"}),
    )
    made = questionnaire_tables(mapping({"Q1": {}, "Q2": {}}), known, "1")
    assert made.items[["item_id", "kind", "low", "high", "text_pl"]].to_numpy().tolist()[0] == [
        "Q1", "rating", 1.0, 3.0, "Q1",
    ]  # fmt: skip
    options = made.options[["item_id", "code", "position", "value", "label_pl", "missing_reason"]]
    assert options.astype(object).where(options.notna(), None).to_numpy().tolist() == [
        ["Q1", "A1", 1, 1.0, "nie", None],
        ["Q1", "A2", 2, 2.0, "raczej", None],
        ["Q1", "A3", 3, 3.0, "tak", None],
        ["Q1", "A9", 4, None, "b.d.", "declared"],
        ["Q2", "x", 1, 1.0, "gmina", None],
        ["Q2", "y", 2, 2.0, "powiat", None],
    ]
    for table, frame in ((Items, made.items), (Options, made.options), (Scales, made.scales)):
        assert validate(table, frame) == []


def test_own_scales_have_the_limits_of_their_items() -> None:
    said = mapping(
        {
            "Q1": {**RATING, "scale": "zaufanie"},
            "Q2": {**RATING, "scale": "zaufanie", "reverse": True},
            "Q3": {**RATING, "scale": "suma"},
            "Q4": {**RATING, "scale": "suma"},
        },
        scales=[{"scale": "suma", "title_pl": "Suma", "scoring": "sum"}],
    )
    made = questionnaire_tables(said, None, "1")
    rows = made.scales[["scale", "title_pl", "scoring", "low", "high"]].to_numpy().tolist()
    # a sum of two items from 1 to 5 lies between 2 and 10
    assert rows == [["suma", "Suma", "sum", 2.0, 10.0], ["zaufanie", "zaufanie", "mean", 1.0, 5.0]]
    assert made.items["reverse"].tolist() == [False, True, False, False]


def test_a_scoring_key_attaches_to_items_in_their_order() -> None:
    # wilder_2001/communication: three items from 1 to 5, mean, none reversed
    items = {name: {**RATING, "scale": "kom"} for name in ("Q1", "Q2", "Q3")}
    scale = {"scale": "kom", "title_pl": "Komunikacja", "key": "wilder_2001/communication"}
    made = questionnaire_tables(mapping(items, scales=[scale]), None, "1")
    assert made.scales["source"].str.contains("Wilder").all()
    assert made.scales["scoring"].tolist() == ["mean"]
    assert made.items["reverse"].tolist() == [False, False, False]
    del items["Q3"]
    with pytest.raises(ConfigurationError, match=r"ma pozycji: 3, a skala ma: 2 \(Q1, Q2\)"):
        questionnaire_tables(mapping(items, scales=[scale]), None, "1")
    items["Q3"] = {"kind": "rating", "low": 0, "high": 10, "scale": "kom"}
    with pytest.raises(ConfigurationError, match=r"wymaga odpowiedzi od 1 do 5; .*mają: Q3"):
        questionnaire_tables(mapping(items, scales=[scale]), None, "1")


def test_two_surveys_of_one_instrument_must_say_the_same() -> None:
    first = questionnaire_tables(mapping({"Q1": RATING, "Q2": RATING}), None, "1")
    same = questionnaire_tables(mapping({"Q2": RATING, "Q1": RATING}), None, "1")
    other = questionnaire_tables(mapping({"Q1": {**RATING, "high": 7}}), None, "1")
    tables, problems = merge_questionnaires([first, same])
    assert problems == []
    assert tables["items"]["item_id"].tolist() == ["Q1", "Q2"]
    tables, problems = merge_questionnaires([first, other])
    assert tables["items"]["high"].tolist() == [5.0, 5.0]
    assert [p.message.pl for p in problems] == [
        (
            "Dwie ankiety podają co innego o tym samym kwestionariuszu (Pozycje kwestionariuszy: "
            "wlasny, 1, Q1). Uzgodnij ich survey.toml albo nadaj kwestionariuszowi inną wersję."
        )
    ]


def test_a_scoring_key_says_which_items_are_reversed() -> None:
    # thomson_2007/autonomy: three items from 1 to 7, all of them reversed; Q4 is of no scale
    item = {"kind": "rating", "low": 1, "high": 7}
    items = {name: {**item, "scale": "aut"} for name in ("Q1", "Q2", "Q3")}
    scale = {"scale": "aut", "title_pl": "Autonomia", "key": "thomson_2007/autonomy"}
    made = questionnaire_tables(mapping({**items, "Q4": item}, scales=[scale]), None, "1")
    assert made.items["reverse"].tolist() == [True, True, True, False]
