"""Stretches of programs that export no positions, found in the transcript by their words.

The border: words are sought as they are (line breaks made alike, white space around them left out
only where they are nowhere with it). Words that stand in several places get a position only where
the paragraph that the program gives says which; otherwise there is none, never a guess.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, Literal

from kooperacja_eval.ingest.fgi.project import QualCoding, QualProject
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.ingest.fgi.segment_table import plain_breaks
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

Counting = Literal["lines", "written_lines"]
"""Whether paragraphs are all lines or those with words: programs differ with empty lines."""
COUNTINGS: Final[tuple[Counting, ...]] = ("lines", "written_lines")
Place = tuple[int, int]

_PARAGRAPHS: Final = re.compile(r"¶?\s*(\d+)(?:\s*[-–—]\s*¶?\s*(\d+))?")


@dataclass(frozen=True, slots=True)
class Page:
    """A transcript in which words are sought, and where its lines begin.

    Attributes
    ----------
    text : str
        The transcript.
    starts : tuple of int
        First character of each line.
    written : tuple of int
        How many lines up to each one, itself included, hold more than white space.
    """

    text: str
    starts: tuple[int, ...]
    written: tuple[int, ...]

    def places(self, words: str) -> tuple[Place, ...]:
        """Return the start and end of each place where words stand, overlapping ones too."""
        return tuple(self._found(words)) or tuple(self._found(words.strip()))

    def _found(self, words: str) -> Iterator[Place]:
        at = self.text.find(words) if words else -1
        while at >= 0:
            yield at, at + len(words)
            at = self.text.find(words, at + 1)

    def paragraphs(self, place: Place, counting: Counting) -> Place:
        """Return the first and last paragraph of a place, counted from 1."""
        lines = [bisect_right(self.starts, at) for at in (place[0], place[1] - 1)]
        first, last = lines if counting == "lines" else [self.written[n - 1] for n in lines]
        return first, last


def page_of(text: str) -> Page:
    r"""Return a transcript in which words can be sought.

    Examples
    --------
    >>> page = page_of("tak\n\nnie tak")
    >>> page.places("tak"), page.paragraphs((9, 12), "lines")
    (((0, 3), (9, 12)), (3, 3))
    """
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    written = accumulate(int(bool(line.strip())) for line in lines)
    return Page(text, tuple(starts), tuple(written))


def located(project: QualProject, documents: Collection[str]) -> tuple[QualProject, list[Problem]]:
    """Return a file whose stretches have positions where their words say them.

    Parameters
    ----------
    project : QualProject
        The file.
    documents : collection of str
        Identifiers of the documents whose text is not from the file but was found beside it;
        stretches of others keep what the file says.

    Returns
    -------
    QualProject
        Only positions are filled in; a stretch whose position the file gave wrong stays without.
    list of Problem
        ``not_found`` (error), ``ambiguous_position`` (warning), once for each row of the file.
    """
    wrong = {problem.row for problem in project.problems if problem.rule == "bad_position"}
    wanted: dict[str, list[int]] = {}
    for number, coding in enumerate(project.codings):
        unread = coding.row is not None and coding.row in wrong
        if coding.document in documents and _is_open(coding) and not unread:
            wanted.setdefault(coding.document, []).append(number)
    codings = list(project.codings)
    problems: dict[Problem, None] = {}
    for document in project.documents:
        numbers = wanted.get(document.id, [])
        if document.text is None or not numbers:
            continue
        page, sought = page_of(document.text), [codings[number] for number in numbers]
        for number, found in zip(numbers, _in_page(project.file, page, sought), strict=True):
            if isinstance(found, Problem):
                problems[found] = None
            else:
                codings[number] = replace(codings[number], start=found[0], end=found[1])
    return replace(project, codings=tuple(codings)), list(problems)


def _is_open(coding: QualCoding) -> bool:
    known = coding.start is not None and coding.end is not None
    return coding.medium == "text" and not known and bool(coding.text.strip())


def _in_page(file: str, page: Page, codings: Sequence[QualCoding]) -> Iterator[Place | Problem]:
    """Return the place of each stretch of one document, or why it has none."""
    seek = {words: page.places(plain_breaks(words)) for words in {one.text for one in codings}}
    countings = _countings(page, codings, seek)
    for coding in codings:
        places = seek[coding.text]
        if len(places) > 1:
            places = _said(page, places, coding.place, countings) or places
        if len(places) == 1:
            yield places[0]
        elif places:
            yield _ambiguous(file, coding, len(places))
        else:
            yield _not_found(file, coding)


def _countings(
    page: Page, codings: Sequence[QualCoding], seek: dict[str, tuple[Place, ...]]
) -> tuple[Counting, ...]:
    """Return how the program can have counted paragraphs, by words that stand in one place."""
    sure = [
        (seek[coding.text][0], said)
        for coding in codings
        if len(seek[coding.text]) == 1 and (said := _paragraphs(coding.place)) is not None
    ]
    return tuple(
        counting
        for counting in COUNTINGS
        if all(page.paragraphs(place, counting) == said for place, said in sure)
    )


def _said(
    page: Page, places: tuple[Place, ...], said: str, countings: tuple[Counting, ...]
) -> tuple[Place, ...]:
    """Return the places in the paragraphs that the program gives, whichever way it counts."""
    wanted = _paragraphs(said)
    fitting = {
        place
        for place in places
        for counting in countings
        if page.paragraphs(place, counting) == wanted
    }
    return tuple(sorted(fitting))


def _paragraphs(place: str) -> Place | None:
    match = _PARAGRAPHS.fullmatch(place.strip())
    return (int(match[1]), int(match[2] or match[1])) if match else None


def _ambiguous(file: str, coding: QualCoding, count: int) -> Problem:
    said = coding.place if _paragraphs(coding.place) else ""
    polish = f"podany akapit ({said})" if said else "tabela"
    english = f"the paragraph given ({said})" if said else "the table"
    message = Text(
        f"Miejsce fragmentu jest niejednoznaczne: jego słowa stoją w transkrypcji w kilku "
        f"miejscach (liczba: {count}), a {polish} nie mówi, w którym. Fragment wczytano bez "
        "pozycji. Podaj projekt REFI-QDA (.qdpx), który ma pozycje, albo zakoduj dłuższy fragment.",
        f"The place of the stretch is ambiguous: its words stand in several places of the "
        f"transcript (number: {count}), and {english} does not say in which. The stretch was read "
        "without a position. Give a REFI-QDA project (.qdpx), which has positions, or code a "
        "longer stretch.",
    )
    return at_row(
        file, coding.row, "ambiguous_position", message, severity="warning", field="start"
    )


def _not_found(file: str, coding: QualCoding) -> Problem:
    message = Text(
        "Słów fragmentu nie ma w transkrypcji dokumentu; wczytano go bez pozycji. Transkrypcję "
        "zmieniono po zakodowaniu albo tabela skraca fragmenty; podaj transkrypcję, którą "
        "kodowano, i całe fragmenty.",
        "The words of the stretch are not in the transcript of the document; it was read without "
        "a position. The transcript was changed after coding, or the table shortens stretches; "
        "give the transcript that was coded, and whole stretches.",
    )
    return at_row(file, coding.row, "not_found", message, field="start")
