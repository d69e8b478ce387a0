"""REFI-QDA files drawn as text; every person in them is synthetic."""

import zipfile
from io import BytesIO

from kooperacja_eval.ingest.fgi.project import QualProject
from kooperacja_eval.ingest.fgi.refi import read_qdpx
from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.schemas.problems import Problem

NAMESPACE = "urn:QDA-XML:project:1.0"
CODES = """
<CodeBook><Codes>
  <Code guid="c1" name="Bariery" isCodable="false">
    <Code guid="c2" name="Czas" isCodable="true"/>
  </Code>
</Codes></CodeBook>"""


def qde(body: str, *, origin: str = "", namespace: str = NAMESPACE) -> bytes:
    """Return a project document around some elements."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{namespace}" name="FGI" '
        f'origin="{origin}">{body}</Project>'
    ).encode()


def packed(files: dict[str, bytes]) -> bytes:
    """Return an archive."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def read(
    body: str, texts: dict[str, bytes | str] | None = None, *, origin: str = "", qde_name: str = ""
) -> QualProject:
    """Return what is read of a project with some texts in the folder ``sources``."""
    files = {qde_name or "project.qde": qde(body, origin=origin)}
    for name, text in (texts or {}).items():
        path = name if "/" in name else f"sources/{name}"
        files[path] = text.encode() if isinstance(text, str) else text
    return read_qdpx(SurveyFile(name="fgi/a.qdpx", data=packed(files)))


def source(*selections: str, path: str = "internal://t.txt", more: str = "") -> str:
    """Return a text source ``d1`` with some selections."""
    inside = "".join(selections)
    return f'<TextSource guid="d1" name="FGI 1" plainTextPath="{path}"{more}>{inside}</TextSource>'


def selection(
    start: object, end: object, *, name: str = "", code: str = "c2", user: str = "", number: int = 1
) -> str:
    """Return a selection with one coding."""
    who = f' creatingUser="{user}"' if user else ""
    return (
        f'<PlainTextSelection guid="s{number}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}"><Coding guid="k{number}"{who}><CodeRef targetGUID="{code}"/></Coding>'
        "</PlainTextSelection>"
    )


def sources(*inside: str) -> str:
    """Return the codebook and some sources."""
    return f"{CODES}<Sources>{''.join(inside)}</Sources>"


def rules(project: QualProject) -> list[str]:
    """Return the rules of a project's problems."""
    return [problem.rule for problem in project.problems]


def only(project: QualProject, rule: str) -> Problem:
    """Return the only problem of a rule."""
    (found,) = [problem for problem in project.problems if problem.rule == rule]
    return found
