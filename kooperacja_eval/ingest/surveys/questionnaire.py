"""The questionnaire that a survey answers: items, options and scales, shipped or one's own.

The border: of an instrument that the package ships, the tables are taken as they are, and the
mapping may add items of its own; of one's own instrument, mapping and definition say everything.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.mapping import ItemPart, SurveyMapping
from kooperacja_eval.ingest.surveys.own_scales import own_scales
from kooperacja_eval.instruments.questionnaires import questionnaire, shipped
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.questionnaires import Items, Options, Scales
from kooperacja_eval.text import Lang

Row = dict[str, Any]
_ENDING: Final = re.compile(r"[^\W\d]*_?(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSpec:
    """One answer option as the table of options has it; ``reason`` where it is no answer."""

    code: str
    value: float | None
    label_pl: str
    label_en: str
    reason: str | None

    def label(self, lang: Lang) -> str:
        """Return the words in a language; empty where there are none."""
        return self.label_pl if lang == "pl" else self.label_en


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSpec:
    """What is needed of an item to read its answers."""

    item: str
    kind: str
    low: float | None
    high: float | None
    options: tuple[OptionSpec, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireTables:
    """The tables of one version of a questionnaire.

    Attributes
    ----------
    items, options, scales : pandas.DataFrame
        Typed as their tables; where rows come from is empty.
    unknown : tuple of str
        Items of the mapping of which nobody says what they are; they are left out.
    """

    items: pd.DataFrame
    options: pd.DataFrame
    scales: pd.DataFrame
    unknown: tuple[str, ...] = field(default=())

    def specs(self) -> dict[str, ItemSpec]:
        """Return what is needed to read the answers of each item."""
        offered: dict[str, list[OptionSpec]] = {}
        for row in self.options.to_dict("records"):
            offered.setdefault(row["item_id"], []).append(
                OptionSpec(
                    code=row["code"],
                    value=_number(row["value"]),
                    label_pl=_text(row["label_pl"]),
                    label_en=_text(row["label_en"]),
                    reason=_text(row["missing_reason"]) or None,
                )
            )
        return {
            row["item_id"]: ItemSpec(
                item=row["item_id"],
                kind=row["kind"],
                low=_number(row["low"]),
                high=_number(row["high"]),
                options=tuple(offered.get(row["item_id"], ())),
            )
            for row in self.items.to_dict("records")
        }


def is_shipped(instrument: str) -> bool:
    """Return whether the package ships an instrument of this name."""
    return instrument in shipped()


def questionnaire_tables(
    mapping: SurveyMapping, definition: SurveyDefinition | None, version: str
) -> QuestionnaireTables:
    """Return items, options and scales of one version of the instrument of a survey.

    Parameters
    ----------
    mapping : SurveyMapping
        The mapping of the survey.
    definition : SurveyDefinition, optional
        What the platform says of the questionnaire: words, options, kinds.
    version : str
        Version of the instrument.

    Raises
    ------
    ConfigurationError
        Where the package ships the instrument, but not this version, or has no such scoring key.

    Notes
    -----
    An option of a rating is worth what ``values`` says, else the number that it is or, in a
    definition that calls the question a rating, ends in; an option of one answer from a list what
    ``values`` says, else its place in the list. Limits of a rating that are not given are those of
    its options.
    """
    name = mapping.survey.instrument
    known = questionnaire(name, version) if is_shipped(name) else None
    have = set() if known is None else set(known.items["item_id"])
    last = 0 if known is None else len(known.items)
    own = [part for part in mapping.items if part.item not in have]
    items: list[Row] = []
    options: list[Row] = []
    unknown = []
    for part in own:
        question = None if definition is None else definition.question(part.column)
        kind = kind_of(part, question)
        if kind is None:
            unknown.append(part.item)
            continue
        offered = _options(part, kind, question, mapping)
        key = {"instrument": name, "version": version, "item_id": part.item}
        items.append({**key, **_item(part, kind, question, offered), "position": last + 1})
        last += 1
        options += [{**key, **row} for row in offered]
    made = frame_of(Items, items)
    scales = own_scales(mapping, version, made)
    return QuestionnaireTables(
        items=_joined(None if known is None else known.items, scales.items),
        options=_joined(None if known is None else known.options, frame_of(Options, options)),
        scales=_joined(None if known is None else known.scales, frame_of(Scales, scales.rows)),
        unknown=tuple(unknown),
    )


def kind_of(part: ItemPart, question: Question | None) -> str | None:
    """Return the kind of an item of one's own: the mapping's, else the definition's, else None."""
    if part.kind is not None:
        return part.kind
    return None if question is None or question.kind == "note" else question.kind


def frame_of(table: type[Table], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a typed frame of a table; what a row does not say is missing."""
    listed = list(rows)
    types = table.dtypes()
    frame = pd.DataFrame({name: [row.get(name) for row in listed] for name in types}, dtype=object)
    return frame.astype(types)


def _joined(known: pd.DataFrame | None, own: pd.DataFrame) -> pd.DataFrame:
    if known is None:
        return own
    return pd.concat([known[own.columns], own], ignore_index=True) if len(own) else known


def _item(part: ItemPart, kind: str, question: Question | None, offered: list[Row]) -> Row:
    texts = {} if question is None else question.texts
    numbers = [row["value"] for row in offered if row["value"] is not None]
    limits = (min(numbers), max(numbers)) if numbers and kind == "rating" else (None, None)
    return {
        "kind": kind,
        "measure": part.measure or "current",
        "then_of": part.then_of,
        "scale": part.scale,
        "text_pl": part.text_pl or texts.get("pl") or texts.get(""),
        "text_en": part.text_en or texts.get("en"),
        "low": limits[0] if part.low is None else part.low,
        "high": limits[1] if part.high is None else part.high,
        "reverse": bool(part.reverse),
    }


def _options(
    part: ItemPart, kind: str, question: Question | None, mapping: SurveyMapping
) -> list[Row]:
    if kind not in ("rating", "choice"):
        return []
    missing = {**mapping.missing, **part.missing}
    worth = part.values  # noqa: PD011 - a key of the mapping
    if question is None or not question.options:
        values = [(code, value, "", "", None) for code, value in worth.items()]
        lacking = [(code, None, "", "", reason) for code, reason in part.missing.items()]
        listed = [*values, *lacking] if worth else []
    else:
        listed = []
        for at, option in enumerate(question.options, start=1):
            reason = None if option.code in worth else missing.get(option.code)
            if reason is None and option.missing and option.code not in worth:
                reason = "declared"
            value = worth.get(option.code)
            if value is None and reason is None:
                value = float(at) if kind == "choice" else _code_number(option.code, question)
            words = option.labels
            listed.append(
                (option.code, value, words.get("pl") or words.get("") or "",
                 words.get("en") or "", reason)
            )  # fmt: skip
    return [
        {"code": code, "position": at, "value": value, "label_pl": pl or None,
         "label_en": en or None, "missing_reason": reason}
        for at, (code, value, pl, en, reason) in enumerate(listed, start=1)
    ]  # fmt: skip


def _code_number(code: str, question: Question) -> float | None:
    found = _ENDING.fullmatch(code)
    if found is None or (question.kind != "rating" and not code.isdecimal()):
        return None
    return float(found[1])


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) and not pd.isna(value) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
