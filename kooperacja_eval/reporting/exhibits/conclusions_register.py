"""The entries of the register themselves, and those that say nearly the same side by side."""

from typing import Final

from kooperacja_eval.evidence.conclusions import standing
from kooperacja_eval.evidence.similar import similar_conclusions
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, place, texts
from kooperacja_eval.reporting.exhibits.conclusions_counts import REGISTER
from kooperacja_eval.reporting.exhibits.conclusions_words import (
    OWN_WORDS,
    kind,
    month,
    register,
    status,
    theme,
    theme_labels,
    where,
)
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text, same

SIMILAR: Final = Text("Podobne wpisy", "Similar entries")
NO_SIMILAR: Final = Prose(
    Text(
        "*Podobne wpisy: w rejestrze nie ma dwóch, które mówiłyby prawie to samo.*",
        "*Similar entries: the register has no two that say nearly the same.*",
    )
)
NONE: Final = Prose(
    Text(
        "*Rejestr wniosków: z tego miejsca i miesiąca nie ma wpisu.*",
        "*Register of conclusions: there is no entry of this place and month.*",
    )
)


@needs("conclusions", what=REGISTER)
def conclusions_register(
    report: Material, *, period: str | None = None, voivodeship: str | None = None
) -> Exhibit | Prose:
    """Entries that stand, of a month (``2020-03``) and a voivodeship where these are asked for."""
    rows = standing(register(report))
    if period is not None:
        rows = rows[rows["month"].dt.strftime("%Y-%m") == period]
    if voivodeship is not None:
        rows = rows[rows["voivodeship"] == voivodeship]
    if rows.empty:
        return NONE
    rows, labels = rows.reset_index(drop=True), theme_labels(report)
    data = rows.assign(
        when=texts((month(day) for day in rows["month"]), rows),
        place=texts((where(name) for name in rows["voivodeship"]), rows),
        kind_name=texts((kind(code) for code in rows["kind"]), rows),
        theme_name=texts((theme(labels, code) for code in rows["theme"]), rows),
        state=texts((status(code) for code in rows["status"]), rows),
    )
    about = _about(period, voivodeship)
    return Exhibit(
        id="conclusions_register",
        title=Text(f"Rejestr wniosków{about.pl}", f"Register of conclusions{about.en}"),
        caption=Text(
            f"{OWN_WORDS.pl} Zgłoszenia: wpis i te, które ktoś z nim połączył.",
            f"{OWN_WORDS.en} Reports: the entry and those that somebody merged into it.",
        ),
        alt=Text(
            f"Tabela: {formats.plural(len(data), 'wpis', 'wpisy', 'wpisów')} z miesiącem, "
            "miejscem, rodzajem i tematem.",
            f"Table: {formats.plural_en(len(data), 'entry', 'entries')} with month, place, kind "
            "and theme.",
        ),
        source=computed_source("conclusions"),
        data=data,
        columns=(
            Column("conclusion_id", Text("Nr", "No.")),
            *(() if period else (Column("when", Text("Miesiąc", "Month")),)),
            *(() if voivodeship else (Column("place", Text("Gdzie", "Where")),)),
            Column("kind_name", Text("Rodzaj", "Kind")),
            Column("text", Text("Treść", "Text")),
            Column("theme_name", Text("Temat", "Theme")),
            Column("reports", Text("Zgłoszenia", "Reports"), "integer"),
            Column("state", Text("Stan", "Status")),
        ),
    )


@needs("conclusions", what=SIMILAR)
def conclusions_similar(report: Material) -> Exhibit | Prose:
    """Entries that say nearly the same, in groups; a person decides which of them to merge."""
    rows = register(report)
    found = similar_conclusions(rows[(rows["status"] != "rejected").fillna(value=True)])
    if found.empty:
        return NO_SIMILAR
    every = found.merge(rows, on="conclusion_id", how="left", validate="one_to_one")
    data = every.assign(
        when=texts((month(day) for day in every["month"]), every),
        place=texts((where(name) for name in every["voivodeship"]), every),
        remark=texts(
            (_remark(*pair) for pair in zip(every["negation"], every["merged_into"], strict=True)),
            every,
        ),
    )
    groups = int(data["group"].max())
    return Exhibit(
        id="conclusions_similar",
        title=Text("Wpisy, które mówią prawie to samo", "Entries that say nearly the same"),
        caption=Text(
            "Program porównuje słowa, nie znaczenie, i niczego nie łączy. O połączeniu decyduje "
            "osoba: w arkuszu wpisuje status „połączony z innym” i numer wpisu, który zostaje. "
            "Podobieństwo: do pierwszego wpisu grupy. Numer zaczyna się od województwa albo "
            f"zespołu, po nim stoi rok i miesiąc. {OWN_WORDS.pl}",
            "Words are compared, not meaning, and nothing is merged by the program. A person "
            "decides: the sheet then has the status “merged” and the number of the entry that "
            "stands. Similarity: with the first entry of the group. A number begins with "
            f"voivodeship or team, then come year and month. {OWN_WORDS.en}",
        ),
        alt=Text(
            f"Tabela: {formats.plural(groups, 'grupa', 'grupy', 'grup')} podobnych wpisów "
            f"(wpisów {formats.integer(len(data))}).",
            f"Table: {formats.plural_en(groups, 'group', 'groups')} of similar entries "
            f"({formats.integer(len(data), 'en')} entries).",
        ),
        source=computed_source("conclusions"),
        data=data,
        columns=(
            Column("group", Text("Grupa", "Group"), "integer"),
            Column("conclusion_id", Text("Nr", "No.")),
            Column("text", Text("Treść", "Text")),
            Column("similarity", Text("Podobieństwo", "Similarity"), "percent", decimals=0),
            Column("remark", Text("Uwaga", "Note")),
        ),
    )


def _remark(negation: object, merged_into: object) -> Text:
    parts = []
    if bool(negation):
        parts.append(Text("inna liczba słów „nie”", "another number of “nie” (not)"))
    if isinstance(merged_into, str):
        parts.append(Text(f"połączony z {merged_into}", f"merged into {merged_into}"))
    if not parts:
        return same(formats.MISSING)
    return Text("; ".join(part.pl for part in parts), "; ".join(part.en for part in parts))


def _about(period: str | None, voivodeship: str | None) -> Text:
    parts = []
    if voivodeship is not None:
        name = place(voivodeship)
        parts.append(Text(f", województwo {name.pl}", f", {name.en} voivodeship"))
    if period is not None:
        parts.append(Text(f", {formats.month(period)}", f", {formats.month(period, 'en')}"))
    return Text("".join(part.pl for part in parts), "".join(part.en for part in parts))
