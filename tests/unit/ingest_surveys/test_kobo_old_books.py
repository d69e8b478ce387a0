"""Cells of XLS workbooks of KoBoToolbox: days stay days, times of day stay times."""

import datetime as dt
from io import BytesIO

import pytest
import xlwt

from kooperacja_eval.ingest.surveys.export import SurveyFile
from kooperacja_eval.ingest.surveys.kobo_books import old_sheets

pytestmark = pytest.mark.unit


def test_a_time_of_day_is_no_moment_of_1899() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("ankieta")
    day, hour = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf(num_format_str="hh:mm")
    sheet.write(0, 0, dt.datetime(2020, 10, 15), day)  # noqa: DTZ001 (cells have no zone)
    sheet.write(0, 1, 0.4375, hour)  # 10:30 as a part of a day
    sheet.write(0, 2, 3.5)
    buffer = BytesIO()
    book.save(buffer)
    [(name, rows)] = old_sheets(SurveyFile(name="a.xls", data=buffer.getvalue()))
    assert name == "ankieta"
    assert rows == [[dt.datetime(2020, 10, 15), dt.time(10, 30), 3.5]]  # noqa: DTZ001
