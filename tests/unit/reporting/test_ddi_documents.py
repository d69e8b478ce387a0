"""What describes a deposit: DDI Codebook 2.5, data package, codebook, read-me."""

import json
from collections import Counter
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from deposit_sample import deposit

from kooperacja_eval.reporting.ddi import NAMESPACE, ddi_codebook, elements
from kooperacja_eval.reporting.ddi_codebook import codebook_markdown, codebook_workbook
from kooperacja_eval.reporting.ddi_datapackage import data_package
from kooperacja_eval.reporting.ddi_readme import readme
from kooperacja_eval.sections import DepositTerms
from kooperacja_eval.text import Text

pytestmark = pytest.mark.unit

DIGESTS = {"data/teams.csv": "a" * 64, "data/bodies.csv": "b" * 64}
SIZES = {"data/teams.csv": 10, "data/bodies.csv": 20}
NS = {"d": NAMESPACE}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Content models of DDI Codebook 2.5 (codebook.xsd, first published 2012-01-17) for every element
# that is written: children in order; "*" may repeat, the others stand at most once. Only children
# that are written are listed.
MODELS = {
    "codeBook": "stdyDscr fileDscr* dataDscr",
    "stdyDscr": "citation stdyInfo dataAccs othrStdyMat*",
    "othrStdyMat": "relPubl*",
    "citation": "titlStmt rspStmt prodStmt distStmt",
    "titlStmt": "titl parTitl* IDNo*",
    "rspStmt": "AuthEnty*",
    "prodStmt": "copyright prodDate software* fundAg*",
    "distStmt": "distrbtr* contact*",
    "stdyInfo": "abstract* sumDscr*",
    "sumDscr": "timePrd* nation* geogCover*",
    "dataAccs": "useStmt*",
    "useStmt": "restrctn citReq conditions",
    "fileDscr": "fileTxt* notes*",
    "fileTxt": "fileName fileCont dimensns fileType",
    "dimensns": "caseQnty* varQnty",
    "dataDscr": "var*",
    "var": "labl* valrng* sumStat* txt* catgry* varFormat",
    "valrng": "range*",
    "catgry": "catValu labl*",
}


def breaks_of_model(document: bytes) -> list[str]:
    """Return every element whose children are not those of its model, in their order."""
    wrong = []
    for name, children in elements(document):
        model = MODELS.get(name, "").split()
        order = [part.rstrip("*") for part in model]
        once = {part for part in model if not part.endswith("*")}
        counts = Counter(children)
        places = [order.index(child) if child in order else -1 for child in children]
        repeated = any(counts[child] > 1 for child in once)
        if -1 in places or places != sorted(places) or repeated:
            wrong.append(f"{name}: {children}")
    return wrong


def test_elements_stand_in_the_order_and_number_of_the_schema() -> None:
    assert breaks_of_model(ddi_codebook(deposit(), DIGESTS)) == []


def test_without_terms_the_document_keeps_to_the_schema_and_states_no_licence() -> None:
    document = ddi_codebook(deposit(terms=DepositTerms()), DIGESTS)
    assert breaks_of_model(document) == []
    assert "nie podaje licencji" in document.decode()


def test_the_check_of_the_model_sees_a_wrong_order() -> None:
    turned = b'<var xmlns="ddi:codebook:2_5"><txt/><labl/></var>'
    assert breaks_of_model(turned) == ["var: ('txt', 'labl')"]


def test_variables_say_their_file_labels_codes_and_missing_cells() -> None:
    root = ET.fromstring(ddi_codebook(deposit(), DIGESTS))
    assert root.get("version") == "2.5"
    kind = root.find(".//d:var[@ID='V_bodies_kind']", NS)
    assert kind is not None
    assert kind.get("files") == "F_bodies"
    labels = {label.get(LANG): label.text for label in kind.findall("d:labl", NS)}
    assert labels == {"pl": "kind po polsku", "en": "kind in English"}
    assert [code.text for code in kind.findall("d:catgry/d:catValu", NS)] == ["ops", "ngo"]
    people = root.find(".//d:var[@ID='V_bodies_people']", NS)
    assert people is not None
    # two rows, one of them without a number
    stats = {stat.get("type"): stat.text for stat in people.findall("d:sumStat", NS)}
    assert stats == {"vald": "1", "invd": "1"}
    notes = [note.text for note in root.findall("d:fileDscr/d:notes", NS)]
    assert notes == [f"SHA-256: {'a' * 64}", f"SHA-256: {'b' * 64}"]


