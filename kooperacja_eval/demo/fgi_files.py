"""The raw files of the focus groups, each round as another program writes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from kooperacja_eval.demo import facts
from kooperacja_eval.demo.fgi_coders import Coding, draw_codings
from kooperacja_eval.demo.fgi_mappings import FILES, TRANSCRIPTS
from kooperacja_eval.demo.fgi_model import Transcript, make_transcripts
from kooperacja_eval.demo.fgi_names import Paths, file_name, tool_paths
from kooperacja_eval.demo.fgi_parameters import CODERS, FGI_EFFECTS
from kooperacja_eval.demo.fgi_qdpx import Origin, qdpx
from kooperacja_eval.demo.fgi_tables import atlas_sheet, maxqda_sheet
from kooperacja_eval.demo.files import write_xlsx
from kooperacja_eval.demo.teams import Teams

NVIVO: Final[Origin] = "NVivo for Windows"
ATLAS: Final[Origin] = "ATLAS.ti"
IN_MAXQDA: Final = tuple(place.id for place in facts.PLACES[:3])
"""Voivodeships whose groups of 2020 are coded in MAXQDA; those of the others are in ATLAS.ti."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusGroups:
    """All focus groups of a study.

    Attributes
    ----------
    transcripts : tuple of Transcript
        By round, teams before voivodeships.
    codings : tuple of Coding
        What both coders coded in them.
    paths : dict of str to tuple of str
        Path of each code in the programs.
    """

    transcripts: tuple[Transcript, ...]
    codings: tuple[Coding, ...]
    paths: Paths


def make_focus_groups(teams: Teams, rng: np.random.Generator) -> FocusGroups:
    """Draw the transcripts of all rounds and their codings."""
    for_texts, for_coders = rng.spawn(2)
    transcripts = make_transcripts(teams, FGI_EFFECTS, for_texts)
    return FocusGroups(
        transcripts=transcripts,
        codings=draw_codings(transcripts, FGI_EFFECTS, for_coders),
        paths=tool_paths(),
    )


def write_focus_groups(raw: Path, groups: FocusGroups) -> None:
    """Write the files of the focus groups below the folder of raw files."""
    first, second, third = ([t for t in groups.transcripts if t.number == n] for n in range(3))
    for coder in CODERS:
        codings = [c for c in _of(groups, first) if c.coder == coder]
        _write(
            raw / FILES["fgi_2018"].replace("*", coder), qdpx(first, codings, groups.paths, NVIVO)
        )
    _write(raw / FILES["fgi_2019"], qdpx(second, _of(groups, second), groups.paths, ATLAS))
    own = [t for t in third if t.voivodeship in IN_MAXQDA]
    others = [t for t in third if t.voivodeship not in IN_MAXQDA]
    write_xlsx(raw / FILES["fgi_2020_maxqda"], [maxqda_sheet(_of(groups, own), groups.paths)])
    write_xlsx(raw / FILES["fgi_2020_atlas"], [atlas_sheet(_of(groups, others), groups.paths)])
    for name, texts in (("fgi_2020_maxqda", own), ("fgi_2020_atlas", others)):
        for one in texts:
            _write(raw / TRANSCRIPTS[name].format(file_name(one)), one.text.encode("utf-8"))


def _of(groups: FocusGroups, transcripts: Iterable[Transcript]) -> list[Coding]:
    wanted = {one.document_id for one in transcripts}
    return [coding for coding in groups.codings if coding.document.document_id in wanted]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
