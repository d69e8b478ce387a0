"""What may be asked for, what comes back, and the catalogue beside the functions."""

import re
from pathlib import Path

import pytest
from indicator_tables import TEAMS, config, drawn, table

from kooperacja_eval.errors import ConfigurationError, InsufficientDataError, ValidationError
from kooperacja_eval.indicators.catalogue import CRITERIA, catalogue, main, page, partitions
from kooperacja_eval.indicators.compute import compute, compute_all, missing_tables
from kooperacja_eval.indicators.functions import FUNCTIONS
from kooperacja_eval.indicators.places import LEVELS
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues
from kooperacja_eval.sections import Targets

pytestmark = pytest.mark.unit

STUDY = config()
FAMILIES = table("families", "family_id  pzk_id\nLU-01-R01  LU-01\nMA-01-R01  MA-01")
DATA = {"pzk": TEAMS, "families": FAMILIES}
PAGE = Path(__file__).parents[3] / "docs" / "indicators.md"


def test_catalogue_and_functions_have_the_same_indicators() -> None:
    assert list(catalogue()) == list(FUNCTIONS)


def test_every_entry_is_complete() -> None:
    for entry in catalogue().values():
        assert set(entry.levels) <= set(LEVELS), entry.id
        assert set(entry.tables) <= set(TABLES), entry.id
        assert entry.criterion in CRITERIA.ids, entry.id
        assert not entry.target or entry.target in Targets.model_fields, entry.id
        assert bool(entry.counts) == (entry.protects in {"families", "costs"}), entry.id
        texts = (entry.title, entry.definition, entry.unit, entry.question)
        assert all(text.pl and text.en for text in texts), entry.id
        assert entry.definition.pl.endswith(".")


def test_every_group_that_is_computed_says_what_it_counts() -> None:
    values = compute_all(
        {**DATA, "goals": table("goals", "goal_id family_id\n- -").iloc[:0]}, STUDY
    )
    for row in values.to_dict("records"):
        entry = catalogue()[row["indicator_id"]]
        group = row["group"] if isinstance(row["group"], str) else ""
        group = group.partition("/area:")[0]  # an area behind a group counts the same there
        assert not entry.counts or entry.counts_of(group), (entry.id, group)


def test_partitions_name_numbers_that_some_row_counts() -> None:
    named = {
        name
        for entry in catalogue().values()
        for counts in entry.counts.values()
        for name in (counts.numerator, counts.denominator, counts.n, counts.n_missing)
    }
    for rule in partitions():
        patterns = (re.escape(name).replace(r"\{group\}", ".+") for name in named)
        assert any(re.fullmatch(name, rule.whole) for name in patterns) or rule.whole in named


def test_the_page_about_indicators_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m kooperacja_eval.indicators.catalogue docs/indicators.md"
    )


def test_the_page_is_written_by_the_command(tmp_path: Path) -> None:
    main([str(tmp_path / "page.md")])
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page()


def test_values_have_the_columns_and_types_of_their_table() -> None:
    values = compute_all(DATA, STUDY)
    assert {name: str(dtype) for name, dtype in values.dtypes.items()} == {
        name: field.dtype for name, field in IndicatorValues.fields.items()
    }
    assert values.index.tolist() == list(range(len(values)))


def test_rows_follow_the_catalogue_the_study_and_the_teams() -> None:
    values = compute(DATA, STUDY, ids=["ipp_completed", "families_in_cooperation"], by="pzk")
    assert drawn(values, "indicator_id", "pzk_id", "macroregion", "voivodeship") == [
        ("families_in_cooperation", "LU-01", "I", "lubelskie"),
        ("families_in_cooperation", "LU-02", "I", "lubelskie"),
        ("families_in_cooperation", "MA-01", "I", "mazowieckie"),
        ("ipp_completed", "LU-01", "I", "lubelskie"),
        ("ipp_completed", "LU-02", "I", "lubelskie"),
        ("ipp_completed", "MA-01", "I", "mazowieckie"),
    ]


def test_everything_is_computed_at_every_level_it_offers() -> None:
    values = compute_all(DATA, STUDY)
    expected = [i for i, entry in catalogue().items() if not missing_tables(i, DATA)]
    assert values["indicator_id"].drop_duplicates().tolist() == expected
    present = values[values["indicator_id"] == "families_in_cooperation"]
    assert drawn(present, "voivodeship", "group", "pzk_id", "value") == [
        (None, None, None, 2.0),
        ("lubelskie", None, None, 1.0),
        ("mazowieckie", None, None, 1.0),
        (None, "many_difficulties", None, 0.0),
        (None, "disability", None, 0.0),
        (None, "older_people", None, 0.0),
        (None, "addiction", None, 2.0),
        ("lubelskie", None, "LU-01", 1.0),
        ("lubelskie", None, "LU-02", 0.0),
        ("mazowieckie", None, "MA-01", 1.0),
    ]


def test_no_table_gives_no_rows() -> None:
    values = compute_all({}, STUDY)
    assert values.empty
    assert list(values.columns) == list(IndicatorValues.fields)


def test_unknown_words_are_answered_with_the_allowed_ones() -> None:
    with pytest.raises(ConfigurationError, match=r"Nieznany poziom: gmina\. .*macroregion, voivod"):
        compute(DATA, STUDY, by="gmina")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=r"ipp_finished\. Dozwolone: .*ipp_completed"):
        compute(DATA, STUDY, ids=["ipp_finished"])
    with pytest.raises(ConfigurationError, match="cohort_families nie ma poziomu area"):
        compute(DATA, STUDY, ids=["cohort_families"], by="area")
    with pytest.raises(ConfigurationError, match="Nieznany wskaźnik: ipp_finished"):
        missing_tables("ipp_finished", DATA)


def test_missing_tables_are_named() -> None:
    assert missing_tables("cost_per_family", DATA) == ("costs",)
    with pytest.raises(InsufficientDataError, match=r"cost_per_family wymaga tabel.*: costs"):
        compute(DATA, STUDY, ids=["cost_per_family"])


def test_a_voivodeship_outside_the_study_stops_the_run() -> None:
    with pytest.raises(ConfigurationError, match=r"nie ma w study\.toml: lubelskie"):
        compute(DATA, config("mazowieckie"), ids=["pzk_active"])


def test_a_family_of_an_unknown_team_stops_the_run() -> None:
    lost = table("families", "family_id  pzk_id\nXX-01-R01  XX-01")
    with pytest.raises(ValidationError, match="nie ma w tabeli pzk: 1"):
        compute({**DATA, "families": lost}, STUDY, ids=["ipp_completed"])
