"""What the codes of the joined files mean: a code of the study, a speaker, or to be left out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kooperacja_eval.ingest.fgi.code_paths import folded, path_id, split_at
from kooperacja_eval.ingest.fgi.codebook import StudyCodebook, paths_of
from kooperacja_eval.ingest.fgi.coded_table import SPEAKER
from kooperacja_eval.ingest.fgi.mapping import FgiMapping
from kooperacja_eval.ingest.fgi.prepare import file_number
from kooperacja_eval.ingest.fgi.project import QualProject
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What codes mean.

    Attributes
    ----------
    codes : dict of str to str
        Code of the program, by identifier, to code of the study.
    speakers : dict of str to tuple of str
        Path of each code that says who speaks, by identifier.
    ignored : dict of str to int
        Stretches left out, by path of the ignored code.
    problems : list of Problem
        Codes that are used and stand nowhere.
    """

    codes: dict[str, str]
    speakers: dict[str, tuple[str, ...]]
    ignored: dict[str, int]
    problems: list[Problem]


def meanings_of(
    merged: QualProject, mapping: FgiMapping, codebook: StudyCodebook, files: Sequence[str]
) -> Meanings:
    """Return what each code of the joined files means.

    Parameters
    ----------
    merged : QualProject
        The joined files.
    mapping : FgiMapping
        Which codes are of speakers.
    codebook : StudyCodebook
        What the others mean.
    files : sequence of str
        Names of the files by number.
    """
    used = Counter(coding.code for coding in merged.codings)
    first = {c.code: (files[file_number(c)], c.row) for c in reversed(merged.codings)}
    paths = paths_of(merged.codes)
    made = Meanings(codes={}, speakers={}, ignored={}, problems=[])
    for code in merged.codes:
        path = paths[code.id]
        meaning = codebook.meaning(code, path)
        if path[0] == SPEAKER or _is_speaker(path, mapping):
            made.speakers[code.id] = path
        elif codebook.is_ignored(code, path):
            made.ignored[path_id(path)] = made.ignored.get(path_id(path), 0) + used[code.id]
        elif meaning is not None:
            made.codes[code.id] = meaning
        elif used[code.id]:
            file, row = first[code.id]
            problem = _unmapped(file, row, path, used[code.id], codebook)
            made.problems.append(problem)
    made.problems.extend(_left_out(made.ignored))
    return made


def settled(problems: Iterable[Problem], meanings: Meanings) -> list[Problem]:
    """Return problems, those of deleted codes as warnings where ``codebook.toml`` names the code.

    Parameters
    ----------
    problems : iterable of Problem
        Of the joined files.
    meanings : Meanings
        What codes mean.
    """
    known = {*meanings.codes, *meanings.ignored}
    return [
        replace(problem, severity="warning")
        if problem.rule == "deleted_code" and problem.value in known
        else problem
        for problem in problems
    ]


def _is_speaker(path: tuple[str, ...], mapping: FgiMapping) -> bool:
    part = mapping.speaker
    if part is None or part.from_ != "code":
        return False
    mark = mapping.project.code_separator
    if part.codes is None:
        return folded(path) in {folded(split_at(name, mark)) for name in part.values}
    top = folded(split_at(part.codes, mark))
    return folded(path[: len(top)]) == top


def _unmapped(
    file: str, row: int | None, path: tuple[str, ...], count: int, codebook: StudyCodebook
) -> Problem:
    name = path_id(path)
    if fold(path[-1]) in codebook.bare and len(path) > 1:
        message = Text(
            f"Kod „{name}” ({count} fragm.) nie ma znaczenia: {codebook.name} podaje samą nazwę "
            f"„{path[-1]}”, a taką nazwę mogą mieć różne kody. Wpisz całą ścieżkę.",
            f"The code “{name}” ({count} stretches) has no meaning: {codebook.name} gives the bare "
            f"name “{path[-1]}”, which different codes may have. Write the whole path.",
        )
        return at_row(file, row, "ambiguous_code", message, field="code_id")
    near = ", ".join(codebook.near(path))
    message = Text(
        f"Kodu „{name}” ({count} fragm.) nie ma w {codebook.name}; jego fragmenty pominięto. "
        f"Dopisz go w [[codes]] albo w ignored. Podobne kody badania: {near or 'brak'}.",
        f"The code “{name}” ({count} stretches) is not in {codebook.name}; its stretches were left "
        f"out. Add it to [[codes]] or to ignored. Near codes of the study: {near or 'none'}.",
    )
    return at_row(file, row, "unmapped_code", message, field="code_id")


def _left_out(ignored: dict[str, int]) -> list[Problem]:
    count = sum(ignored.values())
    if not count:
        return []
    kinds = sum(1 for number in ignored.values() if number)
    message = Text(
        f"Pominięto fragmenty z kodami, które codebook.toml każe pominąć: {count} (kodów: "
        f"{kinds}).",
        f"Stretches with codes that codebook.toml says to leave out were left out: {count} "
        f"(codes: {kinds}).",
    )
    return [at_row("", None, "ignored_codings", message, severity="warning", field="code_id")]
