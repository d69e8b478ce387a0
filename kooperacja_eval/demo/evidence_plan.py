"""What the recommendations of the demo rest on, as made-up people wrote it down.

The border: says what is meant; which quotation or entry of the register that is in a drawn study
is found by ``evidence``.
"""

from dataclasses import dataclass
from typing import Final, Literal

from kooperacja_eval.demo.reports import PERIOD

Relation = Literal["supports", "contradicts"]
Kind = Literal["indicator", "code", "quotation", "conclusion", "figure"]
PILOT: Final = f"{PERIOD[0]}/{PERIOD[1]}"
"""Period of indicators of the whole study."""
AFTER: Final = "ex_post"
"""Of a change, the wave that it leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One piece of evidence.

    Attributes
    ----------
    recommendation, relation, kind
        As in the table ``evidence_links``.
    target : str
        As in the table; of a quotation the code, of a conclusion the theme.
    group, voivodeship, pzk_id, period, wave, note : str
        As in the table; empty where there is none. Of a quotation ``wave`` says of which round.
    entry : str
        Of a conclusion, its kind.
    """

    recommendation: str
    relation: Relation
    kind: Kind
    target: str
    group: str = ""
    voivodeship: str = ""
    pzk_id: str = ""
    period: str = ""
    wave: str = ""
    note: str = ""
    entry: str = ""


def _for(recommendation: str, kind: Kind, target: str, **more: str) -> Planned:
    return Planned(
        recommendation=recommendation, relation="supports", kind=kind, target=target, **more
    )


def _against(recommendation: str, kind: Kind, target: str, **more: str) -> Planned:
    return Planned(
        recommendation=recommendation, relation="contradicts", kind=kind, target=target, **more
    )


LINKS: Final = (
    _for("R01", "indicator", "scale_change", group="cooperation", wave=AFTER),
    _for("R01", "indicator", "meetings_held_share", period=PILOT),
    _for("R01", "code", "factor.contact"),
    _for("R01", "quotation", "factor.contact", wave="fgi_2019"),
    _for("R01", "conclusion", "factor.contact", entry="conclusion"),
    _against("R01", "code", "barrier.time", wave="fgi_2020",
             note="Brak czasu nazywano mimo regularnych spotkań."),
    _against("R01", "conclusion", "barrier.time", entry="difficulty"),
    _for("R02", "indicator", "scale_score", group="cooperation/sector:security", wave="ex_post"),
    _for("R02", "indicator", "scale_score", group="cooperation/sector:education", wave="ex_post"),
    _for("R02", "quotation", "barrier.responsibility", wave="fgi_2018"),
    _against("R02", "code", "resource.trust", wave="fgi_2020"),
    _against("R02", "quotation", "resource.trust", wave="fgi_2019",
             note="Wypowiedź dotyczy jednego zespołu."),
    _for("R03", "indicator", "response_shift", group="professionalism/then_minus_pre", wave=AFTER,
         note="Po czasie przeszłość oceniano niżej niż wtedy."),
    _for("R03", "indicator", "scale_change", group="professionalism", wave=AFTER),
    _for("R03", "code", "effect.family_agency"),
    _against("R03", "indicator", "improved_share", group="professionalism", wave=AFTER),
    _for("R04", "indicator", "scale_change", group="regional_support", wave=AFTER),
    _for("R04", "code", "need.training"),
    _against("R04", "conclusion", "resource.training", entry="conclusion",
             note="Część zespołów ocenia szkolenia dobrze."),
    _for("R05", "figure", "005-professional-help-growth"),
    _for("R05", "figure", "005-effective-help-growth"),
    _for("R05", "indicator", "improved_share", group="professionalism", wave=AFTER),
    _for("R06", "indicator", "continuing_services_share", group="of_completed", period=PILOT),
    _for("R06", "figure", "000-continuing-services"),
    _for("R06", "code", "barrier.services"),
    _for("R06", "conclusion", "barrier.services", entry="difficulty"),
    _against("R06", "indicator", "ipp_completed_share", voivodeship="lubelskie", pzk_id="LU-01",
             period=PILOT, note="Jeden mały zespół; w wydaniu publicznym liczba jest ukryta."),
)  # fmt: skip
"""Evidence by recommendation; within one, in the order of numbers."""

ASSESSMENTS: Final = {
    "R01": (
        ("methods", "minor", "Wywiady prowadzili ci sami badacze w każdej rundzie."),
        ("coherence", "none", "Wypowiedzi i ankieta mówią to samo."),
        ("adequacy", "minor", "W każdym zespole odbył się jeden wywiad w rundzie."),
        ("relevance", "none", "Pytano wprost o spotkania zespołów."),
    ),
    "R02": (
        ("methods", "minor", "Sektor mówiącego przypisali koderzy."),
        ("coherence", "moderate", "Część wypowiedzi przeczy pozostałym."),
        ("adequacy", "minor", "Niewiele osób z policji."),
        ("relevance", "none", "Wypowiedzi dotyczą składu zespołów."),
    ),
    "R03": (
        ("methods", "moderate", "Oceniają sami realizatorzy."),
        ("coherence", "minor", "Kierunek ten sam, wielkość różna."),
        ("adequacy", "moderate", "Rodzin nie pytano."),
        ("relevance", "minor", "Pośrednio: ocena skutków przez inne osoby."),
    ),
    "R04": (
        ("methods", "minor", "Wnioski pisali odbiorcy wsparcia."),
        ("coherence", "serious", "Wpisy i ankieta nie zgadzają się."),
        ("adequacy", "minor", "Wpisy są krótkie."),
        ("relevance", "none", "Dotyczą wsparcia ośrodków."),
    ),
    "R06": (
        ("methods", "minor", "Wpisy nie mają stałego wzoru."),
        ("coherence", "none", "Rejestr i wpisy mówią to samo."),
        ("adequacy", "minor", "Nie wiadomo, co było po marcu 2021 r."),
        ("relevance", "minor", "Wpisy z czasu testu, nie po nim."),
    ),
}
"""Components of confidence by recommendation; nobody assessed R05, which rests on numbers alone."""

CONVERGENCES: Final = (
    ("cooperation_level", "registers", "agreement", "Spotkania odbywały się niemal co miesiąc."),
    ("cooperation_level", "survey", "agreement", "Ocena kooperacji wzrosła."),
    ("cooperation_level", "focus_groups", "partial", "Kontakt chwalono, ale brakowało czasu."),
    ("cooperation_level", "conclusions", "partial", "Wpisy chwalą kontakt i skarżą się na czas."),
    ("professional_help", "survey", "partial", "Wzrost zależy od sposobu pytania o przeszłość."),
    ("professional_help", "focus_groups", "agreement", "Mówiono o większej sprawczości rodzin."),
    ("regional_support", "survey", "dissonance", "Zmiany oceny wsparcia nie wykazano."),
    ("regional_support", "conclusions", "dissonance", "Wpisy oceniają szkolenia dobrze."),
    ("sustainability_of_model", "registers", "agreement", "Usługi trwają po zakończeniu IPP."),
    ("sustainability_of_model", "conclusions", "agreement", "Wpisy mówią o braku usług."),
)
"""Question, source, convergence, reason; other cells are left for others to assess."""
