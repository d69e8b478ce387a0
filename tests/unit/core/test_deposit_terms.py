"""``[deposit]`` of ``study.toml``: read whole, nothing assumed, nothing half-stated."""

from pathlib import Path

import pytest

import kooperacja_eval.pipeline
from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.sections import DepositTerms
from kooperacja_eval.study import load_config

pytestmark = pytest.mark.unit

TEMPLATE = Path(kooperacja_eval.pipeline.__file__).parent / "templates" / "study.toml"


def terms(folder: Path, section: str) -> DepositTerms:
    content = TEMPLATE.read_text(encoding="utf-8")
    (folder / "study.toml").write_text(content + section, encoding="utf-8")
    return load_config(folder).deposit


def test_a_study_without_the_section_states_nothing(tmp_path: Path) -> None:
    assert terms(tmp_path, "") == DepositTerms()
    assert not any(DepositTerms().model_dump().values())


def test_the_commented_section_of_a_new_study_is_right(tmp_path: Path) -> None:
    # whoever takes the # away gets a section that is read; every key of it is shown
    _, _, rest = TEMPLATE.read_text(encoding="utf-8").partition("# [deposit]\n")
    lines = rest.partition("\n\n")[0].splitlines()
    section = "\n".join(["[deposit]", *(line.removeprefix("# ") for line in lines)])
    found = terms(tmp_path, section)
    assert found.licence == "CC-BY-4.0"
    assert found.related_publications == ("Autor (rok). Tytuł. Wydawca.",)
    assert set(found.model_fields_set) == set(DepositTerms.model_fields)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('license = "CC0-1.0"', "deposit.license: nieznany klucz; dozwolone: licence, licence_url"),
        ('licence = "CC BY 4.0"', "deposit.licence: dozwolony zapis"),
        ('licence = ""', "deposit.licence: dozwolony zapis"),
        ('licence_url = "https://example.org/by"', "deposit: licence_url bez licence"),
        ('contact_email = "dane@example.org"', "deposit: contact_email bez contact"),
        ('contact = "X"\ncontact_email = "dane"', "deposit.contact_email: dozwolony zapis"),
        ('doi = "https://doi.org/10.1234/abc"', "deposit.doi: dozwolony zapis"),
        ('publisher = ""', "deposit.publisher: tekst nie może być pusty"),
        ('related_publications = "X"', "deposit.related_publications: oczekiwano listy"),
        ("creators = [1]", "deposit.creators[1]: oczekiwano tekstu w cudzysłowie"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        terms(tmp_path, f"[deposit]\n{line}\n")
    assert said in raised.value.text.pl
