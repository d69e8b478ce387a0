"""What ``trace`` says of an address that leads nowhere: what is wrong, and what is near."""

from collections.abc import Iterable, Sequence

from kooperacja_eval.text import Text


def unknown(address: str, report: str, near: Iterable[str]) -> Text:
    """Say that a report has no exhibit, text or value of a name."""
    names = ", ".join(near)
    return Text(
        f"Raport {report} nie ma „{address}”. Podobne nazwy: {names}.",
        f"The report {report} has no “{address}”. Similar names: {names}.",
    )


def wrong_form(address: str, known: Sequence[str]) -> Text:
    """Say that a text is no address of a number, with an example."""
    example = known[0] if known else "–"
    return Text(
        f"„{address}” nie jest adresem liczby. Wzór: {example}.",
        f"“{address}” is not the address of a number. An example: {example}.",
    )


def no_row(exhibit: str, row: str, count: int) -> Text:
    """Say that an exhibit has no such row."""
    return Text(
        f"{exhibit}: nie ma wiersza „{row}”. Wiersze: od 1 do {count}.",
        f"{exhibit}: there is no row “{row}”. Rows: 1 to {count}.",
    )


def no_column(exhibit: str, column: str, near: Iterable[str]) -> Text:
    """Say that the data of an exhibit have no such column."""
    names = ", ".join(near)
    return Text(
        f"{exhibit}: nie ma kolumny „{column}”. Podobne: {names}.",
        f"{exhibit}: there is no column “{column}”. Similar: {names}.",
    )


def no_number(text: str, place: str, numbers: Sequence[str]) -> Text:
    """Say that a text has no such number, and which it has."""
    listed = "; ".join(f"{index} = {number}" for index, number in enumerate(numbers, 1)) or "–"
    return Text(
        f"{text}: nie ma liczby nr „{place}”. Liczby: {listed}.",
        f"{text}: there is no number “{place}”. Numbers: {listed}.",
    )


def no_key(name: str, known: Iterable[str]) -> Text:
    """Say that keys of values have no such part."""
    keys = ", ".join(known)
    return Text(
        f"Klucz wartości nie ma części „{name}”. Dozwolone: {keys}.",
        f"The key of a value has no part “{name}”. Allowed: {keys}.",
    )


def no_value(address: str, near: Iterable[str]) -> Text:
    """Say that there is no value of a key, with similar keys."""
    keys = "; ".join(near) or "–"
    return Text(
        f"Nie ma wartości „{address}”. Podobne: {keys}.",
        f"There is no value “{address}”. Similar: {keys}.",
    )
