"""Citations in prose: ``[@key]`` and ``[@key, s. 12; @other]`` become words and a list of works.

The words and the list are citeproc's, inside pandoc, in the package's own style (author and year)
and with the terms of the document's language. Only documents that cite come here.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting import words
from kooperacja_eval.reporting.pandoc import Ast, run_pandoc
from kooperacja_eval.reporting.prose_ast import Node
from kooperacja_eval.text import Lang, Text

Library = Mapping[str, Mapping[str, Any]]
"""Works as CSL describes them, by key."""

_GROUP: Final = re.compile(r"\[([^\[\]]*@[^\[\]]*)\]")
_ITEM: Final = re.compile(
    r"(?P<prefix>(?:[^@]*\s)?)(?P<quiet>-?)@(?P<key>[A-Za-z0-9][\w.:-]*)(?P<suffix>[^@]*)"
)
_WORDS: Final = frozenset({"Str", "Space", "SoftBreak"})
_PIECES: Final = re.compile(r"( |\n)")
_NEAR: Final = 3
_REFERENCES: Final = "refs"
"""The name under which citeproc looks for the place of its list."""
REFERENCES_PLACE: Final = f"::: {{#{_REFERENCES}}}\n:::"
"""The place of the list, as Markdown."""


def cited(ast: Ast, library: Library, lang: Lang, *, epoch: int) -> Ast:
    """Return a document with its citations in words and the list of works that it cites.

    Parameters
    ----------
    ast : dict
        A document of pandoc; it is not changed. An empty ``Div`` named ``refs`` is the place of
        the list; without one, a document that cites ends with it.
    library : mapping
        Works by key.
    lang : {"pl", "en"}
        Language of the terms, such as "red." and "i in.".
    epoch : int
        Seconds that stand for the time of writing.

    Raises
    ------
    ReportError
        If prose cites what the library does not hold; keys like it are named.
    """
    blocks = json.loads(json.dumps(ast["blocks"]))
    used: set[str] = set()
    _mark(blocks, library, used)
    if not used:
        return {**ast, "blocks": [block for block in blocks if not _is_place(block)]}
    if not any(map(_is_place, blocks)):
        blocks.append({"t": "Div", "c": [[_REFERENCES, [], []], []]})
    blocks = [piece for block in blocks for piece in _under_heading(block, blocks, lang)]
    works = [dict(library[key]) for key in sorted(used)]
    done = _citeproc({**ast, "blocks": blocks}, works, lang, epoch)
    _unwrap(done["blocks"])
    _tell_languages(done["blocks"], library, lang)
    return done


def reference_targets(library: Library) -> dict[str, tuple[str, str]]:
    """Return anchor and words of the works, by the names under which citations link to them."""
    return {f"ref-{key}": (f"ref-{key}", key) for key in library}


def _citeproc(ast: Ast, works: list[dict[str, Any]], lang: Lang, epoch: int) -> Ast:
    """Let citeproc write citations and list."""
    meta = {
        "lang": {"t": "MetaString", "c": words.LOCALES[lang]},
        "link-citations": {"t": "MetaBool", "c": True},
        "link-bibliography": {"t": "MetaBool", "c": True},
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "works.json"
        path.write_text(json.dumps(works, ensure_ascii=False), "utf-8")
        style = Path(folder) / "style.csl"
        style.write_text(_style(), "utf-8")
        options = ["-f", "json", "-t", "json", "--citeproc", f"--bibliography={path}"]
        content = json.dumps({**ast, "meta": meta}, ensure_ascii=False).encode("utf-8")
        done: Ast = json.loads(run_pandoc([*options, f"--csl={style}"], content, epoch=epoch))
    return done


def _style() -> str:
    """Return the package's own style of citations and works."""
    place = files("kooperacja_eval.reporting").joinpath("templates", "references.csl")
    return place.read_text("utf-8")


def _tell_languages(blocks: list[Node], library: Library, lang: Lang) -> None:
    """Say of each work of the list in which language it is, where that is not the document's."""
    for place in filter(_is_place, blocks):
        for entry in place["c"][1]:
            key = entry["c"][0][0].removeprefix("ref-") if entry["t"] == "Div" else ""
            language = str(library.get(key, {}).get("language", lang))
            if not language.startswith(lang):
                entry["c"][0][2].append(["lang", language])


