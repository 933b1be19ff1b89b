"""The engine as WebAssembly gives the same bits as the program: all series and all spells of a run of three years."""

import json
import pathlib
import sys
import tempfile
import unittest

import web

try:
    import h5py
    import numpy
except ImportError as missing:
    sys.exit(f"{missing}: run this with the Python of the system, which sees python3-h5py")

REFORM = [{"date": "2016-07-01", "path": "minimum_wage.level", "value": "11.5"},
          {"date": "2017-01-01", "path": "mini_jobs.allowed", "value": "true"},
          {"date": "2017-01-01", "path": "unemployment_insurance.replacement", "value": "0.57"}]


def numbers(values, kind):
    """As stored: numbers without a value are one and the same."""
    array = numpy.array([numpy.nan if v is None else v for v in values], dtype=kind)
    return numpy.where(numpy.isnan(array), numpy.nan, array).astype(kind).tobytes()


class Engine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bassin-web-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def native(self, changes):
        listed = ", ".join(f'{{ date = "{c["date"]}"; path = "{c["path"]}"; value = {c["value"]}; }}' for c in changes)
        scenario = self.folder / "reform.cfg"
        scenario.write_text(f'@include "{web.SOURCE}/scenarios/classroom.cfg"\nchanges = ( {listed} );\n')
        web.bassin("run", "--quiet", "--force", scenario, "-o", self.folder / "reform.h5")
        return self.folder / "reform.h5"

    def wasm(self, changes):
        exported = self.folder / "town.json"
        exported.write_text(web.bassin("export", "--web", web.SOURCE / "scenarios/classroom.cfg"))
        listed = self.folder / "changes.json"
        listed.write_text(json.dumps(changes))
        return web.script("live", web.BUILD / "engine.wasm", exported, listed)

    def compare(self, changes):
        lived = self.wasm(changes)
        with h5py.File(self.native(changes)) as file:
            months = file["time"].shape[0]
            self.assertEqual(len(lived["periods"]), months)
            compared = 0
            for name, values in lived["series"].items():
                if not values:
                    continue  # daily
                stored = file[name][...]
                self.assertEqual(stored.size, len(values), name)
                self.assertEqual(numbers(stored.ravel().tolist(), stored.dtype), numbers(values, stored.dtype), name)
                compared += 1
            self.assertGreater(compared, 40)
            spells = file["panel/spells"]
            self.assertGreater(len(lived["spells"]), 10000)
            for column in lived["spells"][0]:
                stored = spells[column if column in spells else f"{column}_code"][...]
                self.assertEqual(stored.tolist(), [row[column] for row in lived["spells"]], column)
        return lived["digest"]

    def test_same_as_the_program(self):
        plain = self.compare([])
        reform = self.compare(REFORM)
        self.assertNotEqual(plain, reform)


if __name__ == "__main__":
    web.build("engine")
    unittest.main()
