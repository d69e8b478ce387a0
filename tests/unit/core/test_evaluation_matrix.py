"""The evaluation matrix: the shipped one agrees with the catalogue, a study's own replaces it."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from kooperacja_eval.demo.survey_parameters import INSTRUMENT, VERSION, WAVES
from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.indicators.catalogue import CRITERIA, catalogue
from kooperacja_eval.instruments.questionnaires import questionnaire
from kooperacja_eval.matrix import MATRIX_FILE, EvaluationMatrix, shipped_matrix
from kooperacja_eval.study import load_config

pytestmark = pytest.mark.unit

STUDY = """\
[study]
id = "proba"
title_pl = "Próba"
title_en = "Trial"
programme = "Program syntetyczny"
synthetic = true
data_date = 2020-12-31
as_of = 2019-12-31
period = { first = 2018-04-01, last = 2021-03-31 }
[[macroregions]]
id = "I"
voivodeships = ["lubelskie"]
[covid]
first = 2020-03-01
[targets]
entities = 350
pzk = 30
families = 150
families_per_pzk_min = 5
families_per_pzk_max = 9
[disclosure]
profile = "public"
"""
OWN = """\
version = "2"
decided_on = "2026-01-01"
[[criteria_lists]]
id = "pl"
title_pl = "Lista"
title_en = "List"
year = 2007
source = "000"
criteria = [{ id = "utility", label_pl = "użyteczność", label_en = "utility" }]
[[questions]]
id = "one"
criterion = "utility"
text_pl = "Czy?"
text_en = "Whether?"
source = "000"
reports = ["ex_post"]
limits_pl = "Nie wiadomo."
limits_en = "Unknown."
[[confirmatory]]
question = "one"
scale = "coop"
waves = "ex_ante/ex_post"
family = "main"
"""


def written(folder: Path, matrix: str | None = None, study: str = STUDY) -> Path:
    (folder / "study.toml").write_text(study, encoding="utf-8")
    if matrix is not None:
        (folder / MATRIX_FILE).write_text(matrix, encoding="utf-8")
    return folder


def test_every_answer_of_the_shipped_matrix_is_an_indicator_and_its_groups_are_asked() -> None:
    scales = set(questionnaire(INSTRUMENT, VERSION).scales["scale"])
    for question in shipped_matrix().questions:
        for answer in question.answers:
            assert answer.indicator in catalogue(), question.id
            if "items" in catalogue()[answer.indicator].tables:
                assert set(answer.groups) <= scales, question.id
            assert set(answer.waves) <= set(WAVES), question.id


def test_confirmatory_tests_of_the_shipped_matrix_are_of_scales_and_waves_that_exist() -> None:
    scales = set(questionnaire(INSTRUMENT, VERSION).scales["scale"])
    assert {test.scale for test in shipped_matrix().confirmatory} <= scales
    assert {test.waves for test in shipped_matrix().confirmatory} == {"ex_ante/ex_post"}


def test_the_first_list_of_criteria_is_that_of_the_catalogue() -> None:
    first = shipped_matrix().criteria_lists[0].criteria
    assert tuple(entry.id for entry in first) == CRITERIA.ids
    assert [entry.label for entry in first] == [CRITERIA.label(name) for name in CRITERIA.ids]


def test_a_test_belongs_to_its_family_only_in_its_waves() -> None:
    assert shipped_matrix().family_of("cooperation", "ex_ante/ex_post") == "main_effects"
    assert shipped_matrix().family_of("cooperation", "ex_ante/mid_term") is None
    assert shipped_matrix().family_of("remote", "ex_ante/ex_post") is None


def test_without_a_file_of_its_own_a_study_uses_the_shipped_matrix(tmp_path: Path) -> None:
    assert load_config(written(tmp_path)).matrix == shipped_matrix()


def test_the_file_of_a_study_replaces_the_shipped_matrix(tmp_path: Path) -> None:
    matrix = load_config(written(tmp_path, OWN)).matrix
    assert matrix.version == "2"
    assert [question.id for question in matrix.asked_in("ex_post")] == ["one"]
    assert matrix.asked_in("ex_ante") == ()
    assert matrix.family_of("coop", "ex_ante/ex_post") == "main"
    assert matrix.criterion_label("utility").pl == "użyteczność"


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ('criterion = "utility"', 'criterion = "beauty"', "beauty"),
        ('question = "one"', 'question = "two"', "two"),
        ('waves = "ex_ante/ex_post"', 'waves = "ex_ante-ex_post"', "waves"),
        ('reports = ["ex_post"]', 'reports = ["final"]', "reports"),
        ('version = "2"', 'version = "2"\nsurprise = 1', "surprise"),
    ],
)
def test_a_wrong_file_is_named_with_the_place(
    tmp_path: Path, right: str, wrong: str, named: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_config(written(tmp_path, OWN.replace(right, wrong)))
    for text in (caught.value.text.pl, caught.value.text.en):
        assert MATRIX_FILE in text
        assert named in text


def test_the_same_test_cannot_be_planned_twice() -> None:
    test = shipped_matrix().confirmatory[0].model_dump()
    twice = {**shipped_matrix().model_dump(), "confirmatory": [test, {**test, "family": "other"}]}
    with pytest.raises(ValidationError, match="cooperation ex_ante/ex_post"):
        EvaluationMatrix.model_validate(twice)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=MATRIX_FILE):
        load_config(written(tmp_path, "version = "))


def test_the_matrix_does_not_stand_in_study_toml(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=MATRIX_FILE):
        load_config(written(tmp_path, study=f'matrix = "own"\n{STUDY}'))
