"""How many groups and stretches reports of focus groups rest on, and where, in words."""

from collections.abc import Iterable, Mapping

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import place
from kooperacja_eval.reporting.exhibits.fgi_words import UNKNOWN, Row, cells, fgi_rows
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.text import Text


def groups_count(
    report: Material, level: str, wave: str, voivodeship: str | None, pzk_id: str | None
) -> Row:
    """Return the row that counts the groups of a place in a round."""
    where = {"voivodeship": voivodeship, "pzk_id": pzk_id}
    rows = fgi_rows(report, "fgi_groups", level, wave=wave, **where).to_dict("records")
    return cells(rows[0] if rows else None)


def counted(row: Row) -> Text:
    """Return a number of groups in words, hidden and missing ones too."""
    if formats.is_missing(row["value"]):
        return why_none(row["status"])
    return Text(
        formats.plural(row["value"], "wywiad grupowy", "wywiady grupowe", "wywiadów grupowych"),
        formats.plural_en(row["value"], "group", "groups"),
    )


def stretches(rows: Iterable[Row]) -> Row:
    """Return how many stretches rows of codes rest on: all that is coded in a place and round."""
    found = list(rows)
    known = [row["denominator"] for row in found if not formats.is_missing(row["denominator"])]
    hidden = not known and any(row["status"] == "suppressed" for row in found)
    value = max(known) if known else UNKNOWN
    return cells(None) | {"value": value, "status": "suppressed" if hidden else "ok"}


def stretches_words(rows: Mapping[str, Row]) -> Text:
    """Return the number of coded stretches in words, hidden and missing ones too."""
    row = stretches(rows.values())
    if formats.is_missing(row["value"]):
        why = why_none(row["status"])
        return Text(f"zakodowane fragmenty: {why.pl}", f"coded stretches: {why.en}")
    count = row["value"]
    return Text(
        formats.plural(
            count, "zakodowany fragment", "zakodowane fragmenty", "zakodowanych fragmentów"
        ),
        formats.plural_en(count, "coded stretch", "coded stretches"),
    )


def why_none(status: str) -> Text:
    """Return why there is no number."""
    if status == "suppressed":
        return Text("liczbę ukryto", "the number is suppressed")
    return Text("brak danych", "no data")


def place_name(level: str, *, voivodeship: str | None = None, pzk_id: str | None = None) -> Text:
    """Return the name of a place of a report."""
    if level == "pzk":
        return Text(f"zespół {pzk_id}", f"team {pzk_id}")
    if level == "voivodeship" and voivodeship:
        return Text(f"województwo {place(voivodeship).pl}", f"{place(voivodeship).en} voivodeship")
    return Text("makroregion", "macroregion")
