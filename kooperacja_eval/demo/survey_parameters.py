"""What is planted in the surveys: means, shifts, spreads, and who does not answer.

None of these numbers comes from a document. Latent means and spreads are in units in which the
three spreads together are close to one; ``survey_model`` says how answers come from them.
"""

from dataclasses import asdict, dataclass, field
from typing import Final

WAVES: Final = ("ex_ante", "mid_term", "ex_post")
INSTRUMENT: Final = "podmioty_kooperacja"
VERSION: Final = "1.0"
PERSONS_PER_TEAM: Final = 10

Means = dict[str, tuple[float | None, float | None, float | None]]


def _means() -> Means:
    return {
        "readiness": (0.35, 0.40, 0.50),
        "expectations": (0.90, None, 0.50),
        "cooperation": (-0.10, 0.15, 0.35),
        "professionalism": (0.00, 0.30, 0.60),
        "effectiveness": (-0.25, 0.05, 0.35),
        "regional_support": (0.30, 0.30, 0.30),
        "tools": (None, 0.10, 0.30),
        "remote": (None, -0.10, 0.20),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyEffects:
    """Planted effects of the surveys.

    Attributes
    ----------
    means : dict of str to tuple of float
        Latent mean of each scale in ex-ante, mid-term, ex-post; None where it is not asked.
        Support from ROPS/MCPS does not change.
    then_shift : dict of str to float
        Latent mean of the then items minus that of the same items in ex-ante.
    low_sectors : tuple of str
        Sectors whose latent mean is lower by ``low_sector`` in every scale and wave.
    thresholds : tuple of float
        Latent values from which answers 2, 3, 4, 5 are given.
    item_effects : tuple of float
        Added to the latent value of the first, second, ... item of a scale.
    team_sd, person_sd, noise_sd : float
        Spread between teams, between persons of a team, and between answers of a person.
    team_between_waves, person_between_waves : float
        Correlation of the effect of a team and of a person between two waves; what is recalled in
        then items counts as a wave of its own.
    team_between_scales, person_between_scales : float
        Correlation of these effects between two scales.
    response : tuple of float
        Share of the pool that answers each wave, independent of everything else.
    linkable : float
        Share of persons who give their key, the same in every wave.
    skipped, dont_know, not_applicable : float
        Shares of items without an answer, by reason.
    broken_off : float
        Share of ex-ante respondents who stop after a page, each page being as likely.
    tools_used, tools_by_wave : tuple of float
        Share that ticks each tool is the product of the tool's number and the wave's.
    open_answers : float
        Share that leaves a comment.
    """

    means: Means = field(default_factory=_means)
    then_shift: dict[str, float] = field(
        default_factory=lambda: {"professionalism": -0.30, "effectiveness": -0.20}
    )
    low_sectors: tuple[str, ...] = ("security", "education")
    low_sector: float = -0.3
    thresholds: tuple[float, float, float, float] = (-1.5, -0.6, 0.3, 1.3)
    item_effects: tuple[float, ...] = (0.15, -0.10, 0.05, -0.20, -0.05, 0.20)
    team_sd: float = 0.35
    person_sd: float = 0.60
    noise_sd: float = 0.70
    team_between_waves: float = 0.6
    person_between_waves: float = 0.5
    team_between_scales: float = 0.5
    person_between_scales: float = 0.5
    response: tuple[float, float, float] = (0.80, 0.75, 0.78)
    linkable: float = 0.70
    skipped: float = 0.025
    dont_know: float = 0.012
    not_applicable: float = 0.008
    broken_off: float = 0.04
    tools_used: tuple[float, ...] = (0.55, 0.80, 0.60, 0.70, 0.40, 0.08)
    tools_by_wave: tuple[float, float, float] = (0.5, 0.9, 1.0)
    open_answers: float = 0.12

    def as_dict(self) -> dict[str, object]:
        """Return the effects as they stand in ``truth.json``."""
        return asdict(self)


SURVEY_EFFECTS: Final = SurveyEffects()

COMMENTS: Final = (
    "Spotkania zespołu są potrzebne, ale warto ustalać je z większym wyprzedzeniem.",
    "Dobrze, że szkoła i GOPS w końcu rozmawiają ze sobą o tych samych rodzinach.",
    "Dokumentów jest sporo; przydałby się jeden wspólny formularz.",
    "Rodziny chętniej przychodzą, kiedy wiedzą, kto się nimi zajmuje.",
    "Brakuje specjalistów, zwłaszcza psychologa dziecięcego.",
    "Najwięcej dały nam warsztaty diagnostyczne.",
    "Łatwiej zadzwonić do osoby, którą zna się ze spotkań.",
    "Praca zdalna pomogła utrzymać kontakt, lecz nie zastąpi wizyty w domu.",
)
"""Made-up comments."""
