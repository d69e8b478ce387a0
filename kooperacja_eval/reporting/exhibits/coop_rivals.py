"""Contribution analysis: what else could stand behind the association, and what data say on it.

The border: words around released numbers; no number is computed here but counts of memberships
that ended. The answer says what goes together, never what brings about what.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, texts
from kooperacja_eval.reporting.exhibits.coop_outcome import (
    LINK,
    MEASURES,
    NO_LINK,
    NONE,
    OF,
    WHAT,
)
from kooperacja_eval.reporting.exhibits.coop_rival_lines import (
    covid,
    measurement,
    selection,
    services,
    staff,
    time,
)
from kooperacja_eval.reporting.exhibits.coop_words import (
    INDEX_TABLES,
    OUTCOMES,
    side,
    whole_of,
)
from kooperacja_eval.reporting.exhibits.fgi_words import Row
from kooperacja_eval.reporting.exhibits.pzk_words import known, why_no
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

PARTLY: Final = Text("sprawdzone częściowo", "partly checked")
OPEN: Final = Text("nie do sprawdzenia w tych danych", "cannot be checked in these data")
RIVALS: Final = (
    (Text("Pandemia COVID-19", "COVID-19"), covid, PARTLY),
    (Text("Usługi równoległe", "Parallel services"), services, OPEN),
    (Text("Dobór rodzin do zespołów", "Selection of families"), selection, PARTLY),
    (Text("Rotacja kadry", "Staff turnover"), staff, PARTLY),
    (Text("Sposób pomiaru", "Measurement"), measurement, PARTLY),
    (Text("Czas w programie", "Time in the programme"), time, PARTLY),
)
"""Rival explanations: name, what the data say, how far they settle it."""

COLUMNS: Final = ("rival", "data", "verdict")


@needs(*INDEX_TABLES, what=WHAT)
def coop_rivals(report: Material) -> Exhibit | Prose:
    """List other explanations of the association, with what the data say on each."""
    if not any(known(whole_of(report, LINK, f"{name}|between")) for name in OF):
        return why_no(WHAT, NO_LINK)
    data = pd.DataFrame(
        [{"rival": name, "data": say(report), "verdict": verdict} for name, say, verdict in RIVALS]
    )
    return Exhibit(
        id="coop_rivals",
        title=Text(
            "Inne wyjaśnienia tego samego związku i co mówią o nich dane",
            "Other explanations of the same association, and what the data say on them",
        ),
        caption=Text(
            "Analiza kontrybucji: zanim się powie, że kooperacja pomaga, trzeba rozważyć, co "
            "innego dałoby taki sam obraz. Żadnego z tych wyjaśnień dane nie wykluczają.",
            "Contribution analysis: before saying that cooperation helps, one has to consider what "
            "else would give the same picture. The data rule out none of these explanations.",
        ),
        alt=Text(
            "Tabela: inne wyjaśnienia, co mówią o nich dane i na ile je sprawdzono.",
            "Table: other explanations, what the data say and how far they are checked.",
        ),
        source=computed_source(
            *(name for name in ("meetings", "contacts", "families", "services", "memberships",
                                "ties") if report.has(name))
        ),
        data=data.assign(**{name: texts(data[name], data) for name in COLUMNS}),
        columns=(
            Column("rival", Text("Inne wyjaśnienie", "Other explanation")),
            Column("data", Text("Co mówią dane", "What the data say")),
            Column("verdict", Text("Stan", "State")),
        ),
    )  # fmt: skip


@needs(*INDEX_TABLES, what=WHAT)
def coop_answer(report: Material) -> Prose:
    """Answer whether cooperation goes with effective help, outcome by outcome, and what follows."""
    rows = {name: whole_of(report, LINK, f"{name}|between") for name in OF}
    found = {name: row for name, row in rows.items() if known(row)}
    if not found:
        return why_no(WHAT, NO_LINK)
    verdicts = {name: side(row, NONE[name]) for name, row in found.items()}
    pieces = {
        lang: [
            f"**{_QUESTION.in_(lang)}** {_short(verdicts).in_(lang)}",
            "\n".join(f"- {_line(name, row, lang)}" for name, row in found.items()),
            " ".join([*_inside(report, lang), _LIMITS.in_(lang)]),
        ]
        for lang in LANGUAGES
    }
    return Prose(Text(*("\n\n".join(pieces[lang]) for lang in LANGUAGES)))


def _inside(report: Material, lang: Lang) -> list[str]:
    """Say that teams were compared, and whether families of one team show the same."""
    rows = {name: whole_of(report, LINK, f"{name}|within") for name in OF}
    shown = [name for name, row in rows.items() if known(row) and side(row, NONE[name]) > 0]
    rest = _ALSO if shown else _NOT_INSIDE
    return [_TEAMS.in_(lang), rest.in_(lang).format(_names(shown, lang))]


_TEAMS: Final = Text(
    "To porównanie różnych zespołów.", "This compares different teams with each other."
)
_ALSO: Final = Text(
    "W obrębie jednego zespołu widać to samo w: {}.", "Within one team the same shows in: {}."
)
_NOT_INSIDE: Final = Text(
    "W obrębie jednego zespołu, między rodzinami, które trafiły na miesiące o różnej "
    "intensywności, "
    "dane tego nie wykazują.",
    "Within one team, between families that met months of different intensity, the data do not "
    "show it.",
)
_QUESTION: Final = Text(
    "Czy kooperacja idzie w parze ze skuteczną pomocą?",
    "Does cooperation go with effective help?",
)
_LIMITS: Final = Text(
    "Nikt nie losował, który zespół współpracuje intensywniej, a rodziny nie trafiały do zespołów "
    "przypadkiem. Nie wolno więc powiedzieć, że intensywniejsza kooperacja dała lepsze wyniki, ani "
    "że zespół, który ją zwiększy, osiągnie więcej. O to samo pytano w trzeciej rundzie wywiadów "
    "grupowych: zgodność tego, co tam mówiono, z tymi liczbami wzmacnia przypuszczenie, ale też go "
    "nie dowodzi.",
    "Nobody drew which team cooperates more intensely, and families did not come to teams by "
    "chance. So it may not be said that more intense cooperation gave better outcomes, nor that a "
    "team that increases it will achieve more. The third round of focus groups asked the same: "
    "where what was said there agrees with these numbers, the conjecture is stronger, but not "
    "proven either.",
)


def _short(verdicts: Mapping[str, int]) -> Text:
    """Return the answer in one sentence."""
    more = [name for name, verdict in verdicts.items() if verdict > 0]
    less = [name for name, verdict in verdicts.items() if verdict < 0]
    if more and not less:
        rest = [name for name in verdicts if name not in more]
        if not rest:
            return Text("Tak, w każdym sprawdzonym wyniku.", "Yes, in every outcome checked.")
        return Text(
            f"Tak, w części wyników: {_names(more, 'pl')}; nie wykazano tego dla: "
            f"{_names(rest, 'pl')}.",
            f"Yes, in some outcomes: {_names(more, 'en')}; not shown for: {_names(rest, 'en')}.",
        )
    if less and not more:
        return Text(
            f"Nie: tam, gdzie związek widać, jest odwrotny ({_names(less, 'pl')}).",
            f"No: where an association shows, it is the other way round ({_names(less, 'en')}).",
        )
    if more and less:
        return Text(
            f"Niejednoznacznie: {_names(more, 'pl')} – tak, {_names(less, 'pl')} – odwrotnie.",
            f"Not clearly: {_names(more, 'en')} – yes, {_names(less, 'en')} – the reverse.",
        )
    return Text(
        "Dane tego nie wykazują; nie wykazują też, że tak nie jest.",
        "The data do not show it; nor do they show that it is not so.",
    )


def _names(names: list[str], lang: Lang) -> str:
    return ", ".join(OUTCOMES[name].in_(lang) for name in names)


def _line(name: str, row: Row, lang: Lang) -> str:
    """Return one outcome: what goes with 10 points more, with its interval."""
    label = OUTCOMES[name].in_(lang)
    value = formats.number(row["value"], 2, lang)
    ends = formats.interval(row["ci_low"], row["ci_high"], 2, lang)
    verdict = {
        1: Text("idzie w parze z wyższą intensywnością", "goes with higher intensity"),
        -1: Text("idzie w parze z niższą intensywnością", "goes with lower intensity"),
        0: Text("związku nie wykazano", "no association is shown"),
    }[side(row, NONE[name])].in_(lang)  # fmt: skip
    n = formats.integer(row["n"], lang)
    return Text(
        f"{label}: {verdict} – {MEASURES[name].pl} {value} na 10 punktów indeksu (przedział 95%: "
        f"{ends}; rodziny: {n}).",
        f"{label}: {verdict} – {MEASURES[name].en} {value} for 10 points of the index (95% "
        f"interval: {ends}; families: {n}).",
    ).in_(lang)
