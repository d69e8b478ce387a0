"""Who meets the criteria of the certificate, and by which criteria it is given.

The public edition names those that meet every criterion and counts the others; the internal one
names all, with what each meets and misses.
"""

from collections.abc import Mapping
from typing import Any, Final

from kooperacja_eval.evidence.book_certificates import (
    MET,
    MISSED,
    NEEDED,
    UNKNOWN,
    CertificateList,
    asked,
)
from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.columns import Column
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.book_words import escaped
from kooperacja_eval.reporting.exhibits.common import computed_source, needs, place, texts
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text, same

CERTIFICATES: Final = Text("Lista certyfikatów", "List of certificates")
NO_CRITERIA: Final = Prose(
    Text(
        "*Lista certyfikatów: badanie nie podaje kryteriów (sekcja certyfikatów w pliku "
        "ustawień).*",
        "*List of certificates: the study states no criteria (the section on certificates in its "
        "settings).*",
    )
)
NAMES: Final = {
    "attendance": Text("obecność", "attendance"),
    "months": Text("czas w zespole", "time in the team"),
    "training": Text("szkolenia", "training"),
}
OUTCOMES: Final = {
    MET: Text("spełnia", "met"),
    MISSED: Text("nie spełnia", "missed"),
    UNKNOWN: Text("nie wiadomo", "not known"),
}


@needs(*NEEDED, what=CERTIFICATES)
def book_certificates_sentence(report: Material) -> Prose:
    """Say what the criteria are, how many entities meet them, and what the list does not say."""
    found = report.certificates
    if found is None:
        return NO_CRITERIA
    return Prose(Text(*(_said(found, lang) for lang in LANGUAGES)))


def _said(found: CertificateList, lang: Lang) -> str:
    lines = "\n".join(
        f"- {_criterion(name, least).in_(lang)}: {_outcomes(found.outcomes[name], lang)}"
        for name, least in asked(found.criteria).items()
    )
    name = escaped(found.criteria.name)
    every = sum(found.verdicts.values())
    met, missed, open_ = (
        formats.integer(found.verdicts[key], lang) for key in (MET, MISSED, UNKNOWN)
    )
    return Text(
        f"Kryteria certyfikatu „{name}” podano w ustawieniach badania:\n\n{lines}\n\n"
        f"Podmioty, które były członkami zespołów: {formats.integer(every)}. Wszystkie kryteria "
        f"spełnia: {met}; co najmniej jednego nie spełnia: {missed}; z powodu braku danych nie "
        f"wiadomo: {open_}. Brak listy obecności albo daty przystąpienia to brak wiadomości, a "
        "nie niespełnione kryterium.\n\n"
        "**Czego nie wolno wnioskować:** że podmiot spoza listy pracował gorzej. Kryteria liczą "
        "obecność i czas, a nie jakość pracy ani jej skutki u rodzin; o przyznaniu certyfikatu "
        "decyduje realizator.",
        f"The criteria of the certificate “{name}” stand in the settings of the study:\n\n{lines}"
        f"\n\nEntities that were members of teams: {formats.integer(every, 'en')}. All criteria "
        f"met: {met}; at least one missed: {missed}; not known for want of data: {open_}. "
        "Without a list of those present or a day of joining it is not known whether a criterion "
        "is met; that is no miss.\n\n"
        "**What may not be concluded:** that an entity that is not on the list worked less well. "
        "The criteria count presence and time, not the quality of work nor what it did for "
        "families; whoever runs the project decides on certificates.",
    ).in_(lang)


def _criterion(name: str, least: float) -> Text:
    if name == "months":
        return Text(
            f"w jednym zespole co najmniej "
            f"{formats.plural(least, 'miesiąc', 'miesiące', 'miesięcy', other='miesiąca')}",
            f"at least {formats.plural_en(least, 'month', 'months')} in one team",
        )
    share = Text(formats.percent(least, 0), formats.percent(least, 0, "en"))
    if name == "attendance":
        return Text(
            f"obecność na co najmniej {share.pl} spotkań z listą obecności, które odbyły się w "
            "czasie członkostwa",
            f"present at no less than {share.en} of the meetings with a list held during its "
            "membership",
        )
    return Text(
        f"udział w co najmniej {share.pl} szkoleń z listą uczestników, które odbyły się w czasie "
        "członkostwa",
        f"took part in no less than {share.en} of the trainings with a list held during its "
        "membership",
    )


def _outcomes(counts: Mapping[str, int], lang: Lang) -> str:
    return ", ".join(
        f"{OUTCOMES[key].in_(lang)} – {formats.integer(counts[key], lang)}"
        for key in (MET, MISSED, UNKNOWN)
    )


