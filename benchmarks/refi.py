"""How much memory and time a large .qdpx takes, counted by the operating system in a child process.

Run: ``python -m benchmarks.refi [MEGABYTES]``. Synthetic transcripts with Windows line breaks, a
coding for every second line by one of three coders, and recordings that nobody reads make up a
.qdpx of a given size. A child process reads it; what it holds above its size after imports is its
peak resident memory (``VmHWM``, so Linux only). Beside it stand the sizes of the file, of its texts
and of its document.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from uuid import UUID

import numpy as np

MEGABYTES = 50
TRANSCRIPTS = 40
LINES = 6000
"""Of each transcript."""
CODERS = 3
SEED = 2019
MEGABYTE = 1024**2
_CHILD = """
import json, sys, time
from pathlib import Path
from kooperacja_eval.ingest.fgi.refi import read_qdpx
from kooperacja_eval.ingest.surveys.export import SurveyFile
def memory(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))
before, start = memory("VmRSS"), time.perf_counter()
project = read_qdpx(SurveyFile(name="a.qdpx", data=Path(sys.argv[1]).read_bytes()))
print(json.dumps({
    "before_kb": before, "peak_kb": memory("VmHWM"), "seconds": time.perf_counter() - start,
    "documents": len(project.documents), "codings": len(project.codings),
    "right": sum(c.text == project.documents[0].text[c.start:c.end] for c in project.codings
                 if c.document == project.documents[0].id),
    "problems": [p.rule for p in project.problems],
}))
"""
WORDS = (
    "współpraca", "zespół", "rodzina", "spotkanie", "czas", "asystentka", "szkoła",
    "gmina", "powiat", "pomoc", "brak", "środki", "diagnoza", "plan",
    "usługa", "dziecko", "praca", "ośrodek", "kurator", "policja",
)  # fmt: skip


def written(path: Path, megabytes: int) -> tuple[int, int]:
    """Write a .qdpx; return bytes of its texts and of its document."""
    rng = np.random.default_rng(SEED)
    texts = 0
    parts = [_head()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(TRANSCRIPTS):
            words = rng.choice(WORDS, (LINES, 12))
            lines = [f"Osoba {index % 8}: {' '.join(row)}." for index, row in enumerate(words)]
            data = ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
            texts += len(data)
            archive.writestr(f"Sources/{_guid(number)}.txt", data)
            parts.append(_source(number, lines))
        parts.append("</Sources></Project>")
        qde = "".join(parts).encode("utf-8")
        archive.writestr("project.qde", qde)
        archive.fp.flush() if archive.fp else None
        rest = megabytes * MEGABYTE - path.stat().st_size
        if rest > 0:
            archive.writestr("Sources/recording.m4a", rng.bytes(rest), zipfile.ZIP_STORED)
    return texts, len(qde)


def measure(path: Path) -> dict[str, object]:
    """Return what a child process that reads a file reports."""
    command = [sys.executable, "-c", _CHILD, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    report: dict[str, object] = json.loads(done.stdout)
    return report


def run(megabytes: int = MEGABYTES) -> list[str]:
    """Measure one file and return lines to print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.qdpx"
        texts, qde = written(path, megabytes)
        report = measure(path)
        size = path.stat().st_size
    grown = (int(str(report["peak_kb"])) - int(str(report["before_kb"]))) / 1024
    before = int(str(report["before_kb"])) / 1024
    held = (size + texts + qde) / MEGABYTE
    file_line = (
        f".qdpx of {size / MEGABYTE:.0f} MB: texts {texts / MEGABYTE:.0f} MB, document "
        f"{qde / MEGABYTE:.0f} MB, {report['documents']} transcripts, {report['codings']} codings"
    )
    memory_line = (
        f"read in {float(str(report['seconds'])):.1f} s; resident memory at most {grown:.0f} MB "
        f"above {before:.0f} MB after imports ({grown / held:.2f} of file, texts and document)"
    )
    check_line = (
        f"codings of the first transcript in their place: {report['right']}; problems: "
        f"{report['problems']}"
    )
    return [file_line, memory_line, check_line]


def _head() -> str:
    users = "".join(f'<User guid="{_guid(900 + n)}" name="Koder {n + 1}"/>' for n in range(CODERS))
    codes = "".join(
        f'<Code guid="{_guid(800 + n)}" name="{word}" isCodable="true"/>'
        for n, word in enumerate(WORDS)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="FGI" '
        f'origin="NVivo for Windows 12.6"><Users>{users}</Users><CodeBook><Codes>{codes}</Codes>'
        "</CodeBook><Sources>"
    )


def _source(number: int, lines: list[str]) -> str:
    inside = []
    start = 0
    for index, line in enumerate(lines):
        if index % 2:
            made = 1000 + number * LINES + index
            inside.append(
                f'<PlainTextSelection guid="{_guid(made)}" startPosition="{start}" '
                f'endPosition="{start + len(line)}" name="{line[:60]}…">'
                f'<Coding guid="{_guid(10**7 + made)}" '
                f'creatingUser="{_guid(900 + index % CODERS)}">'
                f'<CodeRef targetGUID="{_guid(800 + index % len(WORDS))}"/></Coding>'
                "</PlainTextSelection>"
            )
        start += len(line) + 2
    name = f'guid="{_guid(number)}" name="FGI {number + 1}"'
    path = f'plainTextPath="internal://{_guid(number)}.txt"'
    return f"<TextSource {name} {path}>{''.join(inside)}</TextSource>"


def _guid(number: int) -> str:
    return str(UUID(int=number))


if __name__ == "__main__":
    for shown in run(int(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES):
        print(shown)
