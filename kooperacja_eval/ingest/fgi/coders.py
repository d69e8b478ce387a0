"""Who coded, under a pseudonym: real names never get beyond this module."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from kooperacja_eval.ingest.fgi.mapping import CoderPart
from kooperacja_eval.ingest.fgi.project import QualProject
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_DIGEST: Final = 3
"""Bytes of the digest: six hexadecimal digits."""
_INITIALS: Final = 3
"""Letters up to which the part of a file name is taken for initials."""
_PSEUDONYM: Final = re.compile(r"K[0-9]{1,3}")


def pseudonym(name: str, names: dict[str, str]) -> str:
    """Return the pseudonym of a coder.

    Parameters
    ----------
    name : str
        The real name, or a pseudonym such as ``K1``, which stays.
    names : dict of str to str
        Pseudonyms by name; spelling is compared folded.

    Returns
    -------
    str
        The one of ``names``, else ``K`` and six hexadecimal digits of BLAKE2b of the name, which
        are the same in every file.

    Examples
    --------
    >>> pseudonym("Łucja", {"lucja": "K1"}), pseudonym("K2", {})
    ('K1', 'K2')
    """
    given = {fold(known): alias for known, alias in names.items()}.get(fold(name))
    if given is not None:
        return given
    if _PSEUDONYM.fullmatch(name) or name in names.values():
        return name
    return f"K{hashlib.blake2b(fold(name).encode(), digest_size=_DIGEST).hexdigest()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coders:
    """The coders of one file.

    Attributes
    ----------
    names : dict of str to str
        Pseudonym by what the program says; empty where nobody is known.
    problems : list of Problem
        Codings without a coder, coders without a pseudonym of the mapping.
    """

    names: dict[str, str]
    problems: list[Problem]


def coders_of(project: QualProject, part: CoderPart) -> Coders:
    """Return the pseudonyms of the coders of one file.

    Parameters
    ----------
    project : QualProject
        The file.
    part : CoderPart
        How a coder is known.
    """
    said = dict.fromkeys(coding.coder.strip() for coding in project.codings)
    if part.from_ == "constant":
        return Coders(names=dict.fromkeys(said, part.name or ""), problems=[])
    if part.from_ == "file":
        match = re.search(part.pattern or "", PurePosixPath(project.file).name)
        found = match["coder"] if match and match["coder"] else ""
        real = dict.fromkeys(said, found)
    else:
        real = {name: name for name in said}
    names = {name: pseudonym(who, part.names) if who else "" for name, who in real.items()}
    missing = sum(1 for coding in project.codings if not names[coding.coder.strip()])
    derived = {
        who for who in real.values() if who and pseudonym(who, part.names) not in
        {*part.names.values(), who}
    }  # fmt: skip
    problems = [_no_coder(project.file, part, missing)] if missing else []
    if derived:
        problems.append(_derived(project.file, len(derived)))
    if part.from_ == "file" and any(
        len(who) > _INITIALS and who != names[said_as] for said_as, who in real.items()
    ):
        problems.append(_in_file_name(project.file))
    return Coders(names=names, problems=problems)


def _no_coder(file: str, part: CoderPart, count: int) -> Problem:
    if part.from_ == "file":
        reason = Text(
            "nazwa pliku nie pasuje do coder.pattern w fgi.toml",
            "the name of the file does not fit coder.pattern of fgi.toml",
        )
    else:
        reason = Text("plik nie mówi, kto kodował", "the file does not say who coded")
    message = Text(
        f"Fragmenty bez kodera: {count}; pominięto je, bo {reason.pl}. Podaj kodera w fgi.toml: "
        '[coder] from = "file" z pattern albo from = "constant" z name.',
        f"Stretches without a coder: {count}; they were left out: {reason.en}. Name the coder in "
        'fgi.toml: [coder] from = "file" with pattern, or from = "constant" with name.',
    )
    return at_row(file, None, "no_coder", message, field="coder")


def _in_file_name(file: str) -> Problem:
    message = Text(
        "Nazwa pliku zawiera nazwę kodera, a trafia do kolumny source_file i do manifestu. Zmień "
        "nazwę pliku tak, by zawierała pseudonim (np. _K1), i popraw coder.pattern.",
        "The name of the file holds the name of the coder, and goes to the column source_file and "
        "to the manifest. Rename the file so that it holds a pseudonym (such as _K1), and mend "
        "coder.pattern.",
    )
    return at_row(file, None, "coder_in_file_name", message, severity="warning", field="coder")


def _derived(file: str, count: int) -> Problem:
    message = Text(
        f"Koderzy bez pseudonimu w fgi.toml: {count}; pseudonim utworzono z nazwy i kto zna "
        "listę osób, może go odtworzyć. Wpisz pseudonimy (K1, K2) w [coder.names].",
        f"Coders without a pseudonym in fgi.toml: {count}; one was made from the name, and whoever "
        "knows the list of persons can make it again. Write pseudonyms (K1, K2) to [coder.names].",
    )
    return at_row(file, None, "derived_pseudonym", message, severity="warning", field="coder")
