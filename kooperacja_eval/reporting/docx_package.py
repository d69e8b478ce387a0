"""The parts of a Word file that pandoc does not fill: header, footer, language, sections.

The file is written anew with fixed times, so that the same report has the same bytes.
"""

import re
import zipfile
from collections.abc import Collection, Mapping
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

_HEADER_OR_FOOTER: Final = re.compile(r"word/(?:header|footer)\d*\.xml")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_MARKER_PARAGRAPH: Final = re.compile(r"<w:p>(?:(?!</w:p>).)*\{\{marker\}\}.*?</w:p>", re.DOTALL)
_PLACEHOLDER: Final = re.compile(r"\{\{(\w+)\}\}")
_REFERENCES: Final = re.compile(r"<w:(?:header|footer)Reference [^>]*/>")
_SECTION: Final = re.compile(r"<w:sectPr[^>]*>")
_HEADING: Final = re.compile(
    r'<w:bookmarkStart [^>]*w:name="([^"]*)"[^>]*/>\s*'
    r'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="Heading\d" ?/>'
)
_NO_NUMBER: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
_LANGUAGE: Final = re.compile(r'<w:lang w:val="[^"]*"')


def finish(docx: bytes, words: Mapping[str, str], locale: str) -> bytes:
    """Return the file with header and footer filled in on every page, in its language.

    Parameters
    ----------
    docx : bytes
        The file as pandoc wrote it.
    words : mapping
        Texts of the placeholders ``title``, ``marker``, ``footer``, ``page`` and ``of``; an empty
        marker takes its line out.
    locale : str
        Language of the text, such as ``pl-PL``.
    """
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in filter(_HEADER_OR_FOOTER.fullmatch, tuple(parts)):
        parts[name] = _fill(parts[name].decode("utf-8"), words).encode("utf-8")
    document = parts["word/document.xml"].decode("utf-8")
    parts["word/document.xml"] = _with_references(document).encode("utf-8")
    styles = parts["word/styles.xml"].decode("utf-8")
    parts["word/styles.xml"] = _LANGUAGE.sub(f'<w:lang w:val="{locale}"', styles).encode("utf-8")
    return _zipped(parts)


def without_numbers(docx: bytes, names: Collection[str]) -> bytes:
    """Return the file in which Word leaves some headings without numbers.

    Parameters
    ----------
    docx : bytes
        The file.
    names : collection of str
        Bookmarks of the headings.
    """
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = _HEADING.sub(
        lambda found: found[0] + (_NO_NUMBER if found[1] in names else ""),
        parts["word/document.xml"].decode("utf-8"),
    )
    return _zipped(parts | {"word/document.xml": document.encode("utf-8")})


def _fill(part: str, words: Mapping[str, str]) -> str:
    """Put words in the placeholders of a header or footer."""
    if not words["marker"]:
        part = _MARKER_PARAGRAPH.sub("", part)
    return _PLACEHOLDER.sub(lambda found: escape(words[found[1]]), part)


def _with_references(document: str) -> str:
    """Give every section the header and footer of the last one."""
    references = "".join(dict.fromkeys(_REFERENCES.findall(document)))
    bare = _REFERENCES.sub("", document)
    return _SECTION.sub(lambda found: found[0] + references, bare)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Pack the parts without times."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
