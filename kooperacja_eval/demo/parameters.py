"""What the demo assumes: every effect planted in the synthetic data, and every share made up.

No document gives these numbers. They are written to ``truth.json``, so that an analysis of the
demo can be asked whether it finds them.
"""

from dataclasses import asdict, dataclass
from typing import Final

OTHER_OUTCOMES: Final = {"withdrawn": 14, "moved": 6, "handed_over": 5, "died": 3, "ongoing": 4}
"""Outcomes of the 32 families that did not complete, at 172 families."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Planted effects; ``z`` is a team's cooperation intensity, about standard normal.

    Attributes
    ----------
    voivodeship_intensity : tuple of float
        Added to ``z``, in the order of the voivodeships.
    completion_per_z : float
        Fall of the logarithm of the hazard of leaving before completion per unit of ``z``.
    completion_team_sd : float
        Standard deviation of the team's own effect on that logarithm.
    leaving_by_area : tuple of float
        Added to that logarithm, in the order of the areas of difficulty.
    leaving_lockdown : float
        Added to that logarithm in III-V.2020.
    leaving_shape : float
        The hazard grows with the months of cooperation to the power of this less one.
    attendance_core, attendance_invited : float
        Log-odds that a member attends at ``z`` = 0 before COVID-19.
    attendance_per_z : float
        Change of those log-odds per unit of ``z``.
    attendance_lockdown, attendance_later : float
        Change of those log-odds in III-V.2020 and from VI.2020.
    contacts_mean : float
        Mean contacts with a family per month at ``z`` = 0 before COVID-19.
    contacts_per_z : float
        Change of the logarithm of that mean per unit of ``z``.
    contacts_family_sd : float
        Standard deviation of the family's own effect on that logarithm.
    contacts_lockdown, contacts_later : float
        Factors on that mean in III-V.2020 and from VI.2020.
    goal_mean, goal_per_z, goal_completed : float
        Mean of the latent attainment at ``z`` = 0, its change per unit of ``z``, and what a
        completed family adds; the attained level is the latent value rounded, within -2 to 2.
    goal_family_sd, goal_sd : float
        Standard deviations of the latent attainment between families and between their goals.
    remote_before, remote_lockdown, remote_later : float
        Share of remote meetings and contacts before III.2020, in III-V.2020, from VI.2020.
    mixed_later : float
        Share of mixed meetings and contacts from VI.2020.
    skipped_lockdown : float
        Probability at ``z`` = 0 that a team does not meet in a month of III-V.2020.
    diagnosis_days_per_z : float
        Change of the mean days from screening to diagnosis per unit of ``z``, where the team began
        early enough.
    diagnosis_mean, diagnosis_family_sd, diagnosis_domain_sd, diagnosis_error_sd : float
        Mean of the state before over all domains, its standard deviation between families and
        between the domains of a family, and that of the error of one score.
    diagnosis_change, diagnosis_change_per_z, diagnosis_completed, diagnosis_change_sd : float
        Mean change of the state at ``z`` = 0, its change per unit of ``z``, what a completed
        family adds, and its standard deviation between families.
    diagnosis_shift : float
        How much better than it was scored then a family's state before is judged after.
    service_suspended, service_converted, service_resumed : float
        Shares of services running in III.2020 that were suspended, made e-services, resumed.
    """

    voivodeship_intensity: tuple[float, ...] = (0.2, -0.2, 0.0, 0.3, -0.3)
    completion_per_z: float = 0.8
    completion_team_sd: float = 0.4
    leaving_by_area: tuple[float, ...] = (0.0, 0.4, -0.5, 0.8)
    leaving_lockdown: float = 1.4
    leaving_shape: float = 5.0
    attendance_core: float = 1.7
    attendance_invited: float = 0.4
    attendance_per_z: float = 0.6
    attendance_lockdown: float = -0.9
    attendance_later: float = -0.2
    contacts_mean: float = 4.0
    contacts_per_z: float = 0.3
    contacts_family_sd: float = 0.25
    contacts_lockdown: float = 0.5
    contacts_later: float = 0.85
    goal_mean: float = -0.4
    goal_per_z: float = 0.4
    goal_completed: float = 0.6
    goal_family_sd: float = 0.5
    goal_sd: float = 0.7
    remote_before: float = 0.02
    remote_lockdown: float = 0.85
    remote_later: float = 0.45
    mixed_later: float = 0.2
    skipped_lockdown: float = 0.15
    diagnosis_days_per_z: float = -3.0
    diagnosis_mean: float = 4.5
    diagnosis_family_sd: float = 1.0
    diagnosis_domain_sd: float = 0.8
    diagnosis_error_sd: float = 0.7
    diagnosis_change: float = 0.3
    diagnosis_change_per_z: float = 0.25
    diagnosis_completed: float = 1.0
    diagnosis_change_sd: float = 0.8
    diagnosis_shift: float = -0.5
    service_suspended: float = 0.2
    service_converted: float = 0.2
    service_resumed: float = 0.3

    def as_dict(self) -> dict[str, object]:
        """Return the effects as they stand in ``truth.json``."""
        return asdict(self)


EFFECTS: Final = Effects()

MISSING_SHARE: Final = 0.02
"""Share of cells left empty in the optional columns of ``gaps``."""

STRANGERS: Final = 2
"""Rows of attendance by an entity that is not a member of the team."""
