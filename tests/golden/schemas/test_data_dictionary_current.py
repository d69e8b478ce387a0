"""The data dictionary in docs/ is what the descriptions of the fields say, byte for byte.

The reference is the page itself, made by this package with
``python -m kooperacja_eval.schemas.dictionary docs/data_dictionary.md`` (``make docs``) and read by
people; there is no tolerance.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kooperacja_eval.schemas.dictionary import dictionary
from kooperacja_eval.schemas.tables import TABLES, IndicatorValues

pytestmark = pytest.mark.golden

PAGE = Path(__file__).resolve().parents[3] / "docs" / "data_dictionary.md"


def test_the_page_is_current() -> None:
    current = PAGE.read_bytes() == dictionary().encode()
    assert current, "docs/data_dictionary.md is not current: run make docs"


def test_every_table_and_field_stands_on_the_page() -> None:
    sections = re.split(r"^## ", dictionary(), flags=re.MULTILINE)[1:]
    pages = {section.split("`")[1]: section for section in sections if section.startswith("`")}
    assert list(pages) == [*TABLES, IndicatorValues.table_name]
    for name, table in {**TABLES, IndicatorValues.table_name: IndicatorValues}.items():
        rows = re.findall(r"^\| \**`(\w+)`", pages[name], flags=re.MULTILINE)
        assert rows == list(table.fields)


def test_every_row_has_as_many_cells_as_its_header() -> None:
    header = 0
    for line in dictionary().splitlines():
        cells = line.count("|")
        if line.startswith("|---"):
            header = cells
        elif line.startswith("|") and header:
            assert cells == header, line
        elif not line.startswith("|"):
            header = 0


def test_links_to_code_lists_lead_somewhere() -> None:
    page = dictionary()
    linked = set(re.findall(r"\]\(#(\w+)\)", page))
    assert linked
    assert linked == set(re.findall(r"^### (\w+)$", page, flags=re.MULTILINE))


def test_the_command_of_make_docs_writes_the_page(tmp_path: Path) -> None:
    target = tmp_path / "page.md"
    command = [sys.executable, "-m", "kooperacja_eval.schemas.dictionary", str(target)]
    subprocess.run(command, check=True)
    assert target.read_bytes() == dictionary().encode()  # no line ends of Windows
