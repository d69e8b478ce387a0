"""From pyxform's questions to those of the package: kind, words, options, name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kooperacja_eval.ingest.surveys.definition import AnswerOption, Kind, Question
from kooperacja_eval.ingest.surveys.kobo_names import shortest_names

RATING_FROM: Final = 3
"""Options that a rating has at least."""

_ONE: Final = re.compile(r"(select one|select_one|select1|rank)\b")
_MANY: Final = re.compile(r"(select all that apply|select_multiple|select multiple)\b")
_NUMBERS: Final = frozenset(("integer", "int", "decimal", "range", "number"))
_DATES: Final = frozenset(("date", "datetime", "dateTime", "time"))
_METADATA: Final = frozenset(
    ("start", "end", "today", "deviceid", "device id", "uri:deviceid", "phonenumber",
     "uri:phonenumber", "simserial", "uri:simserial", "subscriberid", "uri:subscriberid",
     "username", "uri:username", "email", "uri:email", "audit", "start-geopoint",
     "background-audio", "background-geopoint", "xml-external", "csv-external", "entity",
     "set form title", "set form id", "attribute", "label", "hint", "get today", "get start time",
     "get end time", "imei")
)  # fmt: skip
"""Rows of a form that ask nobody anything."""
_CONTAINERS: Final = frozenset(("group", "repeat", "loop"))
_LANGUAGE: Final = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z]+)?\)\s*$")
_NAMED: Final = {
    "polski": "pl", "polish": "pl", "english": "en", "angielski": "en", "french": "fr",
    "français": "fr", "ukrainian": "uk", "українська": "uk", "ukraiński": "uk",
    "german": "de", "deutsch": "de", "swahili": "sw", "chinese": "zh", "spanish": "es",
    "español": "es",
}  # fmt: skip
_NUMERIC: Final = re.compile(r"\s*(int|number|round|sum|count|count-selected|min|max|pow|abs)\(")
_TAG: Final = re.compile(r"<[^<>]+>")
_LOOP: Final = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question with its path, as pyxform or the sheets describe it."""

    path: str
    group: str
    entry: Mapping[str, Any]


def language(written: str, default: str) -> str:
    """Return the code of a language as an XLSForm writes it.

    Examples
    --------
    >>> language("Polski (pl)", ""), language("English", ""), language("default", "pl")
    ('pl', 'en', 'pl')
    """
    name = written.strip()
    if name in ("", "default"):
        return default
    coded = _LANGUAGE.search(name)
    if coded:
        return coded[1].lower()
    return _NAMED.get(name.casefold(), name.casefold())


def walk(
    entries: Sequence[Mapping[str, Any]], group: str = "", loop: Mapping[str, Any] | None = None
) -> Iterator[Asked]:
    """Yield the questions of a form with their paths; loops are unrolled over their options."""
    for entry in entries:
        name, kind = str(entry.get("name") or ""), str(entry.get("type") or "")
        path = f"{group}/{name}".removeprefix("/")
        if kind == "loop":
            for round_ in entry.get("columns", ()):
                below = f"{path}/{round_['name']}"
                yield from walk(entry.get("children", ()), below, round_)
        elif kind in _CONTAINERS:
            if name != "meta":
                yield from walk(entry.get("children", ()), path, loop)
        elif name and kind not in _METADATA:
            yield Asked(path=path, group=group, entry=_in_loop(entry, loop) if loop else entry)


def _in_loop(entry: Mapping[str, Any], loop: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fill the words of a loop's option into the label of a question."""
    label, word = entry.get("label"), loop.get("label")

    def fill(text: object, lang: str | None) -> str:
        of_lang = word.get(lang) if isinstance(word, Mapping) else word
        known = {"label": of_lang, "name": loop.get("name")}
        return _LOOP.sub(lambda found: str(known.get(found[1]) or ""), str(text))

    if isinstance(label, Mapping):
        return {**entry, "label": {lang: fill(text, lang) for lang, text in label.items()}}
    return {**entry, "label": fill(label, None)} if label else entry


def questions(asked: Sequence[Asked], default: str) -> tuple[Question, ...]:
    """Return the questions of a form, named as the readers of exports name their columns.

    Parameters
    ----------
    asked : sequence of Asked
        In the order of the form.
    default : str
        Language of labels that name none.
    """
    names = shortest_names(one.path for one in asked)
    made: list[Question] = []
    for one in asked:
        made += _questions(one, names, default, made)
    return tuple(made)


def _questions(
    one: Asked, names: Mapping[str, str], default: str, before: Sequence[Question]
) -> list[Question]:
    name = names[one.path]
    options = _options(one.entry, default)
    words = texts(one.entry.get("label"), default)
    required = str(one.entry.get("bind", {}).get("required", "")).lower() in _TRUE
    stem = name.removesuffix("_other")
    beside = {question.name for question in before if question.group == one.group}
    generated = stem != name and stem in beside and "bind" in one.entry
    asked = Question(
        name=name,
        question=stem if generated else name,
        kind=_kind(one.entry, options),
        texts=words,
        options=options,
        group=one.group,
        required=required,
    )
    if not _MANY.match(str(one.entry.get("type"))):
        return [asked]
    ticks = [
        Question(
            name=f"{name}/{option.code}",
            question=name,
            kind="option",
            texts=_joined(words, option.labels),
            options=(),
            group=one.group,
        )
        for option in options
    ]
    return [asked, *ticks]


_TRUE: Final = frozenset(("true()", "yes", "true", "1"))


def _joined(question: Mapping[str, str], option: Mapping[str, str]) -> dict[str, str]:
    return {
        lang: " – ".join(filter(None, (question.get(lang, ""), option.get(lang, ""))))
        for lang in dict.fromkeys([*question, *option])
    }


def _kind(entry: Mapping[str, Any], options: Sequence[AnswerOption]) -> Kind:
    written = str(entry.get("type"))
    bound = str(entry.get("bind", {}).get("type", ""))
    if _ONE.match(written):
        rating = len(options) >= RATING_FROM and all(_whole(option.code) for option in options)
        return "rating" if rating and not written.startswith("rank") else "choice"
    if _MANY.match(written):
        return "choice"
    if written == "calculate":
        formula = str(entry.get("bind", {}).get("calculate", ""))
        return "number" if bound in _NUMBERS or _NUMERIC.match(formula) else "text"
    if written in _NUMBERS:
        return "number"
    if written in _DATES:
        return "date"
    return "note" if written == "note" else "text"


def _whole(code: str) -> bool:
    return re.fullmatch(r"-?\d+", code) is not None


def _options(entry: Mapping[str, Any], default: str) -> tuple[AnswerOption, ...]:
    made: dict[str, AnswerOption] = {}
    for choice in entry.get("choices") or ():
        code = str(choice.get("name"))
        made.setdefault(code, AnswerOption(code=code, labels=texts(choice.get("label"), default)))
    return tuple(made.values())


def texts(label: object, default: str) -> dict[str, str]:
    """Return the words of a label by language, without HTML; nothing where there is none."""
    if isinstance(label, Mapping):
        found: dict[str, str] = {}
        for written, text in label.items():
            found.setdefault(language(str(written), default), _plain(str(text)))
        return {lang: text for lang, text in found.items() if text}
    text = _plain(str(label)) if label else ""
    return {default: text} if text else {}


def _plain(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())
