"""A document that is being built gets its page of traces, and links from its numbers to it."""

from dataclasses import replace

from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.request import ReportOrder
from kooperacja_eval.pipeline.trace_page import Told, told_items, trace_file, trace_page
from kooperacja_eval.pipeline.trace_report import traced_order
from kooperacja_eval.pipeline.trace_run import traced_blocks
from kooperacja_eval.reporting.blocks import Block, Markdown, ShownExhibit
from kooperacja_eval.reporting.document import Document
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.study import StudyConfig


def with_trace(
    config: StudyConfig,
    data: StudyData,
    order: ReportOrder,
    material: Material,
    document: Document,
) -> tuple[Document, dict[str, bytes]]:
    """Return a document whose numbers lead to its page of traces, and that page by its name.

    Parameters
    ----------
    config, data
        The study.
    order : ReportOrder
        The report.
    material : Material
        What its notebook was given.
    document : Document
        What its notebook showed, with the notes of the recorder.
    """
    items = traced_blocks(document.blocks)
    report = traced_order(config, data, order, material, items.values())
    told = told_items(report)
    by_id = {one.asked.item.id: one for one in told}
    blocks = tuple(
        _linked(block, by_id[items[place].id])
        if place in items and items[place].id in by_id
        else block
        for place, block in enumerate(document.blocks)
    )
    name = trace_file(order.stem)
    about = " – ".join(part for part in (document.title, document.subtitle) if part)
    page = trace_page(report, told, about=about)
    return replace(document, blocks=blocks, trace=name), {name: page}


def _linked(block: Block, told: Told) -> Block:
    """Return a block that says where its numbers lead."""
    if isinstance(block, Markdown):
        return replace(block, note=None, trace=told.asked.item.id)
    if isinstance(block, ShownExhibit):
        return replace(block, note=None, links=_links(told))
    return block


def _links(told: Told) -> dict[tuple[int, int], str]:
    """Return the address of each shown cell; of an interval, that of its low end."""
    links: dict[tuple[int, int], str] = {}
    for found in told.numbers:
        if found.row is not None and found.column is not None:
            links.setdefault((found.row, found.column), found.address)
    return links
