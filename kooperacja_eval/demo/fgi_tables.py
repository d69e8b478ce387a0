"""Coded transcripts as tables: coded segments of MAXQDA, quotations of ATLAS.ti.

Neither program exports positions: MAXQDA counts paragraphs, ATLAS.ti numbers quotations.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from kooperacja_eval.demo.dress import Cell, Grid
from kooperacja_eval.demo.fgi_coders import Coding
from kooperacja_eval.demo.fgi_names import CODER_NAMES, SPEAKER_BRANCH, Paths, file_name
from kooperacja_eval.demo.fgi_parameters import SPEAKERS
from kooperacja_eval.demo.files import Sheet
from kooperacja_eval.demo.layout import MARKED
from kooperacja_eval.ingest.fgi.code_paths import path_id
from kooperacja_eval.schemas.codes import VOIVODESHIPS

MAXQDA_GROUP: Final = "Grupa dokumentów"
ATLAS_GROUP: Final = "Grupy dokumentów"
MAXQDA_HEADERS: Final = (
    "Kolor", "Komentarz", MAXQDA_GROUP, "Nazwa dokumentu", "Kod", "Początek", "Koniec", "Waga",
    "Fragment", "Autor",
)  # fmt: skip
ATLAS_HEADERS: Final = (
    "ID", "Dokument", ATLAS_GROUP, "Nazwa cytatu", "Treść cytatu", "Kody", "Odniesienie",
    "Utworzone przez",
)  # fmt: skip
NAME_LENGTH: Final = 40
"""Characters of a quotation that are its name."""


def group_name(voivodeship: str) -> str:
    """Return the group of documents of a voivodeship, in words that the study knows."""
    return f"woj. {VOIVODESHIPS.label(voivodeship).pl}"


def maxqda_sheet(codings: Sequence[Coding], paths: Paths) -> Sheet:
    """Return a row for each code of each stretch; who speaks is a code of its own."""
    return _sheet("Zakodowane fragmenty", MAXQDA_HEADERS, [*_maxqda_rows(codings, paths)])


def atlas_sheet(codings: Sequence[Coding], paths: Paths) -> Sheet:
    """Return a row for each stretch of each coder; its codes stand below each other in a cell."""
    return _sheet("Cytaty", ATLAS_HEADERS, [*_atlas_rows(codings, paths)])


def _sheet(name: str, headers: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> Sheet:
    columns = tuple([*column] for column in zip(*rows, strict=True))
    grid = Grid(fields=headers, headers=headers, columns=columns)
    return Sheet(name=name, grid=grid, above=[[MARKED], []])


def _stretches(codings: Sequence[Coding]) -> Iterator[list[Coding]]:
    """Return the codings of each coder's stretches: those of one sentence have one stretch."""
    by_stretch = groupby(codings, key=lambda one: (one.document.document_id, one.coder, one.start))
    return (list(stretch) for _, stretch in by_stretch)


def _paragraph(coding: Coding) -> int:
    return coding.document.text.count("\n", 0, coding.start) + 1


def _maxqda_rows(codings: Sequence[Coding], paths: Paths) -> Iterator[tuple[Cell, ...]]:
    marks = {sector: mark for mark, sector in SPEAKERS.items()}
    for stretch in _stretches(codings):
        one = stretch[0]
        speaker = (SPEAKER_BRANCH, marks[one.sentence.sector])
        at = _paragraph(one)
        for path in [*(paths[coding.code] for coding in stretch), speaker]:
            yield (
                "●", "", group_name(one.document.voivodeship), file_name(one.document),
                path_id(path), at, at, 0, one.text, CODER_NAMES[one.coder],
            )  # fmt: skip


def _atlas_rows(codings: Sequence[Coding], paths: Paths) -> Iterator[tuple[Cell, ...]]:
    numbers: dict[str, int] = {}
    quotations: dict[str, int] = {}
    for stretch in _stretches(codings):
        one = stretch[0]
        name = file_name(one.document)
        number = numbers.setdefault(name, len(numbers) + 1)
        quotations[name] = quotations.get(name, 0) + 1
        at = _paragraph(one)
        yield (
            f"{number}:{quotations[name]}", name, group_name(one.document.voivodeship),
            one.text[:NAME_LENGTH], one.text, "\n".join(path_id(paths[c.code]) for c in stretch),
            f"{at} - {at}", CODER_NAMES[one.coder],
        )  # fmt: skip
