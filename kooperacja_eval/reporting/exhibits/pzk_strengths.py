"""What a team itself named in its focus groups: resources, factors of cooperation, barriers."""

from typing import Final

from kooperacja_eval.reporting.exhibits.common import needs
from kooperacja_eval.reporting.exhibits.fgi_words import (
    DOCUMENTS,
    FGI_TABLES,
    Code,
    by_code,
    codebook,
    fgi_rows,
    round_label,
    rounds_up_to,
)
from kooperacja_eval.reporting.exhibits.pzk_words import why_missing, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

STRENGTHS: Final = Text("Mocne strony i bariery", "Strengths and barriers")
KINDS: Final = {
    "resource": Text("Zasoby", "Resources"),
    "factor": Text("Co sprzyja kooperacji", "What helps cooperation"),
    "barrier": Text("Bariery", "Barriers"),
}
"""Kinds of codes in the order of the page."""
NO_GROUP: Final = Text(
    "z tym zespołem nie było wywiadu grupowego", "there was no focus group with this team"
)
NOT_NAMED: Final = Text(
    "w wywiadach z tym zespołem żaden z nich nie padł, albo wywiadów nie zakodowano",
    "none of them came up in the groups with this team, or the groups were not coded",
)
Named = dict[Code, list[str]]


@needs(*FGI_TABLES, what=STRENGTHS)
def pzk_strengths(report: Material, *, pzk_id: str) -> Prose:
    """Name the strengths and barriers of a team's own groups with the rounds, without ranking."""
    rounds = [wave for wave in rounds_up_to(report, "") if _had_group(report, pzk_id, wave)]
    if not rounds:
        return why_no(STRENGTHS, NO_GROUP)
    named, hidden = _named(report, pzk_id, rounds)
    if not named:
        return why_no(STRENGTHS, why_missing("suppressed" if hidden else "", NOT_NAMED))
    last, years = rounds[-1], round_label(report, rounds[-1])
    said = {lang: "\n".join(_lines(named, last, lang)) for lang in LANGUAGES}
    return Prose(
        Text(
            f"Co padło w rozmowie z zespołem ({years.pl}); kolejność nie mówi, co jest ważniejsze."
            f"\n\n{said['pl']}",
            f"What came up in the talk with the team ({years.en}); the order does not say what "
            f"matters more.\n\n{said['en']}",
        )
    )


def _had_group(report: Material, pzk_id: str, wave: str) -> bool:
    rows = fgi_rows(report, "fgi_groups", "pzk", wave=wave, pzk_id=pzk_id)
    return bool((rows["value"] > 0).any())


def _named(report: Material, pzk_id: str, rounds: list[str]) -> tuple[Named, bool]:
    """Return the codes of a team with the rounds that named them, and whether any is hidden."""
    leaves = [code for code in codebook(report).values() if not code.branch and code.kind in KINDS]
    found: Named = {code: [] for code in leaves}
    hidden = False
    for wave in rounds:
        rows = fgi_rows(report, "code_share", "pzk", wave=wave, pzk_id=pzk_id)
        shares = by_code(rows, DOCUMENTS)
        hidden |= any(row["status"] == "suppressed" for row in shares.values())
        for code in leaves:
            if code.id in shares and shares[code.id]["value"] > 0:
                found[code].append(wave)
    return {code: waves for code, waves in found.items() if waves}, hidden


def _lines(named: Named, last: str, lang: Lang) -> list[str]:
    """Return a line for each kind: what came up in the last round, then what did so before only."""
    lines = []
    for kind, label in KINDS.items():
        codes = {code: waves for code, waves in named.items() if code.kind == kind}
        now = _listed([code for code, waves in codes.items() if last in waves], lang)
        before = _listed([code for code, waves in codes.items() if last not in waves], lang)
        line = now or Text("teraz nie padły", "none came up now").in_(lang)
        if before:
            line += f"; {Text('wcześniej', 'earlier').in_(lang)}: {before}"
        lines.append(f"- **{label.in_(lang)}:** {line}.")
    return lines


def _listed(codes: list[Code], lang: Lang) -> str:
    return ", ".join(_lowered(code.label.in_(lang)) for code in codes)


def _lowered(label: str) -> str:
    """Return a label as it stands inside a sentence; acronyms stay."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
