"""``forms``: the Excel forms of a study, one for each team and month, and the registers.

What is known (teams, families, entities) is read from the study's raw files; a study without any
has register forms only. A form that somebody may have filled in is never replaced unasked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.forms.content import Form, Identity
from kooperacja_eval.forms.known import Known, first_day
from kooperacja_eval.forms.monthly import monthly_form
from kooperacja_eval.forms.registers import REGISTERED, file_name, register_form
from kooperacja_eval.forms.write import form_bytes
from kooperacja_eval.pipeline.data import Progress, read_raw, require_sound
from kooperacja_eval.pipeline.files import in_words, write_bytes
from kooperacja_eval.pipeline.known import known_from
from kooperacja_eval.study import StudyConfig, load_config
from kooperacja_eval.text import Lang, Text

FORMS_FOLDER: Final = "forms"
"""Where forms are written below the study folder, unless another folder is named."""
MONTHLY_FILE: Final = "sprawozdania/{pzk_id}/{month:%Y-%m}.xlsx"
REGISTER_FILE: Final = "rejestry/{}"
NEEDED: Final = frozenset({"pzk", "families", "family_moves", "entities", "memberships"})
"""Tables whose errors stop the forms: they would fill in or leave out somebody wrongly."""
_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_NAMED: Final = 3
"""Files named in a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenForms:
    """What was written.

    Attributes
    ----------
    folder : Path
        Folder of the forms.
    monthly, registers : int
        Forms of teams and months; of registers.
    unchanged : int
        Those among them that were there already, the same to the byte.
    """

    folder: Path
    monthly: int
    registers: int
    unchanged: int


def write_forms(
    folder: Path,
    *,
    month: str | None = None,
    out: Path | None = None,
    lang: Lang | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    stage: str = FORMS_FOLDER,
) -> WrittenForms:
    """Write the forms of a study.

    Parameters
    ----------
    folder : Path
        The study folder.
    month : str, optional
        Such as ``2020-03``: only the monthly forms of that month. Without it those of every month
        in which a team works, within the study's period, and the registers.
    out : Path, optional
        Folder to write to; ``forms`` in the study folder without it.
    lang : {"pl", "en"}, optional
        Language of the forms; that of the study without it.
    overwrite : bool
        Whether forms that are there with another content may be replaced.
    progress : callable, optional
        Told how far reading and writing are.
    stage : str
        What ``progress`` is told for the writing.

    Raises
    ------
    ConfigurationError
        Where the month is none of the study's, no team works in it, or other files are there;
        nothing is written then.
    ValidationError
        Where the registers of teams, families or entities have errors.
    """
    config = load_config(folder)
    asked = None if month is None else _month(month)
    known = _known(folder, config, progress)
    files = dict(_forms(known, _identity(config, lang), asked))
    if asked is not None and not files:
        raise _no_team(known, asked)
    target = folder / FORMS_FOLDER if out is None else out
    made = {}
    for number, (name, form) in enumerate(files.items(), 1):
        made[target / name] = form_bytes(form)
        if progress is not None:
            progress(stage, number, len(files))
    unchanged = _unchanged(made, overwrite=overwrite)
    with in_words(target):
        for path, content in made.items():
            if path not in unchanged:
                write_bytes(path, content)
    monthly = sum(form.month is not None for form in files.values())
    return WrittenForms(
        folder=target,
        monthly=monthly,
        registers=len(files) - monthly,
        unchanged=len(unchanged),
    )


def _known(folder: Path, config: StudyConfig, progress: Progress | None) -> Known:
    if not config.sources:
        return known_from({}, config)
    data = read_raw(folder, config, progress=progress)
    problems = tuple(problem for problem in data.problems if problem.table in NEEDED)
    require_sound(replace(data, problems=problems))
    return known_from(data.tables, config)


def _identity(config: StudyConfig, lang: Lang | None) -> Identity:
    study = config.study
    chosen = lang or study.language
    return Identity(
        study=study.id,
        title=study.title.in_(chosen),
        synthetic=study.synthetic,
        lang=chosen,
        dated=study.data_date,
        until=study.period.last,
    )


def _forms(known: Known, identity: Identity, asked: date | None) -> Iterator[tuple[str, Form]]:
    for month in known.months if asked is None else (asked,):
        for team in known.teams:
            if month in known.months and known.works(team, month):
                name = MONTHLY_FILE.format(pzk_id=team.pzk_id, month=month)
                yield name, monthly_form(known, team, month, identity)
    if asked is None:
        for table in REGISTERED:
            yield REGISTER_FILE.format(file_name(table)), register_form(table, known, identity)


def _unchanged(made: dict[Path, bytes], *, overwrite: bool) -> set[Path]:
    """Return the files that are there already; refuse to replace others unasked."""
    there = {path for path in made if path.exists()}
    same = {path for path in there if path.is_file() and path.read_bytes() == made[path]}
    other = sorted(there - same)
    if other and not overwrite:
        names = ", ".join(str(path) for path in other[:_NAMED])
        raise ConfigurationError(
            Text(
                f"Te formularze już są i różnią się od nowych, może są wypełnione (liczba: "
                f"{len(other)}): {names}. Nic nie zapisano. Podaj inny folder (--out) albo "
                "--overwrite, żeby je zastąpić.",
                f"These forms are there and differ from the new ones, they may be filled in "
                f"(number: {len(other)}): {names}. Nothing was written. Name another folder "
                "(--out), or --overwrite to replace them.",
            )
        )
    return same


def _month(text: str) -> date:
    found = _MONTH.fullmatch(text)
    if found is None:
        raise ConfigurationError(
            Text(
                f"--month: „{text}” nie jest miesiącem. Wpisz rok i miesiąc, np. 2020-03.",
                f"--month: “{text}” is no month. Write year and month, such as 2020-03.",
            )
        )
    return date(int(found[1]), int(found[2]), 1)


def _no_team(known: Known, month: date) -> ConfigurationError:
    if not known.teams:
        return ConfigurationError(
            Text(
                "Badanie nie ma rejestru zespołów. Wypełnij formularze z rejestry/ (polecenie "
                "forms bez --month) i dopisz je do study.toml jako [[sources]].",
                "The study has no register of teams. Fill in the forms of rejestry/ (the command "
                "forms without --month) and add them to study.toml as [[sources]].",
            )
        )
    first = max(known.months[0], min(first_day(team.started_on) for team in known.teams))
    return ConfigurationError(
        Text(
            f"--month: w miesiącu {month:%Y-%m} nie pracuje żaden zespół. Zespoły pracują od "
            f"{first:%Y-%m}, badanie trwa do {known.months[-1]:%Y-%m}.",
            f"--month: no team works in {month:%Y-%m}. Teams work from {first:%Y-%m} on, the "
            f"study lasts until {known.months[-1]:%Y-%m}.",
        )
    )
