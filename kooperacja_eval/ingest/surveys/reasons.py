"""What to tell about a cell that is no answer: what was expected and what to do."""

from typing import Final

from kooperacja_eval.ingest.outcome import NOT_A_DATE
from kooperacja_eval.ingest.surveys.answers import ItemReader
from kooperacja_eval.ingest.surveys.complaints import Complaint
from kooperacja_eval.ingest.surveys.questionnaire import ItemSpec
from kooperacja_eval.text import Text, same

_MOST_CODES: Final = 12
_MEND: Final = Text(
    "Popraw komórkę regułą w corrections.toml albo dopisz kod w survey.toml: w values, gdy jest "
    "odpowiedzią, w missing, gdy jest brakiem.",
    "Mend the cell by a rule of corrections.toml, or add the code to survey.toml: to values where "
    "it is an answer, to missing where it is none.",
)


def complaint(rule: str, reader: ItemReader) -> Complaint:
    """Return what is wrong with a cell of an item, by the rule that it breaks."""
    spec = reader.spec
    expected = _expected(spec, reader)
    match rule:
        case "out_of_scale":
            limits = _limits(spec)
            message = Text(
                f"Pozycja {spec.item}: odpowiedź poza skalą {limits.pl}. {_MEND.pl}",
                f"Item {spec.item}: an answer outside the scale {limits.en}. {_MEND.en}",
            )
        case "ambiguous_label":
            message = Text(
                f"Pozycja {spec.item}: dwa warianty odpowiedzi mają te same słowa, więc nie "
                "wiadomo, który wybrano. Wyeksportuj odpowiedzi jako kody.",
                f"Item {spec.item}: two answer options have the same words, so that it is not "
                "known which was chosen. Export the answers as codes.",
            )
        case "not_a_date":
            message = NOT_A_DATE.message
        case _:
            message = Text(
                f"Pozycja {spec.item}: takiej odpowiedzi nie ma. Oczekiwano: {expected.pl}. "
                f"{_MEND.pl}",
                f"Item {spec.item}: there is no such answer. Expected: {expected.en}. {_MEND.en}",
            )
    return Complaint(rule, message)


def _expected(spec: ItemSpec, reader: ItemReader) -> Text:
    if spec.kind == "option":
        return Text("zaznaczone albo nie (1, 0, Y, N, tak, nie)", "ticked or not (1, 0, Y, N)")
    codes = list(reader.part.values) or [o.code for o in spec.options if o.reason is None]
    if codes:
        more = len(codes) > _MOST_CODES
        return same(", ".join(codes[:_MOST_CODES]) + (", ..." if more else ""))
    limits = _limits(spec)
    return Text(f"liczba {limits.pl}".strip(), f"a number {limits.en}".strip())


def _limits(spec: ItemSpec) -> Text:
    low, high = spec.low, spec.high
    if low is not None and high is not None:
        return Text(f"od {low:g} do {high:g}", f"from {low:g} to {high:g}")
    if low is not None:
        return Text(f"od {low:g}", f"from {low:g}")
    return same("") if high is None else Text(f"do {high:g}", f"up to {high:g}")
