"""Rules that find targets for families which cannot hold together."""

from collections.abc import Iterable
from dataclasses import dataclass

from kooperacja_eval.evidence import wording
from kooperacja_eval.evidence.figures import Figure, Record
from kooperacja_eval.evidence.labels import figure_label, place_label
from kooperacja_eval.evidence.pair import Disagreement, Statement, together
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True)
class Range:
    """A target given as a smallest and a largest number."""

    low: Figure
    high: Figure

    def times(self, n: int) -> tuple[int, int]:
        """Return the smallest and the largest number in ``n`` places."""
        return round((self.low.value or 0) * n), round((self.high.value or 0) * n)


def families_per_place(record: Record) -> list[Disagreement]:
    """Find a target per voivodeship that the target per team times its teams cannot meet."""
    found = []
    for place in _ranges(record.of("target_families_per_voivodeship")):
        for team in _ranges(record.of("target_families_per_pzk")):
            if team.low.macroregion != place.low.macroregion:
                continue
            for teams in _teams(record, team.low):
                stated, needed = place.times(1), team.times(round(teams.value or 0))
                if needed[0] > stated[1] or needed[1] < stated[0]:
                    found.append(_per_team(place, team, teams))
    return found


def families_in_all(record: Record) -> list[Disagreement]:
    """Find a target in all that the target per voivodeship cannot meet."""
    found = []
    for place in _ranges(record.of("target_families_per_voivodeship")):
        macroregion = place.low.macroregion
        n = sum(len(p.voivodeships) for p in record.config.macroregions if p.id == macroregion)
        targets = [
            figure
            for figure in record.of("target_families")
            if figure.macroregion == macroregion and figure.voivodeship is None
        ]
        for value in sorted({figure.value for figure in targets if figure.value is not None}):
            if place.times(n)[1] < value:
                stating = [figure for figure in targets if figure.value == value]
                found.append(_in_all(place, n, round(value), stating))
    return found


def _ranges(figures: Iterable[Figure]) -> list[Range]:
    ends: dict[tuple[str, str, str | None], dict[str, Figure]] = {}
    for figure in figures:
        if figure.value is not None and figure.group in {"min", "max"}:
            key = (figure.document, figure.macroregion, figure.voivodeship)
            ends.setdefault(key, {})[figure.group] = figure
    return [Range(pair["min"], pair["max"]) for pair in ends.values() if len(pair) == len("ab")]


def _teams(record: Record, target: Figure) -> list[Figure]:
    """Return how many teams a voivodeship is to have, in the same document."""
    kind = "target_pzk_per_voivodeship" if target.voivodeship is None else "target_pzk"
    where = (target.document, target.macroregion, target.voivodeship)
    return [
        figure
        for figure in record.of(kind)
        if (figure.document, figure.macroregion, figure.voivodeship) == where
    ]


def _per_team(place: Range, team: Range, teams: Figure) -> Disagreement:
    low, high = team.times(round(teams.value or 0))
    number = wording.counted(
        round(teams.value or 0), Text("zespół", "team"), "zespoły", Text("zespołów", "teams")
    )
    return Disagreement(
        kind="families_per_place",
        topic=figure_label("target_families_per_voivodeship"),
        a=_per_voivodeship(place),
        b=together(
            Text(
                f"{_written(team)} w zespole; {number.pl} w województwie to {low}–{high}",
                f"{_written(team)} in a team; {number.en} in a voivodeship make {low}–{high}",
            ),
            [(f.document, f.quote) for f in (team.low, teams)],
        ),
        difference=Text(
            f"{_written(place)} i {low}–{high} się wykluczają.",
            f"{_written(place)} and {low}–{high} exclude each other.",
        ),
        macroregion=place.low.macroregion,
        voivodeship=team.low.voivodeship,
    )


def _in_all(place: Range, n: int, value: int, stating: list[Figure]) -> Disagreement:
    low, high = place.times(n)
    label, where = figure_label("target_families"), place_label(place.low.macroregion, None)
    number = wording.counted(
        n, Text("województwo", "voivodeship"), "województwa", Text("województw", "voivodeships")
    )
    return Disagreement(
        kind="families_in_all",
        topic=wording.listed([label, where]),
        a=together(
            Text(f"co najmniej {value}", f"at least {value}"),
            [(figure.document, figure.quote) for figure in stating],
        ),
        b=_per_voivodeship(place),
        difference=Text(
            f"{number.pl} po {_written(place)} to {low}–{high}, mniej niż {value}.",
            f"{number.en} with {_written(place)} make {low}–{high}, fewer than {value}.",
        ),
        macroregion=place.low.macroregion,
    )


def _per_voivodeship(place: Range) -> Statement:
    return together(
        Text(f"{_written(place)} w województwie", f"{_written(place)} in a voivodeship"),
        [(place.low.document, place.low.quote), (place.high.document, place.high.quote)],
    )


def _written(target: Range) -> str:
    return f"{target.low.value:g}–{target.high.value:g}"
