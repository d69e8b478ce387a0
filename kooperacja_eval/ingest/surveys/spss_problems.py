"""What is said of files of SPSS: encodings, lost codes, days beyond the calendar, refusals."""

from collections.abc import Iterator, Mapping
from typing import Final

from kooperacja_eval.ingest.characters import FAULTS
from kooperacja_eval.ingest.encoding import ENCODINGS
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.spss_labels import Membership
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


def _warning(
    file: SurveyFile, rule: str, message: Text, *, at: str = "", place: str = ""
) -> Problem:
    return Problem(
        rule=rule, severity="warning", message=message, file=file.name, column=at, letter=place
    )


def reread(file: SurveyFile, named: str | None, used: str) -> Problem:
    """Return the problem of a file read in another encoding than it names."""
    known = f" ({named})" if named else ""
    return _warning(
        file,
        "reread_encoding",
        Text(
            f"Kodowanie, które podaje plik{known}, nie pasuje do polskich liter; odczytano go "
            f"jako {used}. Sprawdź etykiety; jeśli są błędne, podaj encoding w survey.toml.",
            f"The encoding that the file names{known} does not fit its Polish letters; it was read "
            f"as {used}. Check the labels; where they are wrong, name the encoding in survey.toml.",
        ),
    )


def mojibake(file: SurveyFile) -> Problem:
    """Return the problem of texts that no encoding mends."""
    return _warning(file, "mojibake", FAULTS["mojibake"])


def blank_missing(file: SurveyFile) -> Problem:
    """Return the problem of portable files, of which the library gives declared codes blank."""
    return _warning(
        file,
        "declared_missing_lost",
        Text(
            "W pliku .por kody zadeklarowane w SPSS jako braki danych odczytano jako puste "
            "komórki, bez powodu braku. Zapisz dane w SPSS jako .sav, aby powody zachować.",
            "In a .por file codes that SPSS declares missing are read as blank cells, without "
            "the reason. Save the data as .sav in SPSS to keep the reasons.",
        ),
    )


def no_such_date(file: SurveyFile, name: str, place: str, count: int) -> Problem:
    """Return the problem of a variable with days that no calendar has."""
    return _warning(
        file,
        "date_out_of_range",
        Text(
            f"Zmienna {name} ma format daty, a wartości poza kalendarzem (do roku 9999): {count}. "
            "Zostały liczbami; popraw je w SPSS.",
            f"The variable {name} has a format of dates, but values beyond the calendar (up to "
            f"the year 9999): {count}. They stayed numbers; correct them in SPSS.",
        ),
        at=name,
        place=place,
    )


def counted_otherwise(file: SurveyFile, sets: Mapping[str, Membership]) -> Iterator[Problem]:
    """Return a problem for each multiple response set whose ticks are not 1."""
    found = {m.question: m.ticked for m in sets.values() if m.ticked not in ("", "1")}
    for name, ticked in found.items():
        yield _warning(
            file,
            "counted_value",
            Text(
                f"W zestawie wielokrotnych odpowiedzi {name} zaznaczenie to {ticked}, nie 1. "
                "Podaj to w values w survey.toml.",
                f"In the multiple response set {name} a tick is {ticked}, not 1. Say so in "
                "values of survey.toml.",
            ),
            at=name,
        )


def unknown_encoding(encoding: str) -> Text:
    """Return why an encoding that survey.toml names is refused."""
    allowed = ", ".join(ENCODINGS.values())
    return Text(
        f"Nieznane kodowanie „{encoding}” w survey.toml. Dozwolone: {allowed}.",
        f"Unknown encoding “{encoding}” in survey.toml. Allowed: {allowed}.",
    )


def wrong_encoding(encoding: str) -> Text:
    """Return why a file is refused whose bytes do not belong to the encoding named."""
    return Text(
        f"Bajty pliku nie należą do kodowania {encoding}, które podaje survey.toml. "
        "Popraw encoding albo usuń ten klucz.",
        f"The bytes of the file do not belong to {encoding}, which survey.toml names. "
        "Correct encoding or remove the key.",
    )


EMPTY: Final = Text(
    "Plik jest pusty (0 bajtów). Pobierz go ponownie albo poproś o nową kopię.",
    "The file is empty (0 bytes). Fetch it again or ask for a new copy.",
)
NOT_SPSS: Final = Text(
    "To nie jest plik danych SPSS: oczekiwano .sav, .zsav lub .por. Zapisz dane w SPSS jako .sav.",
    "This is no data file of SPSS: .sav, .zsav or .por was expected. Save the data as .sav in "
    "SPSS.",
)
TRUNCATED: Final = Text(
    "Plik SPSS jest uszkodzony lub niepełny i nie da się go odczytać. Pobierz go ponownie albo "
    "poproś o nową kopię.",
    "The SPSS file is damaged or incomplete and cannot be read. Fetch it again or ask for a new "
    "copy.",
)
UNCLEAR: Final = Text(
    "Nie da się ustalić kodowania tekstów w pliku SPSS. Zapisz go w SPSS jako .sav w Unicode "
    "albo podaj encoding w survey.toml.",
    "The encoding of the texts in the SPSS file cannot be told. Save it as .sav in Unicode in "
    "SPSS or name the encoding in survey.toml.",
)
