"""What documents, codes and coders are called in the programs in which transcripts are coded."""

from typing import Final

from kooperacja_eval.demo.fgi_bank_change import SENTENCES
from kooperacja_eval.demo.fgi_model import Transcript
from kooperacja_eval.demo.fgi_parameters import REMOTE
from kooperacja_eval.ingest.fgi.code_paths import Path
from kooperacja_eval.instruments.codebooks.load import codebook

BOOK: Final = ("kooperacja", "1.0")
BRANCHES: Final = {
    "barrier": "Bariery",
    "resource": "Zasoby",
    "factor": "Czynniki",
    "effect": "Skutki",
    "need": "Potrzeby",
    "recommendation": "Rekomendacje",
}
SHORT: Final = {
    "barrier.time": "Czas",
    "barrier.staff": "Kadra",
    "barrier.procedures": "Formalności",
    "barrier.old_patterns": "Stare schematy",
    "barrier.responsibility": "Podział odpowiedzialności",
    "barrier.data_exchange": "RODO i tajemnica",
    "effect.family_agency": "Samodzielność rodziny",
    REMOTE: "Praca zdalna",
}
"""Names of the coders' own; other codes are called as in the shipped codebook."""
SPEAKER_BRANCH: Final = "Mówcy"
CODER_NAMES: Final = {"K1": "Koderka A (syntetyczna)", "K2": "Koder B (syntetyczny)"}
"""Names of made-up coders in the programs, by pseudonym."""


Paths = dict[str, Path]


def tool_paths() -> Paths:
    """Return the path of every planted code in the programs."""
    table = codebook(*BOOK)
    names = dict(zip(table["code_id"], table["name_pl"], strict=True)) | SHORT
    return {code: (BRANCHES[code.partition(".")[0]], str(names[code])) for code in SENTENCES}


def spaced_name(transcript: Transcript) -> str:
    """Return the name of a transcript in a project of NVivo or ATLAS.ti."""
    where = transcript.pzk_id or f"woj. {transcript.voivodeship}"
    return f"FGI {transcript.held_on.year} {where}"


def file_name(transcript: Transcript) -> str:
    """Return the name of a transcript that is a text file: place, day, persons, without ending."""
    return f"FGI_{transcript.place}_{transcript.held_on.isoformat()}_{transcript.participants}os"
