"""``init``: the folders of a new study, a ``study.toml`` to fill in, and a notebook to explore."""

from pathlib import Path

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline.files import write_bytes
from kooperacja_eval.study import (
    CORRECTIONS_FILE,
    NOTEBOOKS_FOLDER,
    RAW_FOLDER,
    REPORTS_FOLDER,
    STUDY_FILE,
    load_config,
)
from kooperacja_eval.text import Text

TEMPLATES = Path(__file__).parent / "templates"
EXPLORE = "explore_pzk.ipynb"
"""Notebook with widgets; no report, so that it is the study's own from the start."""


def start_study(folder: Path) -> None:
    """Make a study folder that opens at once and says what to fill in.

    Raises
    ------
    ConfigurationError
        Where the folder is not empty, or cannot be written.
    """
    try:
        require_empty(folder)
        for name in (RAW_FOLDER, NOTEBOOKS_FOLDER, REPORTS_FOLDER):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name in (CORRECTIONS_FILE, STUDY_FILE):
            write_bytes(folder / name, (TEMPLATES / name).read_bytes())
        write_bytes(folder / NOTEBOOKS_FOLDER / EXPLORE, (TEMPLATES / EXPLORE).read_bytes())
    except OSError as error:
        raise ConfigurationError(
            Text(
                f"Nie można zapisać w {folder}. Sprawdź prawa dostępu i wolne miejsce albo wybierz "
                "inny folder.",
                f"{folder} cannot be written. Check access rights and free space, or choose "
                "another folder.",
            )
        ) from error
    load_config(folder)


def require_empty(folder: Path) -> None:
    """Refuse a folder that holds anything, and a file in its place.

    Raises
    ------
    ConfigurationError
        With what to do.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(
            Text(
                f"{folder} nie jest pustym folderem. Wybierz nową nazwę; nic nie zmieniono.",
                f"{folder} is not an empty folder. Choose a new name; nothing has been changed.",
            )
        )
