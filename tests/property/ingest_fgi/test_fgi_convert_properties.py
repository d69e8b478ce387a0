"""What holds for any coded transcripts: nothing lost, nothing doubled, cut from the text."""

import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kooperacja_eval.ingest.fgi.code_paths import codes_of, path_id, split_path
from kooperacja_eval.ingest.fgi.codebook import StudyCodebook, load_codebook
from kooperacja_eval.ingest.fgi.convert import ConvertedGroups, GroupFiles, convert_groups
from kooperacja_eval.ingest.fgi.mapping import FgiMapping
from kooperacja_eval.ingest.fgi.positions import positions_of
from kooperacja_eval.ingest.fgi.project import QualCode, QualCoding, QualDocument, QualProject

pytestmark = pytest.mark.property

TEXTS = st.text("aż \n😀ąB", min_size=1, max_size=30)
CODES = ("barrier.time", "need.services", "robocze")
MAPPING = FgiMapping.model_validate(
    {
        "project": {"id": "fgi", "tool": "refi_qda", "files": "x"},
        "document_constant": {"wave": "fgi_2018"},
    }
)


@cache
def book() -> StudyCodebook:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "codebook.toml"
        said = 'ignored = ["robocze"]\n[codebook]\nname = "kooperacja"\nversion = "1.0"\n'
        path.write_text(said, encoding="utf-8")
        return load_codebook(path)


@st.composite
def projects(draw: st.DrawFn) -> QualProject:
    text = draw(TEXTS)
    size = len(text)
    spans = st.tuples(st.integers(0, size), st.integers(0, size)).filter(lambda s: s[0] < s[1])
    stretches = st.tuples(spans, st.sampled_from(CODES), st.sampled_from(("K1", "K2")))
    found = draw(st.lists(stretches, max_size=8, unique=True))
    return QualProject(
        tool="refi_qda",
        file="a.qdpx",
        origin="",
        documents=(QualDocument(id="d", name="FGI", text=text),),
        codes=tuple(QualCode(id=name, name=name) for name in CODES),
        codings=tuple(
            QualCoding(id=str(n), document="d", code=code, coder=coder, start=start, end=end)
            for n, ((start, end), code, coder) in enumerate(found)
        ),
    )


def converted(*found: QualProject) -> ConvertedGroups:
    part = GroupFiles(projects=found, mapping=MAPPING, codebook=book())
    return convert_groups([part], waves=("fgi_2018",))


@settings(max_examples=40)
@given(projects())
def test_every_stretch_is_in_the_table_or_counted(project: QualProject) -> None:
    made = converted(project)
    rows = made.tables["codings"]
    assert len(rows) + sum(made.ignored.values()) == len(project.codings)
    assert rows["coding_id"].is_unique
    text = project.documents[0].text or ""
    for row in rows.itertuples():
        assert row.text == text[row.start : row.end]


@settings(max_examples=25)
@given(projects())
def test_the_same_file_twice_gives_the_rows_of_one(project: QualProject) -> None:
    one, two = converted(project), converted(project, project)
    assert one.tables["codings"].equals(two.tables["codings"])
    assert one.tables["fgi_documents"].equals(two.tables["fgi_documents"])


@settings(max_examples=25)
@given(projects())
def test_the_order_of_the_file_does_not_matter(project: QualProject) -> None:
    turned = QualProject(
        tool=project.tool, file=project.file, origin=project.origin, documents=project.documents,
        codes=project.codes[::-1], codings=project.codings[::-1],
    )  # fmt: skip
    one, two = (converted(p).tables["codings"] for p in (project, turned))
    assert set(one["coding_id"]) == set(two["coding_id"])


@st.composite
def several(draw: st.DrawFn) -> list[GroupFiles]:
    """Mappings with a file or two each, of one transcript; some without its text or positions."""
    text = draw(TEXTS)
    parts = []
    for name in "abc"[: draw(st.integers(1, 3))]:
        files = [_file(draw, text, f"{name}{n}") for n in range(draw(st.integers(1, 2)))]
        parts.append(GroupFiles(projects=tuple(files), mapping=MAPPING, codebook=book()))
    return parts


def _file(draw: st.DrawFn, text: str, name: str) -> QualProject:
    size, bare = len(text), draw(st.booleans())
    spans = st.tuples(st.integers(0, size), st.integers(0, size)).filter(lambda s: s[0] < s[1])
    found = draw(st.lists(st.tuples(spans, st.sampled_from(CODES), st.sampled_from(("K1", "K2")))))
    return QualProject(
        tool="maxqda" if bare else "qualcoder",
        file=name,
        origin="",
        documents=(QualDocument(id="d", name="FGI", text=None if bare else text),),
        codes=tuple(QualCode(id=code, name=code) for code in CODES),
        codings=tuple(
            QualCoding(
                id=str(n), document="d", code=code, coder=coder, text=text[start:end],
                start=None if bare else start, end=None if bare else end,
            )
            for n, ((start, end), code, coder) in enumerate(found)
        ),
    )  # fmt: skip


@settings(max_examples=60)
@given(several(), st.randoms(use_true_random=False))
def test_no_order_of_files_gives_a_key_twice_or_other_rows(
    parts: list[GroupFiles], chance: random.Random
) -> None:
    one = convert_groups(parts, waves=("fgi_2018",)).tables["codings"]
    turned = [
        replace(part, projects=tuple(chance.sample(part.projects, len(part.projects))))
        for part in chance.sample(parts, len(parts))
    ]
    two = convert_groups(turned, waves=("fgi_2018",)).tables["codings"]
    assert one["coding_id"].is_unique
    assert two["coding_id"].is_unique
    assert set(one["coding_id"]) == set(two["coding_id"])


@given(st.text("ab\r\n\ufeff😀", max_size=20), st.data())
def test_positions_of_utf16_units_and_code_points_cut_the_same(
    raw: str, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(raw)))
    last = data.draw(st.integers(first, len(raw)))
    plain, wide = positions_of(raw), positions_of(raw, utf16=True)
    units = [len(raw[:at].encode("utf-16-le")) // 2 for at in (first, last)]
    assert plain.cut(first, last) == wide.cut(*units)
    assert plain.text == wide.text
    assert "\r" not in plain.text


@given(st.lists(st.lists(st.sampled_from("ABC"), min_size=1, max_size=3), max_size=6))
def test_paths_come_back_and_parents_come_first(paths: list[list[str]]) -> None:
    codes = codes_of([tuple(path) for path in paths])
    known: set[str] = {""}
    for code in codes:
        assert code.parent in known
        known.add(code.id)
        assert path_id(split_path(code.id)) == code.id
    assert len({code.id for code in codes}) == len(codes)
