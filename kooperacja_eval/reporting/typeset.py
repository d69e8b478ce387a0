"""A program of its own that sets one PDF: typst starts threads, and a process forked later hangs.

It is started by its path, reads its job as JSON and writes the PDF, or why there is none. It may
import nothing but typst and the standard library.
"""

import json
import sys

REFUSED = 3
"""Exit code where typst refuses the document or warns; the message is on standard error."""


def main() -> int:
    """Read a job from standard input and write a PDF to standard output.

    The job is an object with ``site`` (folder of the package typst), ``main`` and ``root`` (the
    document and its folder), ``fonts`` (folders) and ``epoch`` (seconds that stand for the time).
    """
    job = json.loads(sys.stdin.buffer.read())
    sys.path.append(job["site"])
    import typst  # noqa: PLC0415  found through the job

    try:
        pdf, warnings = typst.compile_with_warnings(
            job["main"],
            root=job["root"],
            format="pdf",
            font_paths=job["fonts"],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=job["epoch"],
        )
    except typst.TypstError as error:
        return _refuse(error.message)
    if warnings:
        return _refuse(warnings[0].message)
    sys.stdout.buffer.write(pdf)
    return 0


def _refuse(message: str) -> int:
    sys.stderr.buffer.write(message.encode("utf-8"))
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
