"""How reports of focus groups were made, and what may not be concluded from them."""

from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibits.common import needs
from kooperacja_eval.reporting.exhibits.fgi_words import FGI_TABLES, round_label, rounds_up_to
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text

METHOD: Final = Text("Metoda wywiadów grupowych", "Method of the focus groups")


@needs(*FGI_TABLES, what=METHOD)
def fgi_method(
    report: Material, *, wave: str, pzk_id: str | None = None, voivodeship: str | None = None
) -> Prose:
    """Say how transcripts were coded and counted."""
    del pzk_id, voivodeship
    rounds = [round_label(report, name) for name in rounds_up_to(report, wave)]
    internal = Text(
        "To wydanie wewnętrzne: nie wolno go publikować.",
        "This is the internal edition: it must not be published.",
    )
    hiding = small_groups(report) if report.values.profile == "public" else internal
    return Prose(
        Text(
            f"Rundy: {', '.join(label.pl for label in rounds) or '–'}. Transkrypcje i notatki z "
            "wywiadów grupowych (FGI) zakodowano według księgi kodów. Fragment liczy się raz, "
            "niezależnie od tego, ilu koderów go zaznaczyło; kod nadrzędny obejmuje kody pod nim. "
            "Jednostką odsetków jest wywiad albo fragment, a przedziały ufności 95% uwzględniają, "
            "że fragmenty pochodzą z tych samych wywiadów. Dane osobowe w wypowiedziach zastąpiono "
            f"słowami w nawiasach. {hiding.pl}",
            f"Rounds: {', '.join(label.en for label in rounds) or '–'}. Transcripts and notes of "
            "focus groups were coded by a codebook. A stretch counts once, however many coders "
            "marked it; a code covers the codes below it. Shares are of groups or of stretches, "
            "and 95% confidence intervals take into account that stretches come from the same "
            f"groups. Personal data in quotations are replaced by words in brackets. {hiding.en}",
        )
    )


def small_groups(report: Material) -> Text:
    """Say that small groups are not quoted, where that is so; else nothing."""
    if report.values.profile != "public":
        return Text("", "")
    threshold = report.config.disclosure.threshold
    people = (
        formats.plural(threshold, "uczestnika", "uczestników", "uczestników"),
        formats.plural_en(threshold, "participant", "participants"),
    )
    return Text(
        f"Wypowiedzi z grup, które miały mniej niż {people[0]} albo nieznaną ich liczbę, nie "
        "pokazano.",
        f"Quotations from groups of fewer than {people[1]}, or of an unknown number, are not "
        "shown.",
    )


@needs(*FGI_TABLES, what=METHOD)
def fgi_limits(report: Material) -> Prose:
    """Say what may not be concluded from focus groups."""
    del report
    return Prose(_LIMITS)


_LIMITS: Final = Text(
    "- Grup i rozmówców nie wylosowano; odsetki opisują przeprowadzone wywiady, a przedziały tylko "
    "to, jak niepewny jest wynik przy tak małej ich liczbie.\n"
    "- To, że o czymś nie mówiono, nie znaczy, że tego nie ma: rozmowę prowadził scenariusz, a "
    "rundy miały różne cele.\n"
    "- W grupie słychać najwyraźniej tych, którzy mówią najwięcej; przy przełożonych i partnerach "
    "nie o wszystkim się mówi.\n"
    "- Różnice między sektorami, województwami i rundami są eksploracyjne: bez testów i bez "
    "rankingu.\n"
    "- Współwystępowanie kodów dotyczy tekstu, a nie przyczyn.",
    "- Groups and speakers were not drawn at random; shares describe the groups held, and "
    "intervals only how uncertain a result is with so few of them.\n"
    "- What was not spoken of may exist all the same: a guide led the talk, and rounds had "
    "different aims.\n"
    "- In a group those who speak most are heard best; before superiors and partners not "
    "everything is said.\n"
    "- Differences between sectors, voivodeships and rounds are exploratory: no tests, no "
    "ranking.\n"
    "- Codes that occur together are a matter of texts, not of causes.",
)
