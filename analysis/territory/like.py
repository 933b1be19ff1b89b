"""The scenario that a territory is to be like: whose law, contracts, occupations and, where tables lack, people and firms.

It is read as the simulator reads it: includes first, a later table as a whole in place of an earlier one. Only tables of
rows are kept, and single values of groups.
"""

import re
from pathlib import Path

from .fault import Fault
from .table import rows_of

INCLUDE = re.compile(r'^\s*@include\s+"([^"]+)"\s*$', re.MULTILINE)
COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|#[^\n]*|//[^\n]*|/\*.*?\*/', re.DOTALL)
TABLE = re.compile(r"^(\w+)\s*[=:]\s*\((.*?)\)\s*;", re.MULTILINE | re.DOTALL)
GROUP = re.compile(r"^(\w+)\s*[=:]\s*\{(.*?)\}\s*;", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"\{(.*?)\}", re.DOTALL)
SETTING = re.compile(r'(\w+)\s*[=:]\s*("(?:\\.|[^"\\])*"|[^;]+?)\s*;')
TEXT = re.compile(r'^(\w+)\s*[=:]\s*"([^"]*)"\s*;', re.MULTILINE)


def without_comments(text):
    return COMMENT.sub(lambda match: match[0] if match[0].startswith('"') else " ", text)


def settings(text):
    return {name: value[1:-1] if value.startswith('"') else value for name, value in SETTING.findall(text)}


# Tables that are read here, which a scenario may give as a file, with columns by which the line of their names is known.
TABLES = {
    "zones": ("name", "population"),
    "travel": ("from", "to", "minutes"),
    "age_groups": ("name", "from_age"),
    "qualifications": ("name", "share"),
    "sectors": ("name", "jobs_share"),
    "sizes": ("name", "jobs_share"),
}


class Like:
    """Tables by name, each a list of rows {field: text}; groups by name; `path` of the scenario."""

    def __init__(self, path):
        self.path = Path(path)
        self.tables, self.groups, self.texts = {}, {}, {}
        self._read(self.path, ())
        for name in ("age_groups", "qualifications", "sectors", "sizes"):
            if not self.tables.get(name):
                raise Fault(path, f"has no table {name}; expected a scenario of the labour market")

    def _read(self, path, within):
        if path in within:
            raise Fault(path, "includes itself")
        try:
            text = without_comments(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise Fault(path, error.strerror) from None
        for name in INCLUDE.findall(text):
            self._read(path.parent / name, (*within, path))
        for name, rows in TABLE.findall(text):
            self.tables[name] = [settings(row) for row in ROW.findall(rows)]
        for name, values in GROUP.findall(text):
            self.groups.setdefault(name, {}).update(settings(values))
        for name, value in TEXT.findall(text):
            self.texts[name] = (value, path)
            if name in TABLES and value.endswith(".csv"):
                self.tables[name] = [
                    {key: cell for key, cell in row.items() if cell} for row in rows_of(path.parent / value, TABLES[name])
                ]

    def rows(self, name):
        return self.tables[name]

    def number(self, group, name, missing):
        return float(self.groups.get(group, {}).get(name, missing))
