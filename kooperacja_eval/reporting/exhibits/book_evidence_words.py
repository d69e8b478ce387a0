"""Words of evidence: states of links, grades, levels of confidence, what became of frozen values.

The border: names things; nothing is chosen or graded here.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from kooperacja_eval.evidence.confidence import ConfidenceLevel
from kooperacja_eval.evidence.frozen import Fate
from kooperacja_eval.evidence.links import State
from kooperacja_eval.evidence.strength import Design, Grade
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import Text, same

EVIDENCE: Final = Text("Na czym opierają się rekomendacje", "What recommendations rest on")
NO_RECOMMENDATIONS: Final = Prose(
    Text(
        f"*{EVIDENCE.pl}: badanie nie zawiera rekomendacji.*",
        f"*{EVIDENCE.en}: the study holds no recommendations.*",
    )
)
CONFIDENCE_LEVELS: Final[Mapping[ConfidenceLevel, Text]] = {
    "high": Text("wysoka", "high"),
    "moderate": Text("umiarkowana", "moderate"),
    "low": Text("niska", "low"),
    "very_low": Text("bardzo niska", "very low"),
}
NOT_ASSESSED: Final = Text("nie oceniono", "not assessed")
GRADES: Final[Mapping[Grade, Text]] = {
    "strong": Text("mocna", "strong"),
    "moderate": Text("umiarkowana", "moderate"),
    "weak": Text("słaba", "weak"),
}
PRECISIONS: Final[Mapping[Grade, Text]] = {
    "strong": Text("duża precyzja", "high precision"),
    "moderate": Text("średnia precyzja", "medium precision"),
    "weak": Text("mała precyzja", "low precision"),
}
DESIGNS: Final[Mapping[Design, Text]] = {
    "record": Text("pełny zapis, bez porównania", "full record, no comparison"),
    "before_after": Text(
        "te same jednostki przed i po, bez grupy porównawczej",
        "same units before and after, no comparison group",
    ),
    "one_survey": Text("ankieta w jednym czasie", "survey at one time"),
    "two_samples": Text("dwie niepowiązane próby", "two samples that are not linked"),
    "memory": Text("przeszłość oceniona po czasie", "past rated later"),
    "groups": Text("grupy niewybrane losowo", "groups not drawn by chance"),
    "reports": Text("zgłoszenia autorów wpisów", "what authors of entries report"),
    "association": Text(
        "porównanie bez losowego przydziału", "comparison that nobody assigned by chance"
    ),
}
STATES: Final[Mapping[State, Text]] = {
    "hidden": Text("dowód jest, ale go ukryto (ochrona danych)", "evidence hidden (disclosure)"),
    "insufficient": Text("za mało danych, by policzyć wartość", "too few data for a value"),
    "ambiguous": Text(
        "wskazano kilka liczb naraz; trzeba podać okres albo pomiar",
        "several numbers are named at once; the period or the wave must be given",
    ),
    "lost": Text("nie znaleziono; trzeba poprawić wskazanie", "not found; the link must be mended"),
    "unavailable": Text(
        "badanie nie ma tabel, z których to wynika", "the study lacks the tables for it"
    ),
}
"""States that stand where the evidence itself would."""
FATES: Final[Mapping[Fate, Text]] = {
    "same": Text("bez zmian", "unchanged"),
    "changed": Text("zmieniła się", "changed"),
    "hidden": Text("teraz ukryta", "hidden now"),
    "undefined": Text("teraz za mało danych", "too few data now"),
    "gone": Text("już jej nie ma", "gone"),
    "unknown": Text("wtedy bez wartości", "no value then"),
}
NOT_FROZEN: Final = Text("nie zapisano", "not frozen")
CHANGE_RULE: Final = Text(
    "Liczba zmieniła się, gdy jej dawny przedział nie obejmuje nowej wartości albo nowy dawnej; "
    "bez przedziałów – gdy zapisuje się ją inaczej.",
    "A number has changed where its earlier interval does not hold the new value or the new one "
    "the earlier value; without intervals, where it is written differently.",
)
TWO_GRADES: Final = Text(
    "Pewność: ocena ustaleń przez osoby (składniki jak w CERQual; to adaptacja, bo CERQual ocenia "
    "przeglądy badań jakościowych). Siła: ocena liczb według reguły (plan, precyzja, wrażliwość). "
    "Są to dwie różne oceny i nie łączy się ich w jedną.",
    "Confidence: findings assessed by people (components as in CERQual; an adaptation, since "
    "CERQual assesses syntheses of qualitative studies). Strength: numbers graded by a rule "
    "(design, precision, sensitivity). They are two different grades and are never made one.",
)


def joined_words(parts: Iterable[Text], separator: str = "; ") -> Text:
    """Return texts as one; a dash where there are none."""
    known = list(parts)
    if not known:
        return same("–")
    return Text(separator.join(p.pl for p in known), separator.join(p.en for p in known))


def bracketed(words: Text, parts: Iterable[Text]) -> Text:
    """Return words with further ones in brackets, if there are any."""
    known = list(parts)
    if not known:
        return words
    more = joined_words(known)
    return Text(f"{words.pl} ({more.pl})", f"{words.en} ({more.en})")
