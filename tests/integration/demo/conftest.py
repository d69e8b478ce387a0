"""Demo studies, each written once for all tests of this folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kooperacja_eval.demo.write import write_demo


@pytest.fixture(scope="session")
def demo_study(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    written: dict[int, Path] = {}

    def study(families: int) -> Path:
        if families not in written:
            folder = tmp_path_factory.mktemp("demo") / "study"
            write_demo(folder, seed=2019, families=families)
            written[families] = folder
        return written[families]

    return study
