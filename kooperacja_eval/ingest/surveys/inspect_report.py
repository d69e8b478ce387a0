"""What an inspection found, as small tables to show."""

import pandas as pd

from kooperacja_eval.ingest.surveys.inspect import Inspection
from kooperacja_eval.ingest.surveys.inspect_mapping import PLATFORM_LABELS
from kooperacja_eval.schemas.codes import ITEM_KINDS, MISSING_REASONS
from kooperacja_eval.schemas.tables.surveys import Respondents
from kooperacja_eval.text import Lang, Text

PART_LABELS = {
    "answer": Text("odpowiedzi", "answers"),
    "option": Text("zaznaczenia", "options"),
    "summary": Text("zbiorcze", "summaries"),
    "other": Text("inne (słownie)", "other (words)"),
    "comment": Text("komentarze", "comments"),
    "system": Text("systemowe", "system"),
    "timing": Text("czasy", "timings"),
    "note": Text("notatki", "notes"),
}
_LONGEST = 60


def overview_frame(found: Inspection, lang: Lang) -> pd.DataFrame:
    """Return what was recognised: platform and why, rows, columns by part, respondents."""
    platform = PLATFORM_LABELS[found.platform]
    rows = [
        (Text("plik", "file"), found.file),
        (Text("platforma", "platform"), f"{platform.in_(lang)} – {found.reason.in_(lang)}"),
        (Text("wiersze", "rows"), str(found.rows)),
    ]
    if found.alternatives:
        others = ", ".join(PLATFORM_LABELS[p].in_(lang) for p in found.alternatives)
        rows.insert(2, (Text("może też być", "may also be"), others))
    if found.complete is not None:
        rows.append((Text("ukończone", "complete"), str(found.complete)))
    if found.versions:
        rows.append((Text("wersje formularza", "versions of the form"), ", ".join(found.versions)))
    parts = ", ".join(f"{PART_LABELS[p].in_(lang)}: {n}" for p, n in found.parts.items())
    rows.append((Text("kolumny", "columns"), parts))
    if found.instrument:
        known = f"{found.instrument} {found.version}"
        rows.append((Text("kwestionariusz z pakietu", "instrument of the package"), known))
    key = found.people.key or Text("nie znaleziono", "none found").in_(lang)
    rows.append((Text("klucz respondenta", "respondent key"), key))
    rows += [(Respondents.fields[name].label, at) for name, at in found.people.columns.items()]
    if found.repeats:
        rows.append((Text("powtórzenia", "repeats"), ", ".join(found.repeats)))
    if found.sheets:
        rows.append((Text("dalsze arkusze", "further sheets"), ", ".join(found.sheets)))
    headers = (Text("co", "what").in_(lang), Text("rozpoznano", "recognised").in_(lang))
    return pd.DataFrame([(what.in_(lang), said) for what, said in rows], columns=list(headers))


def items_frame(found: Inspection, lang: Lang) -> pd.DataFrame:
    """Return the suggested items with kind, limits, missing codes and block."""
    headers = Text(
        "kolumna|pozycja|rodzaj|od|do|braki|blok|uwaga",
        "column|item|kind|from|to|missing|block|note",
    ).in_(lang)
    turned = Text("może odwrócona", "perhaps reversed").in_(lang)
    shipped = Text("z kwestionariusza", "of the instrument").in_(lang)
    rows = [
        (
            item.column[:_LONGEST],
            item.item,
            shipped if item.kind is None else ITEM_KINDS.label(item.kind).in_(lang),
            "" if item.low is None else f"{item.low:g}",
            "" if item.high is None else f"{item.high:g}",
            "; ".join(
                f"{c}: {MISSING_REASONS.label(r).in_(lang)}" for c, r in item.missing.items()
            ),
            item.block[:_LONGEST] if item.kind == "rating" else "",
            turned if item.turned else "",
        )
        for item in found.items
    ]
    return pd.DataFrame(rows, columns=headers.split("|"), dtype="str")
