"""Cells as XML: whatever people write is a text, whole or refused."""

import datetime as dt
from xml.etree.ElementTree import fromstring

import pytest
from forms_sample import march

from kooperacja_eval.forms.cells import LONGEST, cell_xml, text_xml
from kooperacja_eval.forms.content import text_of
from kooperacja_eval.schemas.tables.programmes import Services
from kooperacja_eval.schemas.tables.work import Contacts

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+48", "-", "@SUM(A1)", "a\nb", " a ", "<b>&amp;</b>", '"', "zażółć", "\U0001f600"],
)
def test_texts_come_back_as_they_are(text: str) -> None:
    cell = fromstring(cell_xml("A1", text, 1, 2))
    assert cell.get("t") == "inlineStr"
    assert cell.findtext("is/t") == text


def test_what_xml_cannot_hold_is_written_as_spreadsheets_do() -> None:
    # ECMA-376, 22.9.2.19 ST_Xstring: _xHHHH_; a text that looks so is written with _x005F_
    assert text_xml("a\x00b\x1f\ufffe") == "a_x0000_b_x001F__xFFFE_"
    assert text_xml("_x000D_ and _xyz_") == "_x005F_x000D_ and _xyz_"


def test_a_text_that_no_cell_holds_is_refused_and_never_cut() -> None:
    assert len(text_xml("a" * LONGEST)) == LONGEST
    with pytest.raises(ValueError, match="32768 characters"):
        text_xml("a" * (LONGEST + 1))


def test_numbers_days_and_nothing() -> None:
    assert cell_xml("A1", 2.5, 1, 2) == '<c r="A1" s="1"><v>2.5</v></c>'
    # day 1 is 1 January 1900 and spreadsheets know a 29 February 1900: 1 March 1900 is day 61
    assert cell_xml("A1", dt.date(1900, 3, 1), 1, 2) == '<c r="A1" s="2"><v>61</v></c>'
    assert cell_xml("A1", True, 1, 2) == '<c r="A1" s="1" t="b"><v>1</v></c>'
    assert cell_xml("A1", None, 1, 2) == ""


def test_values_of_tables_are_shown_as_people_choose_them() -> None:
    fields = Services.fields
    assert text_of(fields["status"], "converted", "pl") == "zamieniona na e-usługę"
    assert text_of(fields["on_list"], True, "en") == "yes"
    assert text_of(Contacts.fields["month"], dt.date(2020, 3, 1), "pl") == "III.2020"
    assert text_of(fields["status_on"], dt.date(2020, 3, 9), "pl") == dt.date(2020, 3, 9)
    with pytest.raises(KeyError):
        text_of(fields["status"], "unheard of", "pl")


def test_a_filled_form_has_the_columns_of_its_layout_only() -> None:
    form = march().filled({"meetings": [{"meeting_id": "LU-01-S121"}]}, role="animator (OPS)")
    assert form.rows["meetings"] == [{"meeting_id": "LU-01-S121"}]
    assert form.rows["contacts"] == march().rows["contacts"]
    with pytest.raises(KeyError, match="hat"):
        march().filled({"meetings": [{"hat": 1}]}, role="")
    with pytest.raises(KeyError, match="hats"):
        march().filled({"hats": []}, role="")
