"""The mapping files of the focus groups, and what the coders' codes mean."""

from collections.abc import Iterable, Mapping
from typing import Final

from kooperacja_eval.demo.fgi_names import BOOK, CODER_NAMES, SPEAKER_BRANCH, Paths
from kooperacja_eval.demo.fgi_parameters import REMOTE, ROUNDS, SPEAKERS
from kooperacja_eval.demo.fgi_qdpx import VARIABLES
from kooperacja_eval.demo.fgi_tables import ATLAS_GROUP, MAXQDA_GROUP
from kooperacja_eval.ingest.fgi.code_paths import path_id

CODEBOOK_FILE: Final = "codebook.toml"
FILES: Final = {
    "fgi_2018": "fgi/2018/fgi_2018_*.qdpx",
    "fgi_2019": "fgi/2019/fgi_2019.qdpx",
    "fgi_2020_maxqda": "fgi/2020/maxqda_fragmenty.xlsx",
    "fgi_2020_atlas": "fgi/2020/atlas_cytaty.xlsx",
}
"""Files of each mapping, below ``data_raw``."""
TRANSCRIPTS: Final = {
    "fgi_2020_maxqda": "fgi/2020/maxqda_transkrypcje/{}.txt",
    "fgi_2020_atlas": "fgi/2020/atlas_transkrypcje/{}.txt",
}
"""Transcripts of programs that export none, by name of the document."""
MAPPINGS: Final = {name: f"{name.replace('_', '-')}.toml" for name in FILES}
HEAD: Final = """\
# Dane syntetyczne: wywiady, rozmówcy i koderzy są zmyśleni.
"""
OWN_CODE: Final = f"""
[[own]]
code_id = "{REMOTE}"
parent_id = "factor"
name_pl = "Praca zdalna"
name_en = "Remote work"
kind = "factor"
definition_pl = "Koduj, gdy spotkania lub rozmowy na odległość ułatwiają kooperację."
definition_en = "Code meetings or talks at a distance that make cooperation easier."
source = "dane syntetyczne"
"""
TEAM: Final = r"[A-Z]{2}-[0-9]+"
DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
NAMED: Final = rf"(?P<day>{DAY})_(?P<persons>[0-9]+)os"
"""What stands behind the place in the name of a transcript that is a text file."""


def fgi_tomls(paths: Paths) -> dict[str, str]:
    """Return the mapping files and the codebook, by name."""
    ante, mid = ROUNDS[0], ROUNDS[1]
    by_file = _section("coder", {"from": "file", "pattern": "_(?P<coder>K[12])[.]qdpx$"})
    made = {
        "fgi_2018": [*_project_lines("fgi_2018", "refi_qda", ante.id), by_file, *_marks()],
        "fgi_2019": [*_project_lines("fgi_2019", "refi_qda", mid.id), _coders(), *_marks()],
        "fgi_2020_maxqda": [*_table_lines("fgi_2020_maxqda", "maxqda"), _coders(), *_codes()],
        "fgi_2020_atlas": [*_table_lines("fgi_2020_atlas", "atlas_ti"), _coders(), *_marks()],
    }
    tomls = {MAPPINGS[name]: "\n".join([HEAD, *lines]) for name, lines in made.items()}
    return {**tomls, CODEBOOK_FILE: codebook_toml(paths)}


def codebook_toml(paths: Paths) -> str:
    """Return what the codes of the programs mean."""
    name, version = BOOK
    lines = [f'[codebook]\nname = "{name}"\nversion = "{version}"', OWN_CODE]
    for code, path in paths.items():
        lines.append(f'[[codes]]\ntool = "{path_id(path)}"\ncode = "{code}"\n')
    return "\n".join([HEAD, *lines])


def _project_lines(name: str, tool: str, wave: str) -> list[str]:
    """Return the parts of a mapping whose documents have variables."""
    year = wave.removeprefix("fgi_")
    return [
        _project(name, tool),
        _document(rf"FGI {year} (?P<team>{TEAM})", wave, "team"),
        _document(rf"FGI {year} woj[.] (?P<place>\w+)", wave, "place"),
        _section("document_variables", VARIABLES),
        _section("document_constant", {"wave": wave}),
    ]


def _table_lines(name: str, tool: str) -> list[str]:
    """Return the parts of a mapping whose documents bear team, day and persons in their names."""
    wave = ROUNDS[2].id
    group = MAXQDA_GROUP if tool == "maxqda" else ATLAS_GROUP
    held = {"held_on": "{day}", "participants": "{persons}"}
    return [
        _project(name, tool),
        _document(rf"FGI_(?P<team>{TEAM})_{NAMED}", wave, "team", pzk_id="{team}", **held),
        _document(rf"FGI_(?P<place>[a-z]+)_{NAMED}", wave, "place", **held),
        _section("document_variables", {"voivodeship": group}),
        _section("document_constant", {"wave": wave}),
    ]


def _project(name: str, tool: str) -> str:
    said = {"id": name, "tool": tool, "files": FILES[name], "codebook": CODEBOOK_FILE}
    if name in TRANSCRIPTS:
        said["transcripts"] = TRANSCRIPTS[name].format("*")
    return _section("project", said)


def _document(pattern: str, wave: str, group: str, **more: str) -> str:
    said = {"pattern": pattern, "document_id": f"{wave}-{{{group}}}", **more}
    return "\n".join(["[[documents]]", *_pairs(said), ""])


def _coders() -> str:
    return '[coder]\nfrom = "tool"\n\n' + _section(
        "coder.names", {name: alias for alias, name in CODER_NAMES.items()}
    )


def _marks() -> Iterable[str]:
    return '[speaker]\nfrom = "marks"\n', _section("speaker.values", SPEAKERS)


def _codes() -> Iterable[str]:
    head = f'[speaker]\nfrom = "code"\ncodes = "{SPEAKER_BRANCH}"\n'
    return head, _section("speaker.values", SPEAKERS)


def _section(name: str, values: Mapping[str, str]) -> str:
    return "\n".join([f"[{name}]", *_pairs(values), ""])


def _pairs(values: Mapping[str, str]) -> list[str]:
    """Return lines with literal strings, in which a backslash is a backslash."""
    return [f"{_key(name)} = '{value}'" for name, value in values.items()]


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else f'"{name}"'
