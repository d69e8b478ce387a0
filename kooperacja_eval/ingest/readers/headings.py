"""What is wrong with the header row of a sheet, in words."""

from collections import Counter
from typing import Final

from kooperacja_eval.ingest.characters import fault
from kooperacja_eval.ingest.header import Header
from kooperacja_eval.ingest.readers.request import Request
from kooperacja_eval.ingest.sheets import letter
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


def no_header(request: Request, sheet: str) -> Problem:
    """Return the problem of a sheet in which no row names enough fields of the table."""
    table = request.table
    wanted = [field for field in table.fields.values() if field.never_missing]
    return request.problem(
        "no_header",
        Text(
            f"Nie znaleziono wiersza nagłówka tabeli „{table.label.pl}”. Oczekiwane kolumny: "
            f"{', '.join(field.label.pl for field in wanted)}.",
            f"No header row of the table “{table.label.en}” was found. Expected columns: "
            f"{', '.join(field.label.en for field in wanted)}.",
        ),
        sheet=sheet,
    )


def header_problems(
    request: Request, sheet: str, header: Header, filled: list[bool]
) -> list[Problem]:
    """Return what is wrong with headers: unknown, unnamed, repeated and missing ones.

    Parameters
    ----------
    request : Request
        The file.
    sheet : str
        Name of the sheet, empty for text files.
    header : Header
        The header row.
    filled : list of bool
        Whether each column has a cell that is not blank.
    """
    problems = [
        _unknown(request, sheet, header, index)
        for index, field in enumerate(header.fields)
        if field is None and filled[index]
    ]
    return [*problems, *_repeated(request, sheet, header), *_missing(request, sheet, header)]


def missing_fields(request: Request, header: Header) -> list[Field]:
    """Return the fields that must have values and that the sheet does not bring."""
    known = {*header.fields, *(label.field for label in header.labels)}
    return [
        field
        for field in request.table.fields.values()
        if field.never_missing and field.name not in known
    ]


def _unknown(request: Request, sheet: str, header: Header, index: int) -> Problem:
    name = header.headers[index]
    return request.problem(
        "unknown_column" if name else "unnamed_column",
        _of_unknown(name) if name else _UNNAMED,
        sheet=sheet,
        row=header.index + 1,
        column=name,
        letter=letter(index),
        severity="warning",
    )


_UNNAMED: Final = Text(
    "Kolumna z danymi nie ma nagłówka i została pominięta. Wpisz nagłówek.",
    "A column with data has no header and was left out. Write a header.",
)


def _of_unknown(name: str) -> Text:
    hint = Text("", "")
    if fault(name) is not None:
        hint = Text(
            " Nagłówek zawiera obce litery albo odczytano go w złym kodowaniu.",
            " The header has foreign letters or was read in a wrong encoding.",
        )
    return Text(
        f"Nieznana kolumna „{name}” została pominięta.{hint.pl} Jeśli jest potrzebna, "
        "dodaj regułę rename w corrections.toml.",
        f"The unknown column “{name}” was left out.{hint.en} If it is needed, "
        "add a rename rule to corrections.toml.",
    )


def _repeated(request: Request, sheet: str, header: Header) -> list[Problem]:
    counts = Counter(field for field in header.fields if field is not None)
    problems = []
    for name, count in counts.items():
        if count == 1:
            continue
        at = [index for index, field in enumerate(header.fields) if field == name]
        letters = ", ".join(letter(index) for index in at)
        label = request.table.fields[name].label
        problems.append(
            request.problem(
                "duplicate_header",
                Text(
                    f"Kilka kolumn oznacza to samo ({label.pl}): {letters}. "
                    "Zostaw jedną albo zmień nagłówek.",
                    f"Several columns mean the same ({label.en}): {letters}. "
                    "Keep one or change a header.",
                ),
                sheet=sheet,
                row=header.index + 1,
                column=header.headers[at[1]],
                letter=letter(at[1]),
            )
        )
    return problems


def _missing(request: Request, sheet: str, header: Header) -> list[Problem]:
    problems = []
    for field in missing_fields(request, header):
        names = ", ".join(dict.fromkeys((field.label.pl, field.name, *field.aliases)))
        problems.append(
            request.problem(
                "missing_column",
                Text(
                    f"Brak kolumny „{field.label.pl}”. Dopuszczalne nagłówki: {names}.",
                    f"There is no column “{field.label.en}”. Accepted headers: {names}, "
                    f"{field.label.en}.",
                ),
                sheet=sheet,
                row=header.index + 1,
            )
        )
    return problems
