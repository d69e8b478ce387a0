"""A trace in words for the screen, and the words for codes by which values are told apart."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from kooperacja_eval.pipeline.trace_match import place_words
from kooperacja_eval.pipeline.trace_model import Certainty, Trace, ValueTrace
from kooperacja_eval.pipeline.trace_sources import TableTrace
from kooperacja_eval.pipeline.trace_values import Describe
from kooperacja_eval.reporting import formats, words
from kooperacja_eval.reporting.exhibits.survey_words import items
from kooperacja_eval.reporting.exhibits.value_words import group_words, method_words, value_words
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

SHOWN: Final = 8
"""At most so many values, files and numbers on the screen; the rest are counted and in JSON."""
CERTAINTY: Final[dict[Certainty, Text]] = {
    "exact": Text("Wartość", "Value"),
    "candidates": Text(
        "Jedna z tych wartości (są równe, a słowa ich nie rozróżniają)",
        "One of these values (they are equal, and words do not tell them apart)",
    ),
    "matching": Text("Wartości, do których klucz pasuje", "Values to which the key fits"),
    "record": Text("Wiersz tabeli", "Row of a table"),
    "derived": Text(
        "Policzone lub zapisane w tabeli, rysunku albo zdaniu; przeczytano przy tym wartości",
        "Computed or written in the exhibit or sentence; values read for it",
    ),
    "whole": Text("Przeczytane wartości", "Values read"),
}
_PART_WORDS: Final = {
    "quotations": Text("cytaty z wywiadów grupowych", "quotations of focus groups"),
    "reconciliation": Text(
        "porównanie z liczbami opublikowanymi", "comparison with published figures"
    ),
    "disagreements": Text("sprzeczności dokumentów", "contradictions of documents"),
    "published_shares": Text(
        "udziały z liczb opublikowanych", "shares that follow from published counts"
    ),
    "change_readings": Text("odczytania opublikowanych wzrostów", "readings of published growth"),
    "changes": Text("zmiany od poprzedniego wydania", "changes since the earlier edition"),
    "quality": Text("jakość danych", "quality of the data"),
    "certificates": Text("kryteria certyfikatu", "criteria of the certificate"),
}
_MORE: Final = Text(
    "i dalsze: {} (wszystkie w --format json)", "and more: {} (all in --format json)"
)
_STALE: Final = Text(
    "Uwaga: pliki tego raportu powstały z innych danych lub innej wersji programu; zbuduj je "
    "jeszcze raz.",
    "Note: the files of this report were made from other data or another version of the program; "
    "build them again.",
)
_NOT_BUILT: Final = Text(
    "Uwaga: tego raportu nie ma w folderze reports.",
    "Note: this report is not in the folder reports.",
)


def describer(material: Material) -> Describe:
    """Return the function from the code of a dimension to the words that people read for it."""
    waves = {wave.id: Text(wave.label_pl, wave.label_en) for wave in material.config.waves}
    areas = {area.id: area.label for area in AREAS}
    group = _grouper(material)

    def describe(name: str, code: str) -> tuple[Text, ...]:
        if name == "wave":
            return tuple(waves[part] for part in code.split("/") if part in waves)
        if name == "group":
            said = (areas[code],) if code in areas else ()
            return (*said, *group(code))
        if name == "method":
            return (method_words(code),)
        if name == "period" and formats_period(code):
            return (Text(formats.period(code, "pl"), formats.period(code, "en")),)
        return place_words(name, code)

    return describe


def _grouper(material: Material) -> Callable[[str], tuple[Text, ...]]:
    """Return the function from a group to its words, which looks into the questionnaires once."""
    known = items(material)
    labels: dict[str, Text] = dict(zip(known["item_id"], known["label"], strict=True))

    @cache
    def part(code: str) -> Text:
        item, _, answer = code.partition("=")
        if item not in labels:
            return group_words(material, code)
        label, end = labels[item], f": {answer}" if answer else ""
        return Text(f"{label.pl}{end}", f"{label.en}{end}")

    def group(code: str) -> tuple[Text, ...]:
        head, *tail = map(part, code.split("/"))
        if not tail:
            return (head,)
        polish, english = (", ".join(text.in_(lang) for text in tail) for lang in LANGUAGES)
        return (Text(f"{head.pl} ({polish})", f"{head.en} ({english})"),)

    return group


def formats_period(code: str) -> bool:
    """Tell whether a period is a day, a month or an interval, which have words."""
    return code[:4].isdecimal() and "-" in code


def trace_text(trace: Trace, lang: Lang) -> str:
    """Return a trace for the screen, in the language of the reader."""
    return "\n".join(_lines(trace, lang))


def _lines(trace: Trace, lang: Lang) -> Iterator[str]:
    if trace.synthetic:
        yield words.SYNTHETIC.in_(lang)
    yield f"{trace.report} → {trace.address}"
    yield trace.title.in_(lang)
    if trace.shown:
        yield f"{Text('W raporcie', 'In the report').in_(lang)}: {trace.shown}"
    if trace.current is not True:
        yield (_NOT_BUILT if trace.current is None else _STALE).in_(lang)
    if trace.record:
        yield f"{CERTAINTY['record'].in_(lang)}:"
        yield from (f"  {name}: {value}" for name, value in trace.record.items() if value)
    if trace.behind:
        yield f"{CERTAINTY[trace.certainty].in_(lang)}:"
        told: set[str] = set()
        for value in trace.behind[:SHOWN]:
            yield from _value_lines(value, told, lang)
        yield from _rest(len(trace.behind), lang)
    if trace.parts:
        yield f"{Text('Inne źródła', 'Other sources').in_(lang)}: {', '.join(trace.parts)}"
    for table in trace.tables:
        yield from _table_lines(table, lang)
    if trace.parts_within:
        yield f"{Text('Liczby', 'Numbers').in_(lang)}:"
        yield from (f"  {name}" for name in trace.parts_within[:SHOWN])
        yield from _rest(len(trace.parts_within), lang)
    version = trace.versions["kooperacja-eval"]
    yield f"{Text('Program', 'Program').in_(lang)}: kooperacja-eval {version}, sha256 {trace.code}"


def _value_lines(value: ValueTrace, told: set[str], lang: Lang) -> Iterator[str]:
    entry = value.entry
    column = f" [{value.column}]" if value.column else ""
    yield f"  {value.key}{column}"
    if entry.id not in told:
        told.add(entry.id)
        yield f"    {entry.title.in_(lang)}: {entry.definition.in_(lang)}"
    yield f"    {value_line(value, lang)}"


def value_line(value: ValueTrace, lang: Lang) -> str:
    """Return a value with its interval, counts and status on one line."""
    row, entry = value.row, value.entry
    if row["status"] == "suppressed":
        return formats.SUPPRESSED.in_(lang)
    parts = []
    if isinstance(row["value"], int | float):
        parts.append(value_words(entry, float(row["value"]), lang))
    low, high = row["ci_low"], row["ci_high"]
    if isinstance(low, int | float) and isinstance(high, int | float):
        ends = [value_words(entry, float(end), lang) for end in (low, high)]
        parts.append(f"95%: {ends[0]} – {ends[1]}")
    for name in ("numerator", "denominator", "n", "n_missing"):
        number = row[name]
        if isinstance(number, int | float):
            parts.append(
                f"{name}={formats.number(number, 0 if number == int(number) else 2, lang)}"
            )
    return "; ".join([*parts, f"status={row['status']}"])


def _table_lines(table: TableTrace, lang: Lang) -> Iterator[str]:
    label = Text("Tabela", "Table").in_(lang)
    rows = Text("wiersze", "rows").in_(lang)
    here = ""
    if table.rows_here is not None:
        here = f" ({Text('z tego miejsca', 'of this place').in_(lang)}: {table.rows_here})"
    yield f"{label} {table.name} – {table.label.in_(lang)}, {rows}: {table.rows}{here}"
    for file in table.files[:SHOWN]:
        yield f"  data_raw/{file.path}  sha256 {file.sha256}"
    yield from _rest(len(table.files), lang)
    for rule in table.corrections:
        word = Text("poprawka", "correction").in_(lang)
        yield f"  {word} {rule.id} ({rule.action}, {rows}: {rule.rows}): {rule.reason}"


def _rest(count: int, lang: Lang) -> Iterator[str]:
    if count > SHOWN:
        yield f"  {_MORE.in_(lang).format(count - SHOWN)}"


def part_words(part: str) -> Text:
    """Return the words for a part of the material; its name where it has none."""
    return _PART_WORDS.get(part, same(part))


def certainty_words(certainty: Certainty) -> Text:
    """Return in words how sure the values are the ones."""
    return CERTAINTY.get(certainty, same(certainty))
