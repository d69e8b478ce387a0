"""Computed beside published figures, and where the documents disagree."""

from typing import Any

import pandas as pd

from kooperacja_eval.evidence.figures import Figure, figure_of
from kooperacja_eval.evidence.labels import figure_label, group_label, place_label
from kooperacja_eval.evidence.matching import NO_INDICATOR
from kooperacja_eval.evidence.reconcile import reconcile_counts
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import document_source, needs
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.schemas.codes import DOCUMENTS
from kooperacja_eval.text import Lang, Text, same

OUTCOMES = {
    "equal": Text("równe", "equal"),
    "different": Text("różne", "different"),
    "not_computable": Text("nie do policzenia", "not computable"),
}
"""Statuses of a reconciled figure."""
WHOLE_NUMBERS = frozenset({"count", "extreme"})
"""Methods whose values are whole numbers."""


@needs("published", what=Text("Liczby obliczone i opublikowane", "Computed and published figures"))
def reconciliation(report: Material) -> Exhibit | Prose:
    """Show each published figure beside the computed one."""
    frame = report.reconciliation
    shown = frame[frame["reason_pl"] != NO_INDICATOR.pl]
    if shown.empty:
        return reconciliation_summary(report)
    compared = shown["status"] != "not_computable"
    data = _rows(pd.concat([shown[compared], shown[~compared]], ignore_index=True))
    return Exhibit(
        id="reconciliation",
        title=Text("Liczby obliczone i opublikowane", "Computed and published figures"),
        caption=_caption(frame),
        alt=Text(
            "Tabela: liczba z dokumentu, liczba obliczona z tabel, różnica i wynik porównania.",
            "Table: figure of the document, figure computed from the tables, difference, outcome.",
        ),
        source=document_source(*sorted(set(shown["document"]))),
        data=data,
        columns=_COMPARED if compared.any() else _COMPARED[:4],
    )


_COMPARED = (
    Column("what", Text("Co", "What")),
    Column("where", Text("Gdzie", "Where")),
    Column("whom", Text("Grupa, okres", "Group, period")),
    Column("published_text", Text("Dokument", "Document"), align="right"),
    Column("computed_text", Text("Obliczone", "Computed"), align="right"),
    Column("difference_text", Text("Różnica", "Difference"), align="right"),
    Column("outcome", Text("Wynik", "Outcome")),
)
"""Where nothing can be computed, the last three are left out."""


@needs("published", what=Text("Porównanie z dokumentami", "Comparison with the documents"))
def reconciliation_summary(report: Material) -> Prose:
    """Say how many published figures the tables give again, and why others cannot be compared."""
    counts = reconcile_counts(report.reconciliation)
    total = sum(counts.values())
    words_pl = (
        f"Dokumenty podają {formats.plural(total, 'liczbę', 'liczby', 'liczb')}: równe "
        f"obliczonym – {counts['equal']}, różne – {counts['different']}, nie do policzenia – "
        f"{counts['not_computable']}"
    )
    words_en = (
        f"The documents give {formats.plural_en(total, 'figure', 'figures')}: equal to the "
        f"computed ones – {counts['equal']}, different – {counts['different']}, not computable – "
        f"{counts['not_computable']}"
    )
    reasons = _reasons(report.reconciliation)
    if not reasons:
        return Prose(Text(f"{words_pl}.", f"{words_en}."))
    return Prose(
        Text(f"{words_pl} ({_joined(reasons, 'pl')}).", f"{words_en} ({_joined(reasons, 'en')}).")
    )


@needs("published", what=Text("Gdzie dokumenty się różnią", "Where the documents disagree"))
def disagreements(report: Material) -> Exhibit | Prose:
    """Show where the documents contradict each other or themselves."""
    frame = report.disagreements
    if frame.empty:
        return Prose(
            Text(
                "*W transkrypcji nie znaleziono sprzecznych stwierdzeń.*",
                "*No contradicting statements were found in the transcription.*",
            )
        )
    named = ", ".join([*frame["document_a"], *frame["document_b"]]).split(", ")
    return Exhibit(
        id="disagreements",
        title=Text("Gdzie dokumenty się różnią", "Where the documents disagree"),
        caption=Text(
            "W nawiasie kwadratowym dokument. Cytaty są w aneksie. Zestawienie nie rozstrzyga, "
            "które stwierdzenie jest prawdziwe.",
            "The document stands in square brackets. Quotes stand in the annex. The table does "
            "not decide which statement is true.",
        ),
        alt=Text(
            "Tabela: temat, dwa niezgodne stwierdzenia z numerami dokumentów i różnica.",
            "Table: topic, two statements that disagree with their documents, and the difference.",
        ),
        source=document_source(*sorted(set(named) & set(DOCUMENTS.ids))),
        data=frame.assign(
            topic=_pairs(frame, "topic"),
            statement_a=_pairs(frame, "statement_a", "document_a"),
            statement_b=_pairs(frame, "statement_b", "document_b"),
            difference=_pairs(frame, "difference"),
        ),
        columns=(
            Column("topic", Text("Temat", "Topic")),
            Column("statement_a", Text("Jedno stwierdzenie", "One statement")),
            Column("statement_b", Text("Drugie stwierdzenie", "The other statement")),
            Column("difference", Text("Różnica", "Difference")),
        ),
    )


