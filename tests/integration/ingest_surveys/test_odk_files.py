"""A form and the archive of its answers as ODK Central writes them meet by name. Synthetic."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.odk import read_odk
from kooperacja_eval.ingest.surveys.xlsform import read_xlsform

pytestmark = pytest.mark.integration

SURVEY: list[list[str | None]] = [
    ["type", "name", "label::Polski (pl)"],
    ["start", "start", None],
    ["begin_group", "dane", "Dane"],
    ["text", "imie", "Imię"],
    ["select_multiple kanaly", "kanaly", "Kanały"],
    ["end_group", None, None],
    ["begin_repeat", "dzieci", "Dzieci"],
    ["text", "imie", "Imię dziecka"],
    ["integer", "wiek", "Wiek"],
    ["end_repeat", None, None],
]
CHOICES: list[list[str | None]] = [
    ["list_name", "name", "label::Polski (pl)"],
    ["kanaly", "mail", "Mail"],
    ["kanaly", "tel", "Telefon"],
]


def form() -> SurveyFile:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    sheet = book.create_sheet("survey")
    for row in SURVEY:
        sheet.append(row)
    choices = book.create_sheet("choices")
    for row in CHOICES:
        choices.append(row)
    data = BytesIO()
    book.save(data)
    return SurveyFile(name="f.xlsx", data=data.getvalue())


def archive(root: str) -> SurveyFile:
    data = BytesIO()
    children = "imie,wiek,PARENT_KEY,KEY\nAla,5,uuid:1,uuid:1/dzieci[1]\n"
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("f.csv", root)
        made.writestr("f-dzieci.csv", children)
        made.writestr("f - audit.csv", "event\nstart\n")
    return SurveyFile(name="f.zip", data=data.getvalue())


@pytest.mark.parametrize(
    "root",
    [
        "start,dane-imie,dane-kanaly,dane-kanaly/mail,dane-kanaly/tel,KEY\ns,Jan,mail,1,0,uuid:1\n",
        "start,imie,kanaly,kanaly/mail,kanaly/tel,KEY\ns,Jan,mail,1,0,uuid:1\n",
    ],
    ids=["with groups", "groups removed"],
)
def test_every_question_of_the_form_has_its_column(root: str) -> None:
    definition = read_xlsform(form(), platform="odk")
    found = read_odk(archive(root), definition=definition)
    asked = {question.name for question in definition.questions}
    assert asked == {"dane/imie", "kanaly", "kanaly/mail", "kanaly/tel", "dzieci/imie", "wiek"}
    columns = {c.name for e in found.exports for c in e.columns if c.part != "system"}
    assert columns == asked
    assert [p.rule for p in found.problems] == ["files_left_aside"]
    assert [e.repeat for e in found.exports] == ["", "dzieci"]
