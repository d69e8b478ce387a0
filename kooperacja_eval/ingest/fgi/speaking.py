"""Who speaks in the stretches of the joined files, as ``fgi.toml`` says it is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from kooperacja_eval.ingest.fgi.coded_table import SPEAKER
from kooperacja_eval.ingest.fgi.mapping import FgiMapping, SpeakerPart
from kooperacja_eval.ingest.fgi.meanings import Meanings
from kooperacja_eval.ingest.fgi.prepare import file_number
from kooperacja_eval.ingest.fgi.project import QualCoding, QualProject
from kooperacja_eval.ingest.fgi.refusals import at_row
from kooperacja_eval.ingest.fgi.speakers import SectorNames, Speakers, turns_of
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Who speaks where.

    Attributes
    ----------
    speakers : dict of str to Speakers
        By document of the joined files.
    problems : list of Problem
        Names that mean no sector; never the names themselves, which may be of persons.
    """

    speakers: dict[str, Speakers]
    problems: list[Problem]

    def sector(self, coding: QualCoding) -> str | None:
        """Return the one sector that speaks in a stretch, None where none or several do."""
        known = self.speakers.get(coding.document)
        found = known.sectors(coding) if known else frozenset[str]()
        return next(iter(found)) if len(found) == 1 else None


def speaking_of(
    merged: QualProject, mapping: FgiMapping, meanings: Meanings, files: Sequence[str]
) -> Speaking:
    """Return who speaks where in the joined files.

    Parameters
    ----------
    merged : QualProject
        The joined files; documents that differ in the text only share the codes of speakers by
        place.
    mapping : FgiMapping
        How speakers are known.
    meanings : Meanings
        Which codes are of speakers.
    files : sequence of str
        Names of the files by number.
    """
    part = mapping.speaker
    if part is None:
        unused = [c for c in merged.codings if c.code in meanings.speakers]
        problems = [_unused(files[file_number(unused[0])], len(unused))] if unused else []
        return Speaking(speakers={}, problems=problems)
    if part.from_ == "marks":
        return _by_marks(merged, part, files)
    names = SectorNames(part, mapping.project.code_separator)
    return _by_codes(merged, part, meanings, files, names)


def _by_codes(
    merged: QualProject,
    part: SpeakerPart,
    meanings: Meanings,
    files: Sequence[str],
    names: SectorNames,
) -> Speaking:
    found: dict[str, Speakers] = {}
    unknown: dict[str, int] = {}
    for coding in merged.codings:
        path = meanings.speakers.get(coding.code)
        if path is None or (path[0] == SPEAKER) != (part.from_ == "column"):
            continue
        sector = names.of_code(path)
        if sector is not None:
            found.setdefault(coding.document, Speakers()).add(coding, sector)
        elif not names.is_ignored(path[-1]):
            file = files[file_number(coding)]
            unknown[file] = unknown.get(file, 0) + 1
    problems = [_unknown(file, None, count) for file, count in unknown.items()]
    return Speaking(speakers=found, problems=problems)


def _by_marks(merged: QualProject, part: SpeakerPart, files: Sequence[str]) -> Speaking:
    names = SectorNames(part)
    found: dict[str, Speakers] = {}
    problems = []
    sources = {coding.document: files[file_number(coding)] for coding in merged.codings}
    for document in merged.documents:
        if document.text is None:
            continue
        turns, unknown = turns_of(document.text, part, names)
        found[document.id] = Speakers(turns=turns)
        if unknown:
            file = sources.get(document.id, merged.file)
            problems.append(_unknown(file, document.name, unknown))
    return Speaking(speakers=found, problems=problems)


def _unknown(file: str, document: str | None, count: int) -> Problem:
    where = Text(f"Dokument {document}: ", f"Document {document}: ") if document else Text("", "")
    message = Text(
        f"{where.pl}Oznaczenia mówiących, które nie nazywają sektora: {count}; ich fragmenty nie "
        "mają sektora. Dopisz je w [speaker.values] (nazwa = sektor) albo w speaker.ignored w "
        "fgi.toml.",
        f"{where.en}Marks of speakers that name no sector: {count}; their stretches have none. Add "
        "them to [speaker.values] (name = sector) or to speaker.ignored in fgi.toml.",
    )
    return at_row(
        file, None, "unknown_speaker", message, severity="warning", field="speaker_sector"
    )


def _unused(file: str, count: int) -> Problem:
    message = Text(
        f"Tabela mówi, kto mówi we fragmencie ({count}), ale fgi.toml nie ma [speaker]; sektora "
        'nie wczytano. Dodaj [speaker] z from = "column".',
        f"The table says who speaks in a stretch ({count}), but fgi.toml has no [speaker]; the "
        'sector was not read. Add [speaker] with from = "column".',
    )
    return at_row(
        file, None, "speaker_not_used", message, severity="warning", field="speaker_sector"
    )
