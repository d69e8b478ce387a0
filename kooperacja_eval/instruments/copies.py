"""Gives a user a questionnaire to work with: forms for survey platforms, and its tables."""

from pathlib import Path
from typing import Final

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.instruments.lss import write_lss
from kooperacja_eval.instruments.questionnaires import folder_of, questionnaire
from kooperacja_eval.instruments.xlsform import write_xlsform
from kooperacja_eval.text import Text

TABLES: Final = ("items.csv", "options.csv", "scales.csv")


def copy_instrument(
    folder: Path, instrument: str, version: str, *, wave: str | None = None
) -> tuple[Path, ...]:
    """Write a questionnaire's forms and tables into a folder.

    Parameters
    ----------
    folder : Path
        Where; made where it does not exist.
    instrument, version : str
        Which questionnaire.
    wave : str, optional
        Forms that ask only what this wave asks, named after it; everything without it.

    Returns
    -------
    tuple of Path
        The files written: ``.lss``, XLSForm, and the tables of items, options and scales.

    Raises
    ------
    ConfigurationError
        Where the package has no such questionnaire or wave, a file is there already, or the
        folder may not be written. Nothing is written where a file is there already.
    """
    survey = questionnaire(instrument, version)
    source = folder_of(instrument, version)
    stem = f"{instrument}_{wave}" if wave else instrument
    contents = {
        f"{stem}.lss": write_lss(survey, wave=wave),
        f"{stem}.xlsx": write_xlsform(survey, wave=wave),
        **{name: source.joinpath(name).read_bytes() for name in TABLES},
    }
    there = [name for name in contents if (folder / name).exists()]
    if there:
        names = ", ".join(there)
        raise ConfigurationError(
            Text(
                f"W folderze {folder} są już pliki: {names}. Podaj inny folder albo usuń je.",
                f"The folder {folder} has these files already: {names}. Name another folder or "
                "delete them.",
            )
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise ConfigurationError(
            Text(
                f"Nie można zapisać w {folder}. Sprawdź prawa dostępu i wolne miejsce.",
                f"{folder} cannot be written. Check access rights and free space.",
            )
        ) from error
    return tuple(folder / name for name in contents)
