"""Headings of LimeSurvey's exports: which style they have, and what they name.

An export writes its headings as codes (``K1[SQ001]``), as expressions (``K1_SQ001``), in full
(``Question [Sub-question]``), abbreviated (cut, with ``..``), or as code and text. The border:
headings only; cells are never looked at here.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kooperacja_eval.schemas.field import fold

Style = Literal["code", "expression", "full", "abbreviated", "code_text"]

_FULL_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("Response ID", "Answer ID", "ID odpowiedzi", "Antwort ID", "Antwort-ID", "X.U.FEFF.id"),
    "submitdate": (
        "Date submitted", "Data wysłania", "Data przesłania", "Data zakończenia",
        "Datum Abgeschickt",
    ),
    "lastpage": ("Last page", "Ostatnia strona", "Letzte Seite"),
    "startlanguage": (
        "Start language", "Język początkowy", "Język startowy", "Start-Sprache", "Startsprache",
    ),
    "seed": ("Seed", "Ziarno", "Zufallsstartwert", "Zufallsgeneratorstartwert"),
    "token": ("Token", "Access code", "Kod dostępu", "Zugangsschlüssel", "Zugangscode"),
    "startdate": ("Date started", "Data rozpoczęcia", "Datum gestartet"),
    "datestamp": (
        "Date last action", "Data ostatniej akcji", "Data ostatniej aktywności",
        "Datum letzte Aktivität",
    ),
    "ipaddr": ("IP address", "Adres IP", "IP-Adresse"),
    "refurl": ("Referrer URL", "Adres URL odsyłający", "Weiterleitungs-URL"),
    "interviewtime": ("Total time", "Czas całkowity", "Całkowity czas", "Gesamtzeit"),
}  # fmt: skip
"""Columns of the platform and their headings in English, Polish and German."""

_NAMES: Final = {fold(text): name for name, texts in _FULL_TEXTS.items() for text in (name, *texts)}
SYSTEM_COLUMNS: Final = frozenset(_FULL_TEXTS) - {"interviewtime"}
"""The platform's own columns by name, without times."""
_TELLING: Final = frozenset(("submitdate", "lastpage", "startlanguage", "datestamp"))
"""Columns that hardly any other program writes."""

_BRACKETS: Final = r"(?:\[[\w#-]+\]){1,2}"
_CODE: Final = re.compile(rf"\w+(?:{_BRACKETS})?", re.ASCII)
_BRACKETED: Final = re.compile(rf"\w+{_BRACKETS}", re.ASCII)
_CODE_THEN: Final = re.compile(rf"(\w+{_BRACKETS})(\W+)", re.ASCII)
_GROUP_TIME: Final = re.compile(r"groupTime\d+")
_SAID_TIME: Final = re.compile(r"(Group|Question) time: (.*)", re.DOTALL)
_CUT: Final = re.compile(r"\.\.\s*(?:$|\[)|\.\.\s*\]\s*$")
_MOST: Final = 0.8
"""Share of the headings of questions that must have a style; a person may have added others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What the headings of a file say of themselves.

    Attributes
    ----------
    style : str
        How questions are named.
    separator : str
        Between code and text, for ``code_text`` only.
    recognised : int
        Headings that LimeSurvey is known by.
    telling : bool
        Whether they suffice to say that LimeSurvey wrote the file.
    """

    style: Style
    separator: str = ""
    recognised: int = 0
    telling: bool = False


def system_name(heading: str, *, coded: bool = False) -> str | None:
    """Return the platform's name of one of its own columns, None for any other.

    Parameters
    ----------
    heading : str
        A heading, or the code that it begins with.
    coded : bool
        Whether headings are codes, so that a question may be called ``Seed``.

    Examples
    --------
    >>> system_name("submitdate"), system_name("Antwort ID"), system_name("K1")
    ('submitdate', 'id', None)
    """
    name = _NAMES.get(fold(heading))
    return None if coded and heading not in (name, "X.U.FEFF.id") else name


def timing_name(heading: str, names: frozenset[str]) -> str | None:
    """Return the name of a column of times, None for any other.

    Parameters
    ----------
    heading : str
        A heading, or the code that it begins with.
    names : frozenset of str
        Codes of questions; ``K1Time`` is a time only beside a question ``K1``.
    """
    heading = heading.strip()
    if system_name(heading) == "interviewtime" or _GROUP_TIME.fullmatch(heading):
        return "interviewtime" if not heading.startswith("groupTime") else heading
    said = _SAID_TIME.fullmatch(heading)
    if said is not None:
        return f"{said[2].strip()}Time" if said[1] == "Question" else " ".join(heading.split())
    return heading if heading.endswith("Time") and heading[:-4] in names else None


