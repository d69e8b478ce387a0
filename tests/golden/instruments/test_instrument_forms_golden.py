"""The forms that are shipped are those that their source gives, byte for byte.

Made by ``python -m kooperacja_eval.instruments.write`` with XlsxWriter 3.2; no tolerance, because
people import these files and compare them.
"""

from importlib import resources
from pathlib import Path

import pytest

from kooperacja_eval.instruments.questionnaires import folder_of, shipped
from kooperacja_eval.instruments.write import forms, write_forms

pytestmark = pytest.mark.golden

VERSIONS = [(name, version) for name, versions in shipped().items() for version in versions]


@pytest.mark.parametrize(("instrument", "version"), VERSIONS)
def test_shipped_forms_are_up_to_date(instrument: str, version: str) -> None:
    folder = folder_of(instrument, version)
    for name, content in forms(instrument, version).items():
        assert folder.joinpath(name).read_bytes() == content, (
            f"{name}: run python -m kooperacja_eval.instruments.write"
        )


def test_writing_gives_the_shipped_files_in_their_places(tmp_path: Path) -> None:
    root = Path(str(resources.files("kooperacja_eval.instruments")))
    written = [path.relative_to(tmp_path) for path in write_forms(tmp_path)]
    shipped_forms = [*root.rglob("*.lss"), *root.rglob("*.xlsx")]
    assert sorted(written) == sorted(path.relative_to(root) for path in shipped_forms)
