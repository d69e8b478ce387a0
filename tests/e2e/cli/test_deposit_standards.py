"""The deposit of the demo as other programs read it: DDI, data package, read-me.

``frictionless`` (5.21) reads every CSV file by its schema: types, code lists, required cells,
keys, links between tables, sizes and checksums. DDI: a reading of its schema, see ``ddi_reading``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from ddi_reading import NAMESPACE, breaks
from frictionless import Package

pytestmark = pytest.mark.e2e

SECTION = """
[deposit]
licence = "CC-BY-4.0"
licence_url = "https://example.org/by"
creators = ["Instytut syntetyczny"]
publisher = "Repozytorium syntetyczne"
contact = "Instytut syntetyczny"
contact_email = "dane@example.org"
related_publications = ["Autor (2021). Raport syntetyczny."]
"""


def problems(folder: Path) -> list[str]:
    report = Package(str(folder / "datapackage.json")).validate()
    return [str(row) for row in report.flatten(["title", "rowNumber", "fieldName", "message"])]


def test_the_deposit_of_the_demo_keeps_to_its_standards(
    demo: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    study = demo / "study.toml"
    study.write_text(study.read_text(encoding="utf-8") + SECTION, encoding="utf-8")
    target = tmp_path / "out"
    said = run("export", "deposit", demo, target)
    assert (said.code, said.err) == (0, "")

    document = (target / "metadata" / "ddi.xml").read_bytes()
    assert breaks(document) == []
    assert len(list(ET.fromstring(document).iter(f"{{{NAMESPACE}}}var"))) > 100
    for name in ("metadata/ddi.xml", "datapackage.json", "README.md"):
        content = (target / name).read_text(encoding="utf-8")
        for stated in ("CC-BY-4.0", "Repozytorium", "dane@example.org", "Raport syntetyczny"):
            assert stated in content, (name, stated)

    assert problems(target) == []
    csv = target / "data" / "pzk.csv"
    csv.write_bytes(csv.read_bytes().replace(b"lubelskie", b"lubelszczyzna"))
    assert any("lubelszczyzna" in problem for problem in problems(target))
