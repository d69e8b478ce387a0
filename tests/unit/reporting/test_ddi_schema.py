"""The DDI document against a reading of the schema of DDI Codebook 2.5.1.

No full validation: see ``ddi_reading``. Each kind of break is first seen to be found.
"""

from xml.etree import ElementTree as ET

import pytest
from ddi_reading import ELEMENTS, NAMESPACE, breaks
from deposit_sample import TERMS, deposit

from kooperacja_eval.reporting.ddi import ddi_codebook
from kooperacja_eval.sections import DepositTerms

pytestmark = pytest.mark.unit

DIGESTS = {"data/teams.csv": "a" * 64, "data/bodies.csv": "b" * 64}
NS = {"d": NAMESPACE}


@pytest.mark.parametrize("terms", [TERMS, DepositTerms()], ids=["terms", "no terms"])
def test_the_document_keeps_to_the_schema(terms: DepositTerms) -> None:
    assert breaks(ddi_codebook(deposit(terms=terms), DIGESTS)) == []


def test_every_element_of_the_reading_is_written_so_that_none_is_checked_in_vain() -> None:
    root = ET.fromstring(ddi_codebook(deposit(), DIGESTS))
    assert {node.tag.rpartition("}")[2] for node in root.iter()} == set(ELEMENTS)


SMALL = (
    '<codeBook xmlns="ddi:codebook:2_5" version="2.5"><stdyDscr><citation><titlStmt>'
    "<titl>T</titl><IDNo>1</IDNo></titlStmt></citation></stdyDscr>"
    '<fileDscr ID="F"/><dataDscr><var ID="V" name="v" files="F"><valrng><range UNITS="INT"/>'
    '</valrng><sumStat type="vald">1</sumStat></var></dataDscr></codeBook>'
)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<titl>T</titl><IDNo>1</IDNo>", "<IDNo>1</IDNo><titl>T</titl>", "children"),
        ("<titl>T</titl>", "<titl>T</titl><titl>U</titl>", "children"),
        ("<titl>T</titl>", "", "children"),
        ("<range UNITS", "<item/><range UNITS", "no element that is known"),
        ('<range UNITS="INT"/>', "", "valrng: children"),
        (' type="vald"', "", "sumStat: lacks type"),
        (' name="v"', "", "var: lacks name"),
        ('type="vald"', 'type="valid"', "type=valid"),
        ('UNITS="INT"', 'UNITS="PLN"', "UNITS=PLN"),
        ('files="F"', 'files="G"', "leads nowhere: G"),
        ('ID="V"', 'ID="F"', "ID twice: F"),
        ('ID="V"', 'ID="1 2"', "ID=1 2"),
        ('name="v"', 'name="v" label="x"', "attribute label"),
        ('version="2.5"', 'version="2.6"', "version=2.6"),
        ("<dataDscr>", "<dataDscr>text", "text between"),
        ('"ddi:codebook:2_5"', '"ddi:codebook:2_6"', "root"),
    ],
)
def test_a_break_is_seen(old: str, new: str, problem: str) -> None:
    assert breaks(SMALL.encode()) == []
    assert SMALL.count(old) == 1
    assert any(problem in found for found in breaks(SMALL.replace(old, new).encode()))


def test_limits_say_whether_numbers_are_whole_and_keep_all_digits() -> None:
    root = ET.fromstring(ddi_codebook(deposit(), DIGESTS))
    ranges = {
        var.get("name"): dict(limits.items())
        for var in root.iterfind(".//d:var", NS)
        for limits in var.iterfind("d:valrng/d:range", NS)
    }
    assert ranges == {
        "budget": {"UNITS": "REAL", "min": "0", "max": "12893583.46"},
        "people": {"UNITS": "INT", "max": "9"},
    }


def test_terms_stand_where_a_repository_looks_for_them() -> None:
    root = ET.fromstring(ddi_codebook(deposit(), DIGESTS))
    contact = root.find(".//d:distStmt/d:contact", NS)
    assert contact is not None
    assert (contact.text, contact.get("email")) == ("Instytut X", "dane@example.org")
    publications = [node.text for node in root.iterfind(".//d:othrStdyMat/d:relPubl", NS)]
    assert publications == ["X (2021). Raport <końcowy> & aneks."]
