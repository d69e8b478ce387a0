"""What can be wrong in a file of REFI-QDA that is read all the same, in words.

Documents are named by their number in the file and identifier, never by name: names may hold
those of people.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from kooperacja_eval.schemas.problems import Problem, Severity
from kooperacja_eval.text import Text

if TYPE_CHECKING:
    from kooperacja_eval.ingest.fgi.refi_evidence import Decision

Gap = Literal["only_rich", "no_text", "outside", "not_there", "unclear_encoding"]
"""Why a document has no text."""

_GAPS: Final[dict[Gap, Text]] = {
    "only_rich": Text(
        "ma tylko tekst sformatowany (np. .docx), bez zwykłego tekstu",
        "has a rich text only (such as .docx), no plain text",
    ),
    "no_text": Text("nie ma żadnego tekstu", "has no text at all"),
    "outside": Text(
        "ma tekst poza archiwum (ścieżka względna lub bezwzględna)",
        "has its text outside the archive (a relative or absolute path)",
    ),
    "not_there": Text(
        "wskazuje tekst, którego nie ma w archiwum", "names a text that the archive lacks"
    ),
    "unclear_encoding": Text(
        "ma tekst w kodowaniu, którego nie da się ustalić",
        "has a text whose encoding cannot be told",
    ),
}


def problem(file: str, rule: str, message: Text, *, severity: Severity = "warning") -> Problem:
    """Return a problem of a file."""
    return Problem(rule=rule, severity=severity, message=message, file=file)


def label(number: int, document: str) -> str:
    """Return how messages call a document: its number, counted from 1, and identifier."""
    return f"{number} ({document})"


def missing_text(file: str, document: str, gap: Gap, codings: int) -> Problem:
    """Return the problem of a document without text."""
    why = _GAPS[gap]
    return problem(
        file,
        "missing_text",
        Text(
            f"Dokument {document} {why.pl}. Zakodowane fragmenty zachowano bez treści i pozycji; "
            f"ich liczba: {codings}. Wyeksportuj projekt razem ze źródłami.",
            f"Document {document} {why.en}. Its coded stretches were kept without words and "
            f"positions; their number: {codings}. Export the project with its sources.",
        ),
        severity="error" if codings else "warning",
    )


def several_transcripts(file: str, document: str, count: int) -> Problem:
    """Return the problem of a recording with several transcripts."""
    return problem(
        file,
        "several_transcripts",
        Text(
            f"Nagranie {document} ma kilka transkrypcji, liczba: {count}. Odczytano pierwszą; "
            "fragmenty pozostałych mają tylko czas.",
            f"Recording {document} has several transcripts, number: {count}. The first one was "
            "read; stretches of the others have a time only.",
        ),
    )


def unsure_positions(file: str, decision: "Decision") -> Problem:
    """Return the note that how positions are counted could not be proven."""
    way = decision.convention.words()
    total, best, following = decision.selections, decision.support, decision.next_support
    sure = (
        Text("Granice wierszy i słów wyraźnie za tym przemawiają", "Borders clearly speak for it")
        if decision.certainty == "likely"
        else Text("Nie jest to pewne", "This is not certain")
    )
    return problem(
        file,
        "unproven_positions",
        Text(
            "Pozycje fragmentów można w tym pliku liczyć na kilka sposobów, a plik nie podaje "
            f"treści fragmentów, która by to rozstrzygnęła. Przyjęto: {way.pl}. {sure.pl}: na "
            f"początku wiersza zaczyna się {best.lines} z {total} fragmentów (następny sposób: "
            f"{following.lines}), na granicy słowa {best.words} (następny: {following.words}). "
            "Porównaj kilka fragmentów z programem, z którego pochodzi plik.",
            "Positions can be counted in several ways in this file, and it does not give the words "
            f"of the stretches, which would decide. Taken: {way.en}. {sure.en}: {best.lines} of "
            f"{total} stretches begin a line (the next way: {following.lines}), {best.words} begin "
            f"a word (the next: {following.words}). Compare a few stretches with the program that "
            "the file comes from.",
        ),
    )


def unlike_names(file: str, decision: "Decision") -> Problem:
    """Return the problem of selections whose text is not what the file says it is."""
    return problem(
        file,
        "selection_text_differs",
        Text(
            "Treść w miejscu fragmentu nie zgadza się z jego początkiem zapisanym w pliku; liczba "
            f"takich fragmentów: {decision.mismatches} z {decision.selections}. Transkrypcję "
            "prawdopodobnie zmieniono po zakodowaniu; wyeksportuj projekt ponownie.",
            "The text at the place of a stretch does not fit its beginning as written in the file; "
            f"number of such stretches: {decision.mismatches} of {decision.selections}. The "
            "transcript was probably changed after coding; export the project again.",
        ),
    )


def outside_text(file: str, document: str, count: int, length: int) -> Problem:
    """Return the problem of selections that lie outside the text."""
    return problem(
        file,
        "position_outside",
        Text(
            f"W dokumencie {document} są fragmenty z pozycją poza tekstem (długość {length}); ich "
            f"liczba: {count}. Zachowano je bez pozycji. Sprawdź, czy tekstu nie skrócono po "
            "zakodowaniu.",
            f"Document {document} has stretches with a position outside the text (length {length});"
            f" their number: {count}. They were kept without positions. Check whether the text was "
            "shortened after coding.",
        ),
        severity="error",
    )


def bad_positions(file: str, document: str, count: int) -> Problem:
    """Return the problem of selections that end before they start, or have no numbers."""
    return problem(
        file,
        "bad_position",
        Text(
            f"W dokumencie {document} są fragmenty, których początek jest za końcem albo pozycja "
            f"nie jest liczbą; ich liczba: {count}. Zachowano je bez pozycji. Wyeksportuj projekt "
            "ponownie.",
            f"Document {document} has stretches that start after their end, or whose position is "
            f"no number; their number: {count}. They were kept without positions. Export the "
            "project again.",
        ),
        severity="error",
    )


def overlaps(file: str, count: int) -> Problem:
    """Return the warning of stretches that overlap with another of the same coder and code."""
    return problem(
        file,
        "overlapping_codings",
        Text(
            "Ten sam koder nadał ten sam kod fragmentom, które nachodzą na siebie; liczba takich "
            f"fragmentów: {count}. Zachowano je; zgodność liczy się tak, jakby były połączone.",
            "The same coder gave the same code to stretches that overlap; number of such "
            f"stretches: {count}. They were kept; agreement counts them as if joined.",
        ),
    )


def deleted_code(file: str, code: str, count: int) -> Problem:
    """Return the problem of a code that is used but not in the codebook."""
    message = Text(
        f"Kod {code} jest nadany, ale nie ma go w księdze kodów; liczba fragmentów: {count}. "
        "Zachowano je z kodem nazwanym jego identyfikatorem. Przywróć kod w programie albo wpisz "
        "ten identyfikator w codebook.toml, w [[codes]] lub ignored.",
        f"Code {code} is given but is not in the codebook; number of stretches: {count}. They were "
        "kept with a code named by its identifier. Restore the code in the program, or write this "
        "identifier to codebook.toml, to [[codes]] or ignored.",
    )
    return replace(problem(file, "deleted_code", message, severity="error"), value=code)


def repeated_names(file: str, documents: str) -> Problem:
    """Return the warning of documents that have the same name."""
    return problem(
        file,
        "repeated_names",
        Text(
            f"Kilka dokumentów ma tę samą nazwę: {documents}. W mapowaniu podaj ich "
            "identyfikatory.",
            f"Several documents have the same name: {documents}. Name their identifiers in the "
            "mapping.",
        ),
    )


def same_users(file: str, count: int) -> Problem:
    """Return the warning of users who have the same name."""
    return problem(
        file,
        "repeated_users",
        Text(
            f"Kilku użytkowników ma tę samą nazwę; ich liczba: {count}. Rozróżniono ich "
            "identyfikatorami w nawiasie.",
            f"Several users have the same name; their number: {count}. They were told apart by "
            "identifiers in brackets.",
        ),
    )


def several_values(file: str, document: str, variable: str) -> Problem:
    """Return the warning of a variable with several values for one document."""
    return problem(
        file,
        "several_values",
        Text(
            f"Dokument {document} ma kilka różnych wartości zmiennej {variable} (np. z kilku "
            "przypadków); połączono je średnikiem.",
            f"Document {document} has several different values of the variable {variable} (such "
            "as from several cases); they were joined by a semicolon.",
        ),
    )


def lost_reference(file: str, count: int) -> Problem:
    """Return the warning of values or cases that refer to what the file lacks."""
    return problem(
        file,
        "lost_reference",
        Text(
            "Wartości zmiennych lub przypadki odwołują się do zmiennych albo źródeł, których nie "
            f"ma w pliku; liczba: {count}. Pominięto je.",
            "Values of variables, or cases, refer to variables or sources that the file lacks; "
            f"number: {count}. They were left out.",
        ),
    )


def broken_codebook(file: str, line: int, codes: int) -> Problem:
    """Return the problem of a codebook that breaks off."""
    return problem(
        file,
        "broken_codebook",
        Text(
            f"Księga kodów urywa się w wierszu {line}. Odczytano kody sprzed przerwy, liczba: "
            f"{codes}; dalszych brakuje. Wyeksportuj księgę kodów ponownie.",
            f"The codebook breaks off in line {line}. The codes before the break were read, "
            f"number: {codes}; those after it are missing. Export the codebook again.",
        ),
        severity="error",
    )