def _pairs(frame: pd.DataFrame, name: str, document: str | None = None) -> "pd.Series[Any]":
    sources = [""] * len(frame) if document is None else [f" [{d}]" for d in frame[document]]
    texts = zip(frame[f"{name}_pl"], frame[f"{name}_en"], sources, strict=True)
    return _column([Text(pl + source, en + source) for pl, en, source in texts])


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the words of each row; machine values stay for the annex."""
    figures = [
        figure_of({str(name): None if pd.isna(cell) else cell for name, cell in row.items()})
        for row in frame.assign(value=frame["published"]).to_dict("records")
    ]
    decimals = [_decimals(f, m) for f, m in zip(figures, frame["method"], strict=True)]
    words: dict[str, list[Text]] = {
        "what": [figure_label(figure.indicator_id) for figure in figures],
        "where": [place_label(figure.macroregion, figure.voivodeship) for figure in figures],
        "whom": [_whom(figure.group, figure.first, figure.last) for figure in figures],
        "published_text": [
            _with_document(_number(figure.value, figure.decimals), figure.document)
            for figure in figures
        ],
        "computed_text": list(map(_number, frame["computed"], decimals)),
        "difference_text": list(map(_number, frame["difference"], decimals)),
        "outcome": [OUTCOMES[status] for status in frame["status"]],
    }
    return frame.assign(**{name: _column(texts) for name, texts in words.items()})


def _column(texts: list[Text]) -> "pd.Series[Any]":
    return pd.Series(list[Any](texts), dtype=object)


def _decimals(figure: Figure, method: str) -> int:
    """Whole numbers are written as the document writes them, others as the catalogue says."""
    entry = catalogue().get(figure.indicator_id)
    if entry is None or method in WHOLE_NUMBERS:
        return figure.decimals
    return max(figure.decimals, entry.decimals)


def _number(value: float | None, decimals: int) -> Text:
    number = float("nan") if value is None else value
    return Text(formats.number(number, decimals, "pl"), formats.number(number, decimals, "en"))


def _with_document(number: Text, document: str) -> Text:
    return Text(f"{number.pl} [{document}]", f"{number.en} [{document}]")


def _whom(group: str | None, first: object, last: object) -> Text:
    parts = [] if group is None else [group_label(group)]
    if last is not None and group is None:
        start, end = str(first or last), str(last)
        months = f"{start[:7]}/{end[:7]}"
        parts.append(Text(formats.period(months, "pl"), formats.period(months, "en")))
    if not parts:
        return same(formats.MISSING)
    return Text(", ".join(p.pl for p in parts), ", ".join(p.en for p in parts))


def _reasons(frame: pd.DataFrame) -> list[tuple[Text, int]]:
    """Return why figures cannot be computed, with how many, most first."""
    chosen = frame[frame["status"] == "not_computable"]
    counts = chosen.groupby(["reason_pl", "reason_en"], sort=False).size()
    ordered = counts.sort_values(ascending=False, kind="stable")
    rows = ordered.rename("n").reset_index()
    return [
        (Text(pl, en), int(n))
        for pl, en, n in zip(rows["reason_pl"], rows["reason_en"], rows["n"], strict=True)
    ]


def _joined(reasons: list[tuple[Text, int]], lang: Lang) -> str:
    return "; ".join(f"{reason.in_(lang)} – {n}" for reason, n in reasons)


def _caption(frame: pd.DataFrame) -> Text:
    """Say what "equal" means, what was compared together, and what the table leaves out."""
    remarks = frame.loc[
        (frame["status"] != "not_computable") & (frame["reason_pl"] != ""),
        ["reason_pl", "reason_en"],
    ].drop_duplicates()
    parts = [
        Text(
            "W nawiasie kwadratowym dokument. Równe: takie same po zaokrągleniu do miejsc po "
            "przecinku podanych w dokumencie.",
            "The document stands in square brackets. Equal: the same when rounded to the "
            "decimals of the document.",
        )
    ]
    for pl, en in zip(remarks["reason_pl"], remarks["reason_en"], strict=True):
        parts.append(Text(f"Uwaga: {pl}.", f"Note: {en}."))
    reasons = _reasons(frame)
    if reasons:
        left_out = sum(n for reason, n in reasons if reason == NO_INDICATOR)
        parts.append(
            Text(
                f"Nie do policzenia: {_joined(reasons, 'pl')}.",
                f"Not computable: {_joined(reasons, 'en')}.",
            )
        )
        if left_out:
            parts.append(
                Text(
                    f"Liczb bez wskaźnika w katalogu ({left_out}) tabela nie wymienia.",
                    f"The table leaves out figures without an indicator in the catalogue "
                    f"({left_out}).",
                )
            )
    return Text(" ".join(part.pl for part in parts), " ".join(part.en for part in parts))
