"""The mapping files of the surveys: which column of each export is which item."""

from collections.abc import Iterator, Mapping
from typing import Final

from kooperacja_eval.demo.survey_form import Form
from kooperacja_eval.demo.survey_kobo import FORM_VERSIONS
from kooperacja_eval.demo.survey_parameters import INSTRUMENT, VERSION
from kooperacja_eval.demo.survey_spss import CODED, DATE, spss_numbers
from kooperacja_eval.instruments.forms import KEY, offers

MAPPING: Final = "survey-{}.toml"
HEAD: Final = """\
# Dane syntetyczne: ankieta i odpowiedzi są zmyślone.
# Która kolumna eksportu jest którą pozycją kwestionariusza i kto odpowiedział.
"""
FOLDER: Final = "ankiety/{}"
FILES: Final = {
    "ex_ante": "ankiety/ex_ante/ankieta_ex_ante.csv",
    "mid_term": "ankiety/mid_term/ankieta_mid_term.xlsx",
    "ex_post": "ankiety/ex_post/ankieta_ex_post.sav",
}
LARGE_FILES: Final = {**FILES, "mid_term": "ankiety/mid_term/ankieta_mid_term.csv"}
"""In a large study the second survey is a CSV file, as other large tables are."""
DEFINITIONS: Final = {
    "ex_ante": "ankiety/ex_ante/formularz_ex_ante.lss",
    "mid_term": "ankiety/mid_term/formularz_mid_term.xlsx",
}
PLATFORMS: Final = {"ex_ante": "limesurvey", "mid_term": "kobo", "ex_post": "spss"}
KEYS: Final = {"ex_ante": "token", "mid_term": KEY, "ex_post": KEY}
DAYS: Final = {"ex_ante": "submitdate", "mid_term": "_submission_time", "ex_post": DATE}
ATTRIBUTES: Final = {"voivodeship": "VOIV", "sector": "SECT", "level": "LEVEL", "role": "ROLE"}


def survey_toml(form: Form, *, large: bool) -> str:
    """Return the mapping file of a wave.

    Parameters
    ----------
    form : Form
        What the wave asks.
    large : bool
        Whether the study is a large one.
    """
    wave = form.wave
    lines = [HEAD, "[survey]"]
    described = {
        "id": wave,
        "platform": PLATFORMS[wave],
        "files": (LARGE_FILES if large else FILES)[wave],
        "definition": DEFINITIONS.get(wave, ""),
        "instrument": INSTRUMENT,
        "version": VERSION,
        "wave": wave,
    }
    lines += [f'{name} = "{value}"' for name, value in described.items() if value]
    if wave == "mid_term":
        lines.append(f"versions = {_inline(dict.fromkeys(FORM_VERSIONS, VERSION))}")
    columns = {"pzk_id": "TEAM", **ATTRIBUTES, "completed_on": DAYS[wave]}
    lines += ["", "[respondent]", f'key = "{KEYS[wave]}"', f"columns = {_inline(columns)}"]
    for attribute, known in _values(wave).items():
        lines += ["", f"[respondent.values.{attribute}]"]
        lines += [f'"{cell}" = "{code}"' for cell, code in known.items()]
    lines += ["", "[missing]", '"8" = "not_applicable"', '"9" = "dont_know"']
    for item, column in _columns(form):
        lines += ["", "[[items]]", f'column = "{column}"', f'item = "{item}"']
    return "\n".join([*lines, ""])


def _columns(form: Form) -> Iterator[tuple[str, str]]:
    for question in form.survey.asked(form.wave):
        for item in question.items:
            if form.wave == "ex_ante" and item != question.name:
                yield item, f"{question.name}[{item}]"
            elif form.wave == "mid_term" and question.type == "multiple":
                yield item, f"{question.name}/{item}"
            else:
                yield item, item


def _values(wave: str) -> dict[str, dict[str, str]]:
    """Return what the cells about the respondent mean, where they are not codes of the schema."""
    kinds = {attribute: CODED[column] for attribute, column in ATTRIBUTES.items()}
    if wave == "ex_ante":
        return {a: {offer.short: offer.id for offer in offers(k)} for a, k in kinds.items()}
    if wave == "ex_post":
        return {a: {str(n): code for code, n in spss_numbers(k).items()} for a, k in kinds.items()}
    return {}


def _inline(values: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f'{name} = "{value}"' for name, value in values.items()) + " }"
