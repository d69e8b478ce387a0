"""Which columns of an export seem to say who answered: key, team, place, sector, day.

Suggestions only: each is written with its reason, and a person decides.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Platform
from kooperacja_eval.ingest.surveys.inspect_columns import Look
from kooperacja_eval.ingest.surveys.mapping import Attribute
from kooperacja_eval.schemas.codes import LEVELS, RESPONDENT_ROLES, SECTORS, VOIVODESHIPS
from kooperacja_eval.schemas.field import CodeList, fold

KEYS: Final = (
    "token", "klucz", "klucz respondenta", "kod respondenta", "id respondenta", "kod", "respondent",
    "respondent id", "key",
)  # fmt: skip
OWN_KEYS: Final[frozenset[Platform]] = frozenset(("spss", "table", "google_forms"))
"""Platforms that number nobody, so that a column ``id`` is the study's own."""
SENT: Final[Mapping[Platform, tuple[str, ...]]] = {
    "limesurvey": ("submitdate",),
    "kobo": ("_submission_time", "end"),
    "odk": ("SubmissionDate", "end"),
    "google_forms": ("Sygnatura czasowa", "Timestamp"),
    "ms_forms": ("Godzina ukończenia", "Completion time"),
}
"""Columns in which platforms say when the answers were sent."""
LISTS: Final[Mapping[Attribute, CodeList]] = {
    "voivodeship": VOIVODESHIPS,
    "sector": SECTORS,
    "level": LEVELS,
    "role": RESPONDENT_ROLES,
}

_TEAM: Final = re.compile(r"[A-Z]{2}-\d{2}")
_TEAM_WORDS: Final = frozenset(("pzk", "zespol", "team"))
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PERSONAL: Final = ("imie", "nazwisko", "telefon", "e-mail", "email", "mail", "nazwa", "pesel")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Suggested columns about respondents.

    Attributes
    ----------
    key : str or None
        Column that seems to name the person.
    columns : mapping of Attribute to str
        Column of each attribute that was found.
    values : mapping of Attribute to (mapping of str to str)
        What codes of the platform mean, where the cells are no codes or labels of the schema.
    personal : tuple of str
        Columns that seem to hold names or addresses and are best left out.
    """

    key: str | None
    columns: Mapping[Attribute, str] = field(default_factory=dict)
    values: Mapping[Attribute, Mapping[str, str]] = field(default_factory=dict)
    personal: tuple[str, ...] = ()

    def claimed(self) -> frozenset[str]:
        """Return the columns that are no items."""
        named = (self.key, *self.columns.values(), *self.personal)
        return frozenset(name for name in named if name)


def find_people(
    looks: Sequence[Look], platform: Platform, definition: SurveyDefinition | None
) -> People:
    """Return the columns that seem to say who answered."""
    key = _key(looks, platform)
    columns: dict[Attribute, str] = {}
    values: dict[Attribute, Mapping[str, str]] = {}
    sent = SENT.get(platform, ())
    for entry in looks:
        name = entry.column.name
        if name == key or entry.column.part not in ("answer", "system"):
            continue
        if "completed_on" not in columns and (name in sent or entry.column.header in sent):
            columns["completed_on"] = name
        elif "pzk_id" not in columns and _is_team(entry):
            columns["pzk_id"] = name
        elif entry.column.part == "answer":
            _add_coded(entry, definition, columns, values)
    taken = {key, *columns.values()}
    personal = tuple(
        entry.column.name
        for entry in looks
        if entry.column.name not in taken and entry.column.part == "answer" and _is_personal(entry)
    )
    return People(key=key, columns=columns, values=values, personal=personal)


def _key(looks: Sequence[Look], platform: Platform) -> str | None:
    spelled = {fold(entry.column.name): entry for entry in reversed(looks)}
    spelled |= {fold(entry.column.header): entry for entry in reversed(looks)}
    names = (*KEYS, "id") if platform in OWN_KEYS else KEYS
    for name in names:
        entry = spelled.get(name)
        if entry is not None and entry.filled:
            return entry.column.name
    return next((entry.column.name for entry in looks if _is_mail(entry)), None)


def _is_mail(entry: Look) -> bool:
    return bool(entry.counts) and all(_MAIL.fullmatch(text) for text in entry.counts)


def _is_team(entry: Look) -> bool:
    teams = sum(count for text, count in entry.counts.items() if _TEAM.fullmatch(text))
    if entry.filled and teams >= 0.8 * entry.filled:
        return True
    words = set(re.findall(r"\w+", f"{fold(entry.column.header)} {fold(entry.column.name)}"))
    return bool(words & _TEAM_WORDS) and bool(teams)


def _is_personal(entry: Look) -> bool:
    words = re.findall(r"[\w-]+", fold(entry.column.header))
    return _is_mail(entry) or (bool(words) and words[0] in _PERSONAL)


def _add_coded(
    entry: Look,
    definition: SurveyDefinition | None,
    columns: dict[Attribute, str],
    values: dict[Attribute, Mapping[str, str]],
) -> None:
    question = None if definition is None else definition.question(entry.column.name)
    words = {
        option.code: [label for label in option.labels.values() if label]
        for option in (question.options if question else ())
        if not option.missing
    }
    for attribute, listed in LISTS.items():
        if attribute in columns or not (entry.counts or words):
            continue
        known = listed.lookup()
        meant = {
            text: next(
                (known[fold(w)] for w in (text, *words.get(text, ())) if fold(w) in known), ""
            )
            for text in dict.fromkeys((*entry.counts, *words))
        }
        # a column that knows nothing but "other" may be about anything
        if all(meant.values()) and set(meant.values()) != {"other"}:
            columns[attribute] = entry.column.name
            odd = {text: code for text, code in meant.items() if fold(text) not in known}
            if odd:
                values[attribute] = odd
            return
