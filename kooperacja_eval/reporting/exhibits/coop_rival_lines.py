"""What the data say on each rival explanation of the association of intensity and outcomes.

The border: one sentence or two for each, from released values and the register of members; which
rivals there are, and how far they are checked, is said by ``coop_rivals``.
"""

from typing import Final

import numpy as np

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.coop_outcome import LINK, reading
from kooperacja_eval.reporting.exhibits.coop_words import region, whole_of
from kooperacja_eval.reporting.exhibits.pzk_words import INTENSITY, known
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import AREAS
from kooperacja_eval.text import LANGUAGES, Text

NOT_THERE: Final = Text("Dane o tym nie mówią.", "The data say nothing on it.")


def covid(report: Material) -> Text:
    """Say how contacts changed, and that the break came to all teams in the same months."""
    row = whole_of(report, "covid_break", "contacts|level_change")
    base = Text(
        "Przełom przyszedł do wszystkich zespołów w tych samych miesiącach, więc sam z siebie nie "
        "różni zespołów; mógł jednak jedne dotknąć mocniej niż inne.",
        "The break came to all teams in the same months, so by itself it does not set teams apart; "
        "but it may have struck some harder than others.",
    )
    if not known(row):
        return base
    said = {lang: formats.number(row["value"], 1, lang) for lang in LANGUAGES}
    return Text(
        f"{base.pl} Skok liczby kontaktów z rodziną w miesiącu wyniósł wtedy {said['pl']}.",
        f"{base.en} Contacts with a family in a month jumped by {said['en']} then.",
    )


def services(report: Material) -> Text:
    """Say how many families had services suspended or converted, and that models leave them out."""
    rows = region(report, "service_adaptation")
    found = []
    for group in ("suspended", "converted"):
        values = rows.loc[rows["group"] == group, "value"].dropna()
        found.append(float(values.iloc[0]) if len(values) else float("nan"))
    base = Text(
        "Porównania nie uwzględniają, jakie usługi rodziny miały poza zespołem.",
        "The comparisons do not take into account which services families had beside the team.",
    )
    if np.isnan(found).any():
        return base
    held, turned = ([formats.percent(share, 0, lang) for lang in LANGUAGES] for share in found)
    return Text(
        f"{base.pl} Wiadomo tylko, że w pandemii u {held[0]} rodzin co najmniej jedna usługa "
        f"została "
        f"wstrzymana, a u {turned[0]} zamieniona na e-usługę.",
        f"{base.en} It is only known that in the pandemic at least one service was suspended for "
        f"{held[1]} of families and converted to an e-service for {turned[1]}.",
    )


def selection(report: Material) -> Text:
    """Say how far the index differs between areas, whose families differ."""
    base = Text(
        "Rodziny nie trafiały do zespołów losowo, a ich trudności na początku nie zmierzono "
        "jednakowo.",
        "Families did not come to teams at random, and how hard their situation was at the start "
        "is not measured alike.",
    )
    means = {area.id: whole_of(report, INTENSITY, f"index/area:{area.id}") for area in AREAS}
    known_areas = [row["value"] for row in means.values() if known(row)]
    if len(known_areas) <= 1:
        return base
    ends = {lang: formats.interval(min(known_areas), max(known_areas), 0, lang)
            for lang in LANGUAGES}  # fmt: skip
    return Text(
        f"{base.pl} Średni indeks w poszczególnych obszarach współpracy, które różnią się "
        f"rodzinami, to {ends['pl']} punktów.",
        f"{base.en} The mean index of the areas of cooperation, which differ in their families, is "
        f"{ends['en']} points.",
    )


def staff(report: Material) -> Text:
    """Say how many memberships ended before their team did; persons are not in the data."""
    if not {"memberships", "pzk"} <= set(report.teams):
        return NOT_THERE
    members, teams = report.teams["memberships"], report.teams["pzk"][["pzk_id", "ended_on"]]
    both = members.merge(teams, on="pzk_id", how="left", validate="many_to_one")
    early = both["left_on"].notna() & (
        both["ended_on"].isna() | (both["left_on"] < both["ended_on"])
    )
    count, every = int(early.sum()), len(both)
    return Text(
        f"Członkostwa instytucji, które skończyły się przed końcem pracy zespołu: "
        f"{formats.integer(count)} z {formats.integer(every)}. Zmian osób wewnątrz instytucji dane "
        "nie zawierają.",
        f"{formats.integer(count, 'en')} of {formats.integer(every, 'en')} memberships of "
        "institutions ended before their team did. Changes of persons within institutions are not "
        "in the data.",
    )


def measurement(report: Material) -> Text:
    """Say that one side reports both, how much of it answered, and what other weights give."""
    base = Text(
        "Spotkania, kontakty i cele opisuje ten sam zespół; staranniejsze sprawozdania mogą "
        "podnosić i indeks, i wyniki.",
        "The same team reports meetings, contacts and goals; more careful reports may raise both "
        "the index and the outcomes.",
    )
    rows = region(report, LINK)
    values = rows.loc[rows["group"].str.startswith("completed|weights:"), "value"].dropna()
    if values.empty:
        return base
    ends = {lang: formats.interval(values.min(), values.max(), 2, lang) for lang in LANGUAGES}
    return Text(
        f"{base.pl} Przy podwojonej wadze każdej części indeksu iloraz szans zakończenia programu "
        f"to {ends['pl']}.",
        f"{base.en} With double weight of each part of the index the odds ratio of completion is "
        f"{ends['en']}.",
    )


def time(report: Material) -> Text:
    """Say how long cooperation lasted, and what the pace of completion shows."""
    row, months = whole_of(report, LINK, "time|between"), whole_of(report, "cooperation_months", "")
    lines = [
        Text(
            "Rodziny, które są dłużej, mają więcej miesięcy i więcej czasu na cele.",
            "Families that stay longer have more months and more time for their goals.",
        )
    ]
    if known(months):
        mean = [formats.number(months["value"], 1, lang) for lang in LANGUAGES]
        lines.append(
            Text(
                f"Współpraca z rodziną trwała średnio {mean[0]} mies.",
                f"Cooperation with a family lasted {mean[1]} months on average.",
            )
        )
    if known(row):
        word = reading(row, "time")
        lines.append(
            Text(
                f"Intensywność a tempo zakończenia: {word.pl}.",
                f"Intensity and the pace of completion: {word.en}.",
            )
        )
    return Text(*(" ".join(line.in_(lang) for line in lines) for lang in LANGUAGES))