@needs(*NEEDED, what=CERTIFICATES)
def book_certificates(report: Material) -> Exhibit | Prose:
    """Entities with months, attendance and training; in the internal edition also what they miss.

    Under the public profile those that meet every criterion only.
    """
    found = report.certificates
    if found is None:
        return NO_CRITERIA
    if found.entities.empty:
        return Prose(
            Text(
                "*Lista certyfikatów: żaden podmiot nie spełnia wszystkich kryteriów.*",
                "*List of certificates: no entity meets all criteria.*",
            )
        )
    internal, rows = found.profile == "internal", found.entities
    records = rows.to_dict("records")
    named = tuple(asked(found.criteria))
    data = rows.assign(
        place=texts((place(str(code)) for code in rows["voivodeship"]), rows),
        attendance_of=texts((_of(row, "attended", "meetings") for row in records), rows),
        training_of=texts((_of(row, "trained", "trainings") for row in records), rows),
        missed=texts((_named(row, named, MISSED) for row in records), rows),
        unknown=texts((_named(row, named, UNKNOWN) for row in records), rows),
    )
    return Exhibit(
        id="book_certificates",
        title=_title(found.criteria.name, internal=internal),
        caption=_caption(internal=internal),
        alt=Text(
            "Tabela: podmiot, województwo, zespoły, czas w zespole, obecność i szkolenia.",
            "Table: entity, voivodeship, teams, time in the team, attendance and training.",
        ),
        source=computed_source(*NEEDED, "support", "support_participants")
        if report.has("support", "support_participants")
        else computed_source(*NEEDED),
        data=data,
        columns=(
            Column("name", Text("Podmiot", "Entity")),
            Column("place", Text("Województwo", "Voivodeship")),
            Column("teams", Text("Zespoły", "Teams")),
            *_criteria_columns(named),
            *(_VERDICTS if internal else ()),
        ),
    )


_VERDICTS: Final = (
    Column("missed", Text("Nie spełnia", "Missed")),
    Column("unknown", Text("Nie wiadomo", "Not known")),
)


def _criteria_columns(named: tuple[str, ...]) -> tuple[Column, ...]:
    columns = {
        "attendance": Column("attendance_of", Text("Obecność", "Attendance"), align="right"),
        "months": Column("months", Text("Miesiące", "Months"), "number"),
        "training": Column("training_of", Text("Szkolenia", "Trainings"), align="right"),
    }
    return tuple(columns[name] for name in named)


def _title(name: str, *, internal: bool) -> Text:
    if internal:
        return Text(
            f"Podmioty a kryteria certyfikatu „{name}”",
            f"Entities and the criteria of the certificate “{name}”",
        )
    return Text(
        f"Podmioty, które spełniają kryteria certyfikatu „{name}”",
        f"Entities that meet the criteria of the certificate “{name}”",
    )


def _caption(*, internal: bool) -> Text:
    counted = Text(
        "Spotkania i szkolenia bez listy nie liczą się; miesiące: najdłuższe członkostwo.",
        "Meetings and trainings without a list do not count; months: the longest membership.",
    )
    order = Text(
        " Kolejność według województw, nie według wyników.",
        " In the order of voivodeships, not of results.",
    )
    if internal:
        return Text(f"{counted.pl}{order.pl}", f"{counted.en}{order.en}")
    return Text(
        f"{counted.pl}{order.pl} Podmiotów, które któregoś kryterium nie spełniają, wydanie "
        "publiczne nie wymienia.",
        f"{counted.en}{order.en} The public edition does not name entities that miss a criterion.",
    )


def _of(row: Mapping[Any, Any], hits: str, of: str) -> Text:
    """Return a count with what it is counted of, and its share."""
    if not row[of]:
        return same(formats.MISSING)
    share = float(row[hits]) / float(row[of])
    return Text(
        f"{formats.integer(row[hits])} z {formats.integer(row[of])} ({formats.percent(share, 0)})",
        f"{formats.integer(row[hits], 'en')} of {formats.integer(row[of], 'en')} "
        f"({formats.percent(share, 0, 'en')})",
    )


def _named(row: Mapping[Any, Any], criteria: tuple[str, ...], outcome: str) -> Text:
    """Return the criteria of an entity that have an outcome; a dash for none."""
    found = [NAMES[name] for name in criteria if row[f"meets_{name}"] == outcome]
    return Text(
        ", ".join(name.pl for name in found) or formats.MISSING,
        ", ".join(name.en for name in found) or formats.MISSING,
    )
