"""Which of the four kinds of sources a piece of evidence comes from."""

from typing import Final, Literal

from kooperacja_eval.indicators.catalogue import catalogue

Source = Literal["registers", "survey", "focus_groups", "conclusions"]
_SURVEY: Final = frozenset({"respondents", "answers"})
_GROUPS: Final = frozenset({"fgi_documents", "codings"})


def source_of_indicator(indicator_id: str) -> Source:
    """Return the source of an indicator by the tables that it needs; else registers.

    Surveys come first, then focus groups, then the register of conclusions.
    """
    entry = catalogue().get(indicator_id)
    tables = set() if entry is None else set(entry.tables)
    if tables & _SURVEY:
        return "survey"
    if tables & _GROUPS:
        return "focus_groups"
    return "conclusions" if "conclusions" in tables else "registers"


def source_of_link(kind: str, target: str, *, measures: str = "") -> Source:
    """Return the source of a link.

    Parameters
    ----------
    kind, target : str
        As in the table ``evidence_links``.
    measures : str
        Of a published figure, the indicator that it measures: figures that the catalogue does not
        know count as registers and reports, so that no source is called silent wrongly.
    """
    if kind in ("code", "quotation"):
        return "focus_groups"
    if kind == "conclusion":
        return "conclusions"
    return source_of_indicator(measures if kind == "figure" else target)
