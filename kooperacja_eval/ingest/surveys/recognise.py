"""Which platform a file comes from, and the reader that it goes to.

The border: the content decides (``platform_signs``), never the name of the file; a platform named
by the user is believed and its reader may refuse.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import (
    Platform,
    Reading,
    RefusedFileError,
    SurveyFile,
)
from kooperacja_eval.ingest.surveys.forms_google import read_google_forms
from kooperacja_eval.ingest.surveys.forms_microsoft import read_microsoft_forms
from kooperacja_eval.ingest.surveys.kobo import read_kobo
from kooperacja_eval.ingest.surveys.limesurvey import read_limesurvey
from kooperacja_eval.ingest.surveys.lsa import read_lsa
from kooperacja_eval.ingest.surveys.lss import read_lss
from kooperacja_eval.ingest.surveys.odk import read_odk
from kooperacja_eval.ingest.surveys.plain_table import read_plain_table
from kooperacja_eval.ingest.surveys.platform_signs import Sign, find_sign
from kooperacja_eval.text import Text

Read = tuple[Reading, SurveyDefinition | None]

_NEEDED: Final[dict[Platform, frozenset[Platform]]] = {
    "limesurvey": frozenset(("limesurvey",)),
    "kobo": frozenset(("kobo", "odk")),
    "odk": frozenset(("kobo", "odk")),
}
"""Platforms whose definitions fit; any fits those that are not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a file was recognised as.

    Attributes
    ----------
    platform : str
        The platform.
    reason : Text
        By what it was recognised.
    alternatives : tuple of str
        Other platforms that the file may come from, the likelier first.
    definition : SurveyDefinition, optional
        The questionnaire, where the file or the file of the definition holds it.
    reading : Reading
        The answers; without exports where the file holds a questionnaire alone.
    notes : tuple of Text
        What a person should know before going on.
    """

    platform: Platform
    reason: Text
    alternatives: tuple[Platform, ...]
    definition: SurveyDefinition | None
    reading: Reading
    notes: tuple[Text, ...] = ()


def recognise(file: SurveyFile, *, definition_file: SurveyFile | None = None) -> Recognised:
    """Say which platform wrote a file, and read it.

    Parameters
    ----------
    file : SurveyFile
        Answers, or a questionnaire alone.
    definition_file : SurveyFile, optional
        The questionnaire of these answers.

    Returns
    -------
    Recognised
        With the reading of the platform that was recognised.

    Raises
    ------
    RefusedFileError
        Where a file cannot be read; ``answers_not_definition`` where the file of the definition
        holds answers, ``wrong_definition`` where it is of another platform.
    """
    sign = _with_definition(find_sign(file), definition_file)
    definition: SurveyDefinition | None
    notes: tuple[Text, ...]
    if sign.kind == "definition":
        definition = _definition_of(file, sign, sign.platform)
        reading, notes = Reading(exports=()), (_ONLY_DEFINITION,)
    else:
        reading, definition = _read(file, sign.platform, definition_file)
        notes = _notes(sign, definition)
    return Recognised(
        platform=sign.platform,
        reason=sign.reason,
        alternatives=sign.alternatives,
        definition=definition,
        reading=reading,
        notes=notes,
    )


def read_survey(
    file: SurveyFile, platform: Platform, definition_file: SurveyFile | None = None
) -> Read:
    """Read a file as one of a platform that the user names.

    Parameters
    ----------
    file : SurveyFile
        Answers.
    platform : str
        The platform.
    definition_file : SurveyFile, optional
        The questionnaire; it goes before the one that the file itself holds.

    Returns
    -------
    Reading
        The answers.
    SurveyDefinition or None
        The questionnaire, where one of the files holds it.

    Raises
    ------
    RefusedFileError
        As for ``recognise``; ``definition_not_answers`` where the file holds a questionnaire
        alone.
    """
    return _read(file, platform, definition_file)


def _with_definition(sign: Sign, definition_file: SurveyFile | None) -> Sign:
    """Return the sign of a file; headers that tell nothing belong to the platform of the form."""
    if definition_file is None or sign.platform != "table":
        return sign
    form = find_sign(definition_file)
    if form.kind == "answers" or form.platform not in _NEEDED:
        return sign
    alternatives = (*form.alternatives, sign.platform)
    return replace(sign, platform=form.platform, reason=_BY_DEFINITION, alternatives=alternatives)


def _read(file: SurveyFile, platform: Platform, definition_file: SurveyFile | None) -> Read:
    given = None if definition_file is None else _definition(definition_file, platform)
    try:
        reading, own = _READERS[platform](file, given)
    except RefusedFileError:
        if _is_definition(file):
            raise _no_answers(file) from None
        raise
    if platform == "table" and _is_definition(file):
        raise _no_answers(file)
    return reading, given or own


def _is_definition(file: SurveyFile) -> bool:
    try:
        return find_sign(file).kind == "definition"
    except RefusedFileError:
        return False


def _definition(file: SurveyFile, platform: Platform) -> SurveyDefinition:
    """Read the file of a definition for answers of a platform."""
    sign = find_sign(file)
    if sign.kind == "answers":
        raise RefusedFileError("answers_not_definition", _holds_answers(file.name))
    if sign.platform not in _NEEDED.get(platform, frozenset((sign.platform,))):
        raise RefusedFileError("wrong_definition", _of_another_platform(file.name))
    return _definition_of(file, sign, platform)


def _definition_of(file: SurveyFile, sign: Sign, platform: Platform) -> SurveyDefinition:
    if sign.platform == "spss":
        return _read_spss(file, None)[1]
    if sign.platform == "limesurvey":
        return read_lss(file) if sign.kind == "definition" else _read_archive(file)[1]
    from kooperacja_eval.ingest.surveys.xlsform import read_xlsform  # noqa: PLC0415  heavy

    return read_xlsform(file, platform="odk" if platform == "odk" else "kobo")


def _read_archive(file: SurveyFile) -> tuple[Reading, SurveyDefinition]:
    definition, reading = read_lsa(file)
    return reading, definition


def _read_limesurvey(file: SurveyFile, definition: SurveyDefinition | None) -> Read:
    if file.data.startswith(b"PK\x03\x04") and find_sign(file).kind == "both":
        return _read_archive(file)
    return read_limesurvey(file, definition=definition), None


def _read_kobo(file: SurveyFile, definition: SurveyDefinition | None) -> Read:
    return read_kobo(file, definition=definition), None


def _read_odk(file: SurveyFile, definition: SurveyDefinition | None) -> Read:
    return read_odk(file, definition=definition), None


def _read_spss(
    file: SurveyFile, _definition: SurveyDefinition | None
) -> tuple[Reading, SurveyDefinition]:
    from kooperacja_eval.ingest.surveys.spss import read_spss  # noqa: PLC0415  heavy

    definition, reading = read_spss(file)
    return reading, definition


_READERS: Final[dict[Platform, Callable[[SurveyFile, SurveyDefinition | None], Read]]] = {
    "limesurvey": _read_limesurvey,
    "kobo": _read_kobo,
    "odk": _read_odk,
    "spss": _read_spss,
    "google_forms": lambda file, _: (read_google_forms(file), None),
    "ms_forms": lambda file, _: (read_microsoft_forms(file), None),
    "table": lambda file, _: (read_plain_table(file), None),
}


def _notes(sign: Sign, definition: SurveyDefinition | None) -> tuple[Text, ...]:
    if sign.platform == "table":
        return (_PLAIN,)
    if definition is None and sign.platform == "limesurvey":
        return (_without("LimeSurvey", ".lss"),)
    if definition is None and sign.platform in ("kobo", "odk"):
        return (_without("KoBoToolbox / ODK", "XLSForm (.xlsx)"),)
    return ()


def _no_answers(file: SurveyFile) -> RefusedFileError:
    return RefusedFileError(
        "definition_not_answers",
        Text(
            f"Plik {file.name} zawiera kwestionariusz, a nie odpowiedzi. Podaj go w survey.toml "
            "jako definition, a w files eksport odpowiedzi.",
            f"{file.name} holds a questionnaire, no answers. Name it in survey.toml as "
            "definition, and the export of the answers in files.",
        ),
    )


def _holds_answers(name: str) -> Text:
    return Text(
        f"Plik {name}, podany jako definition, zawiera odpowiedzi, a nie kwestionariusz. Podaj "
        "strukturę LimeSurvey (.lss), formularz XLSForm albo plik SPSS (.sav).",
        f"{name}, named as definition, holds answers, no questionnaire. Name the structure of "
        "LimeSurvey (.lss), the XLSForm or the SPSS file (.sav).",
    )


def _of_another_platform(name: str) -> Text:
    return Text(
        f"Plik {name}, podany jako definition, opisuje kwestionariusz innej platformy niż "
        "odpowiedzi. Do LimeSurvey potrzebny jest .lss, do KoBoToolbox i ODK formularz XLSForm.",
        f"{name}, named as definition, describes a questionnaire of another platform than the "
        "answers. LimeSurvey needs a .lss, KoBoToolbox and ODK the XLSForm.",
    )


def _without(platform: str, wanted: str) -> Text:
    return Text(
        f"Bez pliku definicji ({platform}: {wanted}) treść pytań i odpowiedzi nie jest znana. "
        "Podaj go, jeśli jest dostępny.",
        f"Without the file of the definition ({platform}: {wanted}) the words of questions and "
        "answers are not known. Give it where it is at hand.",
    )


_ONLY_DEFINITION: Final = Text(
    "Plik zawiera kwestionariusz bez odpowiedzi. Podaj także eksport odpowiedzi.",
    "The file holds a questionnaire without answers. Give the export of the answers too.",
)
_PLAIN: Final = Text(
    "Nie rozpoznano platformy, więc każdą kolumnę wczytano jako odpowiedź. Kolumny techniczne "
    "wpisz w survey.toml w ignored.",
    "No platform was recognised, so every column was read as an answer. Name technical columns "
    "in survey.toml under ignored.",
)
_BY_DEFINITION: Final = Text(
    "podany kwestionariusz jest z tej platformy, a nagłówki odpowiedzi nie wskazują na inną",
    "the questionnaire given is of this platform, and headers of the answers speak for no other",
)
