"""Cells of Excel 97-2003 workbooks as xlrd gives them, and a place for what it prints."""

import datetime as dt

import xlrd  # type: ignore[import-untyped]

from kooperacja_eval.ingest.sheets import Cell, ErrorCell


class Silent:
    """Takes what xlrd prints about odd files; what matters comes as an exception."""

    def write(self, text: str) -> None:
        """Take a text."""

    def flush(self) -> None:
        """Do nothing."""


def old_cell(cell: xlrd.sheet.Cell) -> Cell:
    """Return what a cell holds: nothing, yes or no, an error, a day, a time, a number or text."""
    match cell.ctype:
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return None
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return ErrorCell(xlrd.error_text_from_code.get(cell.value, "#ERR"))
        case xlrd.XL_CELL_DATE:
            return _moment(float(cell.value))
        case _:
            value: str | float = cell.value
            return value


def _moment(serial: float) -> Cell:
    """Return a day or a time; a number that no calendar has stays a number."""
    try:
        moment: dt.datetime = xlrd.xldate_as_datetime(serial, 0)
    except (xlrd.xldate.XLDateError, OverflowError):
        return serial
    return moment if serial >= 1 else moment.time()
