"""What can be wrong between files that are joined, in words."""

from collections.abc import Sequence
from typing import Final

from kooperacja_eval.ingest.fgi.refi_problems import problem
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text

_STEP: Final = 4096


def first_difference(one: str, other: str) -> int:
    """Return the index of the first character in which two texts differ.

    Examples
    --------
    >>> first_difference("Czas i ludzie", "Czas, ludzie"), first_difference("Cza", "Czas")
    (4, 3)
    """
    shorter = min(len(one), len(other))
    for start in range(0, shorter, _STEP):
        if one[start : start + _STEP] != other[start : start + _STEP]:
            for index in range(start, shorter):
                if one[index] != other[index]:
                    return index
    return shorter


def changed_transcript(files: tuple[str, str], document: str, position: int) -> Problem:
    """Return the problem of documents of one name whose texts differ from some index on."""
    first, second = files
    return problem(
        second,
        "changed_transcript",
        Text(
            f"Transkrypcję zmieniono między koderami: dokument {document} ma tę samą nazwę w "
            f"plikach {first} i {second}, ale inną treść od znaku {position + 1}. Zachowano oba "
            "osobno; zgodności koderów nie da się dla nich policzyć. Niech obaj kodują ten sam "
            "tekst.",
            f"The transcript was changed between coders: document {document} has the same name in "
            f"{first} and {second}, but another text from character {position + 1} on. Both were "
            "kept apart; agreement of coders cannot be computed for them. Let both code the same "
            "text.",
        ),
        severity="error",
    )


def no_text_to_compare(files: tuple[str, str], document: str) -> Problem:
    """Return the warning of documents of one name of which one has no text."""
    first, second = files
    return problem(
        second,
        "no_text_to_compare",
        Text(
            f"Dokument {document} ma tę samą nazwę w plikach {first} i {second}, ale jeden z nich "
            "jest bez treści, więc nie wiadomo, czy to ta sama transkrypcja. Zachowano oba osobno; "
            "wyeksportuj projekt razem ze źródłami.",
            f"Document {document} has the same name in {first} and {second}, but one of them has "
            "no text, so that it cannot be told whether they are the same transcript. Both were "
            "kept apart; export the project with its sources.",
        ),
    )


def different_variables(file: str, document: str, names: Sequence[str]) -> Problem:
    """Return the warning of variables that differ between files for one document."""
    listed = ", ".join(names)
    return problem(
        file,
        "different_variables",
        Text(
            f"Zmienne dokumentu {document} mają w tym pliku inne wartości niż we wcześniejszym: "
            f"{listed}. Zachowano wcześniejsze; uzgodnij je w programie.",
            f"Variables of document {document} have other values in this file than in an earlier "
            f"one: {listed}. The earlier ones were kept; make them alike in the program.",
        ),
    )


def repeated_codings(file: str, count: int) -> Problem:
    """Return the warning of codings that another file has as well."""
    return problem(
        file,
        "repeated_codings",
        Text(
            "Plik ma kodowania, które są już w innym pliku (ten sam identyfikator, koder, kod "
            f"i miejsce); ich liczba: {count}. Policzono je raz.",
            "The file has codings that are in another file already (same identifier, coder, code "
            f"and place); their number: {count}. They were counted once.",
        ),
    )


def unknown_coders(file: str, files: Sequence[str]) -> Problem:
    """Return the warning of several files that do not say who coded."""
    listed = ", ".join(files)
    return problem(
        file,
        "unknown_coders",
        Text(
            f"Kilka plików nie podaje, kto kodował: {listed}. Po połączeniu nie da się rozróżnić "
            "koderów; podaj ich w mapowaniu przed połączeniem.",
            f"Several files do not say who coded: {listed}. Once joined, coders cannot be told "
            "apart; name them in the mapping before joining.",
        ),
    )
