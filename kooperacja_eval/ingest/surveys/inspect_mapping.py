"""Writes what an inspection found as a first ``survey.toml``, with comments for a person.

Everything written is a suggestion. What cannot be known from a file stands in comments only: which
items are reversed, which form a scale.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from kooperacja_eval.ingest.surveys.export import Platform
from kooperacja_eval.ingest.surveys.inspect import Inspection
from kooperacja_eval.ingest.surveys.inspect_items import ItemGuess
from kooperacja_eval.ingest.surveys.mapping import Reason
from kooperacja_eval.schemas.field import fold
from kooperacja_eval.text import Lang, Text

PLATFORM_LABELS: Final[Mapping[Platform, Text]] = {
    "limesurvey": Text("LimeSurvey", "LimeSurvey"),
    "kobo": Text("KoBoToolbox", "KoBoToolbox"),
    "odk": Text("ODK Central", "ODK Central"),
    "spss": Text("SPSS", "SPSS"),
    "google_forms": Text("Formularze Google", "Google Forms"),
    "ms_forms": Text("Microsoft Forms", "Microsoft Forms"),
    "table": Text("zwykła tabela", "plain table"),
}
"""Names of platforms for people."""
DEFAULT_WAVE: Final = "ex_ante"
CLOSED: Final = frozenset(("rating", "number", "choice"))
"""Kinds of items whose answers may be any number."""
_LONGEST_COMMENT: Final = 90
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def first_mapping(inspection: Inspection, *, wave: str = DEFAULT_WAVE, lang: Lang = "pl") -> str:
    """Return a first ``survey.toml`` as text.

    Parameters
    ----------
    inspection : Inspection
        What the file seems to be.
    wave : str
        Wave of ``study.toml`` that the file belongs to.
    lang : {"pl", "en"}
        Language of the comments.

    Returns
    -------
    str
        TOML that ``SurveyMapping`` accepts; columns in the order of the file.
    """
    lines = [
        *_survey(inspection, wave, lang),
        *_respondent(inspection, lang),
        *_missing(inspection, lang),
        *_items(inspection, lang),
        *_scales(inspection, lang),
    ]
    return "\n".join(lines) + "\n"


def suggested_id(file: str) -> str:
    """Return an identifier of a survey from the name of its file.

    Examples
    --------
    >>> suggested_id("ankiety/Podmioty ex-ante 2019.csv"), suggested_id("2019.csv")
    ('podmioty_ex_ante_2019', 'ankieta_2019')
    """
    stem = file.rpartition("/")[2].rpartition(".")[0] or file
    name = re.sub(r"[^a-z0-9]+", "_", fold(stem)).strip("_")
    return name if name[:1].isalpha() else f"ankieta_{name}".rstrip("_")


def _survey(found: Inspection, wave: str, lang: Lang) -> Iterator[str]:
    head = Text(
        "Pierwsze survey.toml, zapisane poleceniem survey inspect. To propozycja: sprawdź każdą "
        "pozycję.",
        "A first survey.toml, written by the command survey inspect. It is a suggestion: check "
        "every item.",
    )
    platform = PLATFORM_LABELS[found.platform]
    yield _comment(head, lang)
    yield _comment(
        Text(f"Platforma: {platform.pl} – {found.reason.pl}",
             f"Platform: {platform.en} – {found.reason.en}"), lang,
    )  # fmt: skip
    yield "[survey]"
    yield f"id = {_quoted(suggested_id(found.file))}"
    yield f"platform = {_quoted(found.platform)}"
    yield f"files = {_quoted(found.file)}"
    if found.definition_file:
        yield f"definition = {_quoted(found.definition_file)}"
    instrument = found.instrument or suggested_id(found.file)
    yield f"instrument = {_quoted(instrument)}"
    yield f"version = {_quoted(found.version or '1')}"
    if len(found.versions) > 1:
        listed = ", ".join(found.versions)
        several = Text(
            f"W pliku są wersje formularza: {listed}. Jeśli się różnią, dopisz versions.",
            f"The file has versions of the form: {listed}. Where they differ, add versions.",
        )
        yield _comment(several, lang)
    yield f"wave = {_quoted(wave)}"
    yield f"answers = {_quoted(found.answers)}"
    if found.export.sheet:
        yield f"sheet = {_quoted(found.export.sheet)}"
    if found.people.personal:
        named = Text("Pominięte, bo wyglądają na dane osobowe:", "Left out as personal data:")
        yield _comment(named, lang)
        yield f"ignored = [{', '.join(map(_quoted, found.people.personal))}]"
    for sheet in found.sheets:
        other = Text(
            f"Arkusz {sheet} wymaga osobnego survey.toml z sheet = {_quoted(sheet)}.",
            f"The sheet {sheet} needs a survey.toml of its own with sheet = {_quoted(sheet)}.",
        )
        yield _comment(other, lang)
    for repeat in found.repeats:
        more = Text(
            f"Powtórzenie {repeat} wymaga osobnego survey.toml z repeat = {_quoted(repeat)}.",
            f"The repeat {repeat} needs a survey.toml of its own with repeat = {_quoted(repeat)}.",
        )
        yield _comment(more, lang)


def _respondent(found: Inspection, lang: Lang) -> Iterator[str]:
    people = found.people
    yield ""
    yield "[respondent]"
    if people.key is None:
        none = Text(
            "Nie znaleziono klucza osoby: respondenci są anonimowi i nie łączą się między "
            "pomiarami.",
            "No key of the person was found: respondents are anonymous and are never linked.",
        )
        yield _comment(none, lang)
        yield "# key = "
    else:
        same = Text(
            "Ta sama osoba ma mieć tę samą wartość w każdym pomiarze.",
            "The same person must have the same value in every wave.",
        )
        yield _comment(same, lang)
        yield f"key = {_quoted(people.key)}"
    if people.columns:
        yield ""
        yield "[respondent.columns]"
        yield from (f"{name} = {_quoted(column)}" for name, column in people.columns.items())
    for name, values in people.values.items():
        yield ""
        yield f"[respondent.values.{name}]"
        yield from (f"{_key(code)} = {_quoted(meant)}" for code, meant in values.items())


def _shared(found: Inspection) -> dict[str, Reason]:
    """Return the missing codes that hold for the whole survey without touching an answer."""
    reasons: dict[str, set[Reason]] = {}
    for item in found.items:
        for code, reason in item.missing.items():
            reasons.setdefault(code, set()).add(reason)
    closed = [item for item in found.items if item.kind in CLOSED]
    return {
        code: next(iter(given))
        for code, given in reasons.items()
        if len(given) == 1 and not (_is_number(code) and _may_be_answer(code, closed))
    }


def _is_number(code: str) -> bool:
    return re.fullmatch(r"-?\d+", code) is not None


def _may_be_answer(code: str, items: list[ItemGuess]) -> bool:
    """Return whether a number that is missing in one item may be an answer to another."""
    number = float(code)
    return any(
        item.kind != "rating" or item.low is None or item.high is None
        or item.low <= number <= item.high
        for item in items
        if code not in item.missing
    )  # fmt: skip


def _missing(found: Inspection, lang: Lang) -> Iterator[str]:
    yield ""
    codes = Text(
        "Kody, które w żadnej pozycji nie są odpowiedzią: skipped, not_asked, dont_know, refused, "
        "not_applicable, declared.",
        "Codes that are no answer in any item: skipped, not_asked, dont_know, refused, "
        "not_applicable, declared.",
    )
    yield _comment(codes, lang)
    yield "[missing]"
    yield from (f"{_key(code)} = {_quoted(reason)}" for code, reason in _shared(found).items())


def _items(found: Inspection, lang: Lang) -> Iterator[str]:
    shared = _shared(found)
    for item in found.items:
        yield ""
        if item.words:
            yield _plain_comment(item.words)
        if item.turned:
            against = Text(
                "Odpowiedzi idą w przeciwną stronę niż reszta bloku. Jeśli pozycja jest odwrócona, "
                "dopisz reverse = true.",
                "Answers go against the rest of the block. Where the item is reversed, add "
                "reverse = true.",
            )
            yield _comment(against, lang)
        yield "[[items]]"
        yield f"column = {_quoted(item.column)}"
        yield f"item = {_quoted(item.item)}"
        if item.kind is not None:
            yield f"kind = {_quoted(item.kind)}"
        if item.low is not None and item.high is not None:
            limits = Text("sprawdź zakres skali", "check the limits of the scale")
            yield f"low = {item.low:g}"
            yield f"high = {item.high:g}  # {limits.in_(lang)}"
        own = {code: reason for code, reason in item.missing.items() if code not in shared}
        if own:
            pairs = ", ".join(f"{_key(code)} = {_quoted(reason)}" for code, reason in own.items())
            yield f"missing = {{ {pairs} }}"
        if item.kind == "rating" and item.block:
            yield f"# scale = {_quoted(suggested_id(item.block + '.'))}"


def _scales(found: Inspection, lang: Lang) -> Iterator[str]:
    """Suggest a scale for each block of ratings, in comments."""
    blocks = Counter(item.block for item in found.items if item.kind == "rating" and item.block)
    if not blocks:
        return
    yield ""
    scales = Text(
        "Bloki pytań, które mogą być skalami. Usuń # tu i przy scale w pozycjach, jeśli nimi są.",
        "Blocks of questions that may be scales. Remove # here and at scale of the items if so.",
    )
    yield _comment(scales, lang)
    for block, count in blocks.items():
        yield "# [[scales]]"
        size = Text(f"pozycje: {count}", f"items: {count}").in_(lang)
        yield f"# scale = {_quoted(suggested_id(block + '.'))}  # {size}"
        yield f"# title_pl = {_quoted(block)}"


def _comment(text: Text, lang: Lang) -> str:
    return _plain_comment(text.in_(lang), longest=400)


def _plain_comment(text: str, *, longest: int = _LONGEST_COMMENT) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"# {words}" if len(words) <= longest else f"# {words[: longest - 1]}…"


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML; JSON escapes all but DEL as TOML wants."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
