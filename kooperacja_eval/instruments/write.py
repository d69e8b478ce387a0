"""Writes the forms that the package ships again: ``python -m kooperacja_eval.instruments.write``.

Run after a change of the items; a test holds the shipped files and their source together.
"""

from pathlib import Path

from kooperacja_eval.instruments.lss import write_lss
from kooperacja_eval.instruments.questionnaires import questionnaire, shipped
from kooperacja_eval.instruments.xlsform import write_xlsform


def forms(instrument: str, version: str) -> dict[str, bytes]:
    """Return name and content of the forms of a questionnaire; errors as ``questionnaire``."""
    survey = questionnaire(instrument, version)
    return {f"{instrument}.lss": write_lss(survey), f"{instrument}.xlsx": write_xlsform(survey)}


def write_forms(folder: Path) -> tuple[Path, ...]:
    """Write the forms of every questionnaire below a folder, by questionnaire and version.

    Returns
    -------
    tuple of Path
        The files written.
    """
    written = []
    for instrument, versions in shipped().items():
        for version in versions:
            home = folder / instrument / version
            home.mkdir(parents=True, exist_ok=True)
            for name, content in forms(instrument, version).items():
                (home / name).write_bytes(content)
                written.append(home / name)
    return tuple(written)


if __name__ == "__main__":
    write_forms(Path(__file__).parent)
