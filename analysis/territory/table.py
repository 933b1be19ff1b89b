"""A table as a file holds it: text, with the place of every cell.

Files come in many coats. CSV with semicolons, commas or tabs, in UTF-8 or in the code of older spreadsheets; inside a zip
archive; a sheet of a workbook; with lines of titles above the names of the columns. Cells stay text: a code such as 01305
must keep its zero. `numbers` turns a column into numbers, with decimal points or commas, and what is not released into NaN.
"""

import codecs
import csv
import io
import itertools
import re
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from .fault import Fault

BLOCK = 1 << 20
MOST_TITLES = 30  # lines that may stand above the names of the columns
BLANKS = re.compile("[ \t\u00a0\u2009\u202f]")  # between thousands: plain, no-break, thin, narrow no-break
NOT_RELEASED = {"", "s", "ns", "nd", "na", "n/a", "nc", "c", "-", "..."}
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
csv.field_size_limit(10_000_000)


def code_of(data, name):
    """utf-8-sig, or what older spreadsheets save where no letter is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for begin in range(0, len(data) or 1, BLOCK):
        try:
            decoder.decode(data[begin : begin + BLOCK], begin + BLOCK >= len(data))
        except UnicodeDecodeError as error:
            at = max(0, data.find(error.object[error.start : error.start + 1], max(0, begin - 4)))
            if any(byte >= 0x80 for byte in data[:at]):
                line = data.count(b"\n", 0, at) + 1
                found = f"byte 0x{data[at]:02X} is not UTF-8; expected one code in the whole file"
                raise Fault(f"{name}:{line}:1", found) from None
            return "cp1252"
    return "utf-8-sig"


class Table:
    """Columns by name, as text. `frame` has a row for each row of the file, and `lines` says on which line it stands."""

    def __init__(self, name, frame, lines, header_line, cell_column, separator):
        self.name = name
        self.frame = frame
        self.lines = lines
        self.header_line = header_line
        self.separator = separator  # None: a workbook
        self._cell_column = cell_column  # (line, number of the column) -> where the cell begins
        self._numbers = {}
        self._order = {column: i for i, column in enumerate(frame.attrs["columns"])}

    def __len__(self):
        return len(self.frame)

    def has(self, *columns):
        return all(column in self.frame for column in columns)

    def place(self, row, column):
        """FILE:LINE:COLUMN of a cell; row -1 is the line that names the columns."""
        line = self.header_line if row < 0 else int(self.lines[row])
        return f"{self.name}:{line}:{self._cell_column(line, self._order.get(column, 0))}"

    def fault(self, row, column, text):
        return Fault(self.place(row, column), text)

    def require(self, *columns):
        for column in columns:
            if column not in self.frame:
                raise self.fault(-1, None, f"no column is called {column}; expected one")

    def numbers(self, column, signed=False):
        """The column as numbers, NaN where nothing is released. Anything else is refused at its place, as are numbers below 0
        unless they are `signed`."""
        if column not in self._numbers:
            self.require(column)
            text = self.frame[column].str.replace(BLANKS, "", regex=True)
            missing = text.str.lower().isin(NOT_RELEASED)
            for row in np.flatnonzero(~missing & ~text.str.fullmatch(NUMBER)):
                found = self.frame[column].iloc[row]
                raise self.fault(row, column, f"{column} is {found!r}; expected a number, or nothing where it is not released")
            for row in np.flatnonzero(text.str.contains(",")) if self.separator == "," else ():
                found = self.frame[column].iloc[row]
                raise self.fault(row, column, f"{column} is {found!r}; expected a decimal point and no marks between thousands")
            self._numbers[column] = pd.to_numeric(
                text.where(~missing).str.replace(",", ".", regex=False), errors="coerce"
            ).astype(float)
        if not signed and (self._numbers[column] < 0).any():
            row = int(np.flatnonzero(self._numbers[column] < 0)[0])
            raise self.fault(row, column, f"{column} is {self.frame[column].iloc[row]}; expected no number below 0")
        return self._numbers[column]


def plain_number(text):
    """A number without blanks between thousands and with a decimal point; other text as it is."""
    number = BLANKS.sub("", text)
    return number.replace(",", ".") if NUMBER.fullmatch(number) else text


def separator_of(line):
    return max(";,\t", key=line.count)


def begin_of_cell(line, number, separator):
    """Where cell `number` of a line of CSV begins, from 1; quotes hide separators."""
    at, cell, quoted = 0, 0, False
    while cell < number and at < len(line):
        quoted ^= line[at] == '"'
        cell += line[at] == separator and not quoted
        at += 1
    return at + 1


class Lines:
    """A file of text, line by line; a line that is asked for again is looked up in the bytes."""

    def __init__(self, data, code):
        self.data, self.code = data, code

    def read(self):
        return io.TextIOWrapper(io.BytesIO(self.data), self.code, errors="replace", newline="")

    def line(self, number):
        begin = 0
        for _ in range(number - 1):
            begin = self.data.index(b"\n", begin) + 1
        end = self.data.find(b"\n", begin)
        return self.data[begin : end if end >= 0 else len(self.data)].decode(self.code, errors="replace")


def header_of(lines, is_header):
    """(separator, names of the columns, the line they stand on); None where no line names the columns looked for."""
    for number, line in enumerate(itertools.islice(lines.read(), MOST_TITLES + 1), 1):
        separator = separator_of(line)
        header = [cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])]
        if not line.startswith("#") and is_header(header):
            return separator, header, number
    return None


def kept(header, wanted):
    """Numbers of the columns that are read: those that `wanted` names for this header, or all that have a name."""
    names = header if wanted is None else wanted(header)
    return [i for i, column in enumerate(header) if column in names and (column or wanted is None)]


def read_csv(name, data, is_header, wanted, only):
    lines = Lines(data, code_of(data, name))
    found = header_of(lines, is_header)
    if found is None:
        return None
    separator, header, header_line = found

    def cell_column(line, column):
        return begin_of_cell(lines.line(line), column, separator)

    keep = kept(header, wanted)
    chosen = only(header) if only is not None else None
    at, value = (header.index(chosen[0]), chosen[1]) if chosen else (0, None)
    reader = csv.reader(itertools.islice(lines.read(), header_line, None), delimiter=separator)
    rows, numbers = [], []
    try:
        for cells in reader:
            if not any(cells) or cells[0].startswith("#"):
                continue
            line = header_line + reader.line_num
            if len(cells) != len(header):
                raise Fault(
                    f"{name}:{line}:{cell_column(line, min(len(cells), len(header)))}",
                    f"this row has {len(cells)} cells; expected {len(header)}, as many as line {header_line} names",
                )
            if value is not None and cells[at].strip() != value:
                continue
            rows.append([sys.intern(cells[i].strip()) for i in keep])
            numbers.append(line)
    except csv.Error as error:
        raise Fault(f"{name}:{header_line + reader.line_num}:1", f"{error}; expected CSV") from None
    return made(name, header, keep, rows, numbers, header_line, cell_column, separator)


def made(name, header, keep, rows, numbers, header_line, cell_column, separator=None):
    names = [header[i] for i in keep]
    for i, column in enumerate(names):
        if column in names[:i]:
            raise Fault(f"{name}:{header_line}:{cell_column(header_line, keep[i])}", f"the column {column} is there twice")
    frame = pd.DataFrame(rows, columns=names, dtype=str)
    frame.attrs["columns"] = header
    return Table(name, frame, np.array(numbers, dtype=int), header_line, cell_column, separator)


def cell_text(value):
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def read_workbook(name, data, is_header, wanted):
    """The first sheet with a line that names the columns looked for."""
    try:
        import openpyxl
    except ImportError:
        raise Fault(name, "a workbook needs the Debian package python3-openpyxl, or the sheet saved as CSV") from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception:
        raise Fault(f"{name}:1:1", "not a workbook; expected .xlsx") from None
    for sheet in book.worksheets:
        header, rows, numbers, at = None, [], [], 0
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [cell_text(value) for value in values]
            if header is None:
                if is_header(cells):
                    while not cells[-1]:
                        cells.pop()
                    header, at = cells, number
                    keep = kept(header, wanted)
                elif number > MOST_TITLES:
                    break
            elif any(cells):
                cells += [""] * (len(header) - len(cells))  # what stands beyond the last name belongs to no column
                rows.append([cells[i] for i in keep])
                numbers.append(number)
        if header is not None:
            return made(f"{name}[{sheet.title}]", header, keep, rows, numbers, at, lambda line, column: column + 1)
    return None


def read_member(name, data, is_header, wanted, only=None):
    """The table of a file, or None where no line of it is a header. `wanted` names for a header the columns that are read, all
    by default; `only` may give (column, value) of the rows that are read, of files with millions of others."""
    if name.lower().endswith(".xlsx"):
        return read_workbook(name, data, is_header, wanted)
    return read_csv(name, data, is_header, wanted, only)


def rows_of(path, names):
    """Rows {column: text} of a table with the columns `names`; numbers of a table with semicolons are made plain."""
    ((name, data),) = members(path)
    table = read_member(name, data, lambda cells: set(names) <= set(cells), None)
    if table is None:
        raise Fault(f"{path}:1:1", f"no line names the columns; expected {', '.join(names)}")
    rows = table.frame.to_dict("records")
    if table.separator == ",":
        return rows
    return [{key: plain_number(value) for key, value in row.items()} for row in rows]


def members(path):
    """(name, bytes) of the tables in a file: itself, or those in a zip archive, also one inside another."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Fault(path, error.strerror) from None
    yield from unpacked(str(path), data)


def unpacked(name, data):
    suffix = name.lower().rsplit(".", 1)[-1]
    if suffix == "zip":
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile:
            raise Fault(f"{name}:1:1", "not a zip archive, or cut off; download it again") from None
        for inner in sorted(archive.namelist()):
            if not Path(inner).name.lower().startswith("meta"):
                yield from unpacked(f"{name}/{inner}", archive.read(inner))
    elif suffix in ("csv", "xlsx", "txt"):
        yield name, data