def read_headings(headings: Sequence[str]) -> Headings:
    """Return the style of the headings, and whether LimeSurvey wrote them.

    LimeSurvey is known by a column of its own that hardly any other program has, by codes in
    brackets, or by its number of the response beside questions with sub-questions.
    """
    separator = _separator(headings)
    codes = [code_of(heading, separator) for heading in headings]
    systems = [name for name in map(system_name, codes) if name is not None]
    times = [code for code in codes if timing_name(code, frozenset())]
    bracketed = [code for code in codes if _BRACKETED.fullmatch(code)]
    stems = Counter(stem for stem, part in map(split_full, headings) if part)
    arrays = sum(count for count in stems.values() if count > 1)
    telling = bool(set(systems) & _TELLING or times or bracketed or ("id" in systems and arrays))
    questions = [
        heading
        for heading, code in zip(headings, codes, strict=True)
        if heading.strip() and system_name(code) is None and not timing_name(code, frozenset())
    ]
    return Headings(
        style=_style(questions, separator, systems_full=_in_full(headings)),
        separator=separator,
        recognised=len(systems) + len(times) + len(bracketed) + (0 if separator else arrays),
        telling=telling,
    )


def code_of(heading: str, separator: str) -> str:
    """Return the code that a heading begins with; the whole heading where it is nothing but one.

    Examples
    --------
    >>> code_of("K1[SQ001]. Jak oceniasz? [Kontakty]", ". ")
    'K1[SQ001]'
    """
    if not separator:
        return heading.strip()
    code, found, _ = heading.partition(separator)
    return code if found and _CODE.fullmatch(code) else heading


def canonical(code: str, *, expression: bool = False) -> str:
    """Return the code in its one form, as ``SurveyDefinition`` names it.

    Examples
    --------
    >>> canonical("K1[_Cother]"), canonical("K1_SQ001", expression=True)
    ('K1[other]', 'K1[SQ001]')
    """
    if expression and "[" not in code:
        question, found, part = code.partition("_")
        return f"{question}[{part}]" if question and found and part else code
    return code.replace("[_C", "[")


def split_full(heading: str) -> tuple[str, str]:
    """Return question and sub-question of a full heading; the second is empty where none is.

    Examples
    --------
    >>> split_full("Jak oceniasz? [Kontakty]"), split_full("Wiek")
    (('Jak oceniasz?', 'Kontakty'), ('Wiek', ''))
    """
    text = " ".join(heading.split())
    begin = text.find(" [") if text.endswith("]") else -1
    return (text, "") if begin < 1 else (text[:begin].rstrip(), text[begin + 2 : -1].strip())


def _separator(headings: Sequence[str]) -> str:
    """Return what stands between code and text, empty where headings are not of both."""
    after = []
    for heading in headings:
        found = _CODE_THEN.match(heading)
        if found is not None:
            after.append(found[2])
            continue
        for name, texts in _FULL_TEXTS.items():
            said = [t for t in texts if heading.startswith(name) and heading.endswith(t)]
            between = heading[len(name) : len(heading) - len(said[0])] if said else ""
            if between and not between[0].isalnum():
                after.append(between)
    separator = _common_beginning(after).partition("[")[0]
    written = [heading for heading in headings if heading.strip()]
    coded = sum(code_of(heading, separator) != heading for heading in written) if separator else 0
    return separator if coded >= _MOST * len(written) and coded else ""


def _common_beginning(texts: Sequence[str]) -> str:
    length = 0
    for letters in zip(*texts, strict=False):
        if len(set(letters)) > 1:
            break
        length += 1
    return texts[0][:length] if texts else ""


def _in_full(headings: Sequence[str]) -> bool | None:
    """Return whether the platform's own columns are headed in full, None where it has none."""
    own = [heading for heading in headings if system_name(heading) is not None]
    known = [heading for heading in own if heading.strip() not in ("id", "seed", "token")]
    return None if not known else any(heading.strip() not in _FULL_TEXTS for heading in known)


def _style(questions: Sequence[str], separator: str, *, systems_full: bool | None) -> Style:
    if separator:
        return "code_text"
    enough = _MOST * len(questions)
    if not systems_full and sum(_CODE.fullmatch(name) is not None for name in questions) >= enough:
        if any("[" in name for name in questions):
            return "code"
        return "expression" if any("_" in name.strip("_") for name in questions) else "code"
    cut = sum(_CUT.search(heading) is not None for heading in questions)
    return "abbreviated" if cut and cut >= len(questions) / 2 else "full"