def test_identifiers_are_unique_and_references_lead_to_them() -> None:
    root = ET.fromstring(ddi_codebook(deposit(), DIGESTS))
    ids = [node.get("ID") for node in root.iter() if node.get("ID")]
    assert len(ids) == len(set(ids))
    assert {node.get("files") for node in root.iter(f"{{{NAMESPACE}}}var")} <= set(ids)


def test_characters_that_xml_cannot_hold_are_shown_as_replaced() -> None:
    sample = deposit()
    odd = replace(sample.tables[0], definition=Text("a\x00b\x1f<&>", "x"))
    document = ddi_codebook(replace(sample, tables=(odd,)), DIGESTS)
    content = ET.fromstring(document).find(".//d:fileCont", NS)
    assert content is not None
    assert content.text == "Zespoły. a\ufffdb\ufffd<&> / Teams. x"


def test_the_data_package_links_tables_that_are_there_and_no_others() -> None:
    package = json.loads(data_package(deposit(), DIGESTS, SIZES))
    bodies = package["resources"][1]["schema"]
    assert bodies["primaryKey"] == ["name"]
    assert [link["reference"] for link in bodies["foreignKeys"]] == [
        {"resource": "teams", "fields": ["team"]}
    ]
    fields = {entry["name"]: entry for entry in bodies["fields"]}
    assert fields["kind"]["constraints"] == {"required": True, "enum": ["ops", "ngo"]}
    assert fields["people"]["constraints"] == {"maximum": 9}
    assert fields["public"]["type"] == "boolean"
    assert package["resources"][1]["hash"] == f"sha256:{'b' * 64}"
    assert package["profile"] == "tabular-data-package"
    assert package["contributors"] == [
        {"title": "Instytut X", "role": "author"},
        {"title": "Repozytorium Y", "role": "publisher"},
        {"title": "Instytut X", "email": "dane@example.org", "role": "maintainer"},
    ]
    # the profile of the standard knows these roles only, which frictionless does not check
    known = {"publisher", "author", "maintainer", "wrangler", "contributor"}
    assert {entry["role"] for entry in package["contributors"]} <= known
    assert package["relatedPublications"] == ["X (2021). Raport <końcowy> & aneks."]
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://example.org/by"}]


def test_the_codebook_is_in_one_language_each() -> None:
    polish = codebook_markdown(deposit(), "pl").decode()
    english = codebook_markdown(deposit(), "en").decode()
    assert "kind po polsku" in polish
    assert "in English" not in polish
    assert "- `ops`: ośrodek" in polish
    assert "kind in English" in english
    assert "po polsku" not in english


def test_a_definition_that_looks_like_a_formula_stays_a_text_in_the_workbook() -> None:
    sample = deposit()
    shown = replace(sample.tables[0].fields[0], definition=Text("=1+1", "=cmd|'x'!A0"))
    table = replace(sample.tables[0], fields=(shown, *sample.tables[0].fields[1:]))
    book = openpyxl.load_workbook(BytesIO(codebook_workbook(replace(sample, tables=(table,)))))
    cells = [cell for row in book["kolumny"].iter_rows() for cell in row]
    assert {cell.value for cell in cells} >= {"=1+1", "=cmd|'x'!A0"}
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_readme_says_what_is_left_out_and_why_polish_first() -> None:
    text = readme(deposit()).decode()
    polish, _, english = text.partition("\n---\n")
    assert "DANE SYNTETYCZNE" in polish
    assert "- `families` – Rodziny: why not" in polish
    assert "(liczba: 7)" in polish
    assert "CC-BY-4.0" in polish
    assert "- Kontakt: Instytut X – dane@example.org\n- DOI: 10.1234/abc" in polish
    assert "### Publikacje z tych danych\n\n- X (2021). Raport <końcowy> & aneks." in polish
    assert "- Publisher: Repozytorium Y" in english
    assert "- `families` – Families: why not" in english
    assert "Instytut X (2020). Trial & error. Data set, as of 2020-12-31." in english


def test_what_a_study_does_not_state_is_not_in_its_readme_nor_in_its_package() -> None:
    bare = deposit(terms=DepositTerms())
    text = readme(bare).decode()
    assert not any(word in text for word in ("Wydawca", "Kontakt", "DOI", "Publikacje"))
    package = json.loads(data_package(bare, DIGESTS, SIZES))
    assert not {"licenses", "contributors", "id", "relatedPublications"} & set(package)


def test_a_real_study_is_not_called_synthetic() -> None:
    assert "SYNTETYCZNE" not in readme(deposit(synthetic=False)).decode()
