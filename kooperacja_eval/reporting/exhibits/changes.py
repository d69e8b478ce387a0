"""What changed since the earlier edition of a study."""

from collections.abc import Hashable
from typing import Any

from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import texts
from kooperacja_eval.reporting.exhibits.survey_words import wave_label
from kooperacja_eval.reporting.exhibits.value_words import (
    group_words,
    method_words,
    value_words,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Text, same

_DASH = same("–")


def changes_since(report: Material) -> Exhibit | Prose:
    """Show what differs from the earlier edition of the study."""
    frame = report.changes
    if frame is None:
        return Prose(
            Text(
                "*To pierwsze wydanie: nie zapisano wcześniejszych wartości, z którymi można by "
                "porównać. Zapisuje je polecenie freeze.*",
                "*This is the first edition: no earlier values were kept to compare with. The "
                "command freeze keeps them.*",
            )
        )
    if frame.empty:
        return Prose(
            Text(
                "*Żadna wartość nie różni się od poprzedniego wydania.*",
                "*No value differs from the earlier edition.*",
            )
        )
    entries = catalogue()
    records = frame.to_dict("records")
    data = frame.assign(
        what=texts(
            (
                entries[name].title if name in entries else same(name)
                for name in frame["indicator_id"]
            ),
            frame,
        ),
        whom=texts((_whom(report, row) for row in records), frame),
        before=texts((_shown(row, "earlier") for row in records), frame),
        now=texts((_shown(row, "value") for row in records), frame),
        verdict=texts((_VERDICTS[_verdict(row)] for row in records), frame),
    )
    return Exhibit(
        id="changes_since",
        title=Text(
            "Wartości inne niż w poprzednim wydaniu", "Values that differ from the earlier edition"
        ),
        caption=Text(
            "Wartości całego makroregionu. „Nowa” i „już niepodawana” znaczy, że jednego z wydań "
            "brak: wartości wtedy nie było albo ją ukryto.",
            "Values of the whole macroregion. “New” and “no longer given” mean that one of the "
            "editions lacks the value: there was none, or it was suppressed.",
        ),
        alt=Text(
            "Tabela: wskaźnik, grupa, wartość wcześniejsza i obecna, ocena różnicy.",
            "Table: indicator, group, earlier and present value, judgement of the difference.",
        ),
        source=Text("wartości obu wydań", "values of both editions"),
        data=data,
        columns=(
            Column("what", Text("Wskaźnik", "Indicator")),
            Column("whom", Text("Grupa, pomiar, metoda", "Group, wave, method")),
            Column("before", Text("Poprzednio", "Earlier"), align="right"),
            Column("now", Text("Teraz", "Now"), align="right"),
            Column("verdict", Text("Różnica", "Difference")),
        ),
    )


_VERDICTS = {
    "new": Text("nowa wartość", "new value"),
    "gone": Text("już niepodawana", "no longer given"),
    "beyond": Text("poza wcześniejszym przedziałem", "beyond the earlier interval"),
    "changed": Text("w granicach niepewności", "within its uncertainty"),
}


def _verdict(row: dict[Hashable, Any]) -> str:
    return "beyond" if row["kind"] == "changed" and row["beyond"] else str(row["kind"])


def _shown(row: dict[Hashable, Any], column: str) -> Text:
    entry = catalogue().get(str(row["indicator_id"]))
    if entry is None or formats.is_missing(row[column]):
        return _DASH
    return Text(*(value_words(entry, float(row[column]), lang) for lang in LANGUAGES))


def _whom(report: Material, row: dict[Hashable, Any]) -> Text:
    """Return the group, the wave and the way of computing in words; a dash for everybody."""
    words = [group_words(report, str(row["group"]))] if row["group"] else []
    words += [wave_label(report, str(row["wave"]))] if row["wave"] else []
    words += [method_words(str(row["method"]))]
    return Text(
        ", ".join(word.pl for word in words if word.pl) or _DASH.pl,
        ", ".join(word.en for word in words if word.en) or _DASH.en,
    )