def _is_place(block: Node) -> bool:
    """Return whether a block is the place of the list."""
    return bool(block["t"] == "Div" and block["c"][0][0] == _REFERENCES)


def _under_heading(block: Node, blocks: list[Node], lang: Lang) -> list[Node]:
    """Put the heading of a chapter over the list."""
    if not _is_place(block):
        return [block]
    level = min((each["c"][0] for each in blocks if each["t"] == "Header"), default=1)
    title = [{"t": "Str", "c": words.REFERENCES.in_(lang)}]
    name = "bibliography"
    return [{"t": "Header", "c": [level, [name, ["unnumbered"], []], title]}, block]


def _mark(node: Any, library: Library, used: set[str]) -> None:
    """Turn citations into pandoc's, in place, all the way down."""
    if isinstance(node, dict):
        _mark(node.get("c"), library, used)
    elif isinstance(node, list):
        for item in node:
            _mark(item, library, used)
        if node and all(isinstance(item, dict) and "t" in item for item in node):
            node[:] = _with_citations(node, library, used)


def _with_citations(inlines: list[Node], library: Library, used: set[str]) -> list[Node]:
    """Return inline elements with citations in place of their marks."""
    result: list[Node] = []
    for is_words, run in groupby(inlines, key=lambda inline: inline["t"] in _WORDS):
        members = list(run)
        text = "".join(map(_character, members)) if is_words else ""
        if "@" in text and _GROUP.search(text):
            result += _pieces(text, library, used)
        else:
            result += members
    return result


def _character(inline: Node) -> str:
    """Return a word or the space between words as text."""
    return {"Space": " ", "SoftBreak": "\n"}.get(inline["t"]) or str(inline["c"])


def _pieces(text: str, library: Library, used: set[str]) -> Iterator[Node]:
    """Split a text into words and citations."""
    end = 0
    for found in _GROUP.finditer(text):
        items = [_ITEM.fullmatch(item.strip()) for item in found[1].split(";")]
        if not all(items):
            continue
        yield from _inlines(text[end : found.start()])
        works = [_citation(item, library, used) for item in items if item]
        yield {"t": "Cite", "c": [works, _inlines(found[0])]}
        end = found.end()
    yield from _inlines(text[end:])


def _citation(item: re.Match[str], library: Library, used: set[str]) -> Node:
    """Return one work of a citation as pandoc has it."""
    key = item["key"].rstrip(".:-")
    if key not in library:
        raise ReportError(_unknown(key, library))
    used.add(key)
    suffix = item["key"][len(key) :] + item["suffix"]
    return {
        "citationId": key,
        "citationPrefix": _inlines(item["prefix"].strip()),
        "citationSuffix": _inlines(suffix.rstrip()),
        "citationMode": {"t": "SuppressAuthor" if item["quiet"] else "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _inlines(text: str) -> list[Node]:
    """Return a text as words and spaces of pandoc."""
    spaces = {" ": {"t": "Space"}, "\n": {"t": "SoftBreak"}}
    pieces = (piece for piece in _PIECES.split(text) if piece)
    return [dict(spaces.get(piece) or {"t": "Str", "c": piece}) for piece in pieces]


def _unwrap(node: Any) -> None:
    """Leave the words of citations: a format that sees a citation would write it anew."""
    if isinstance(node, dict):
        _unwrap(node.get("c"))
    elif isinstance(node, list):
        for item in node:
            _unwrap(item)
        if any(isinstance(item, dict) and item.get("t") == "Cite" for item in node):
            node[:] = [each for item in node for each in _bare(item)]


def _bare(item: Node) -> list[Node]:
    """Return the words of a citation, and anything else as it is."""
    return list(item["c"][1]) if item["t"] == "Cite" else [item]


def _unknown(key: str, library: Library) -> Text:
    """Say that a work is not known, and which keys are like it."""
    near = ", ".join(get_close_matches(key, library, n=_NEAR, cutoff=0.5))
    like_pl, like_en = (
        (f" Podobne klucze: {near}.", f" Keys like it: {near}.") if near else ("", "")
    )
    return Text(
        f"Tekst powołuje się na [@{key}], czego nie ma w bibliografii.{like_pl} Popraw klucz albo"
        " dopisz pozycję do pliku bibliography.json obok study.toml.",
        f"The text cites [@{key}], which the bibliography does not hold.{like_en} Correct the key"
        " or add the work to bibliography.json beside study.toml.",
    )
