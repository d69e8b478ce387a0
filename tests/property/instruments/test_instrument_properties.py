"""What holds for every wave and every title of a form."""

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.instruments.forms import offers, pages
from kooperacja_eval.instruments.lss import write_lss
from kooperacja_eval.instruments.questionnaires import QUESTION_TYPES, questionnaire
from kooperacja_eval.text import same

pytestmark = pytest.mark.property

SURVEY = questionnaire("podmioty_kooperacja", "1.0")
WAVES = st.sampled_from([None, "ex_ante", "mid_term", "ex_post"])
TITLES = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn")), min_size=1)


@given(wave=WAVES, title=TITLES)
@settings(max_examples=15, deadline=None)
def test_any_title_leaves_the_structure_whole(wave: str | None, title: str) -> None:
    document = fromstring(write_lss(SURVEY, wave=wave, title=same(title)))
    asked = {row.findtext("title") for row in document.findall("./questions/rows/row")}
    assert asked == {question.name for question in SURVEY.asked(wave)}


@given(wave=WAVES)
def test_pages_hold_every_question_once(wave: str | None) -> None:
    shown = [question for page in pages(SURVEY, wave) for question in page.questions]
    assert sorted(q.name for q in shown) == sorted(q.name for q in SURVEY.asked(wave))
    names = [page.name for page in pages(SURVEY, wave)]
    assert len(names) == len(set(names))


@given(kind=st.sampled_from(QUESTION_TYPES))
def test_short_codes_are_different_and_short(kind: str) -> None:
    short = [offer.short for offer in offers(kind)]  # type: ignore[arg-type]
    assert len(short) == len(set(short))
    assert all(code.isalnum() and len(code) <= 5 for code in short)
