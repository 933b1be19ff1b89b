"""`bassin export`: a result as CSV and classic netCDF; `--web`: a scenario with all that it includes, as JSON."""

import csv
import json
import resource
import signal
import subprocess
import time
import unittest
import warnings

import numpy
import xarray

import bassin

TOWN = str(bassin.SOURCE / "tests/config/good/overrides.cfg")


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def opened(path, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # xarray of Debian 12 casts missing dates before it masks them
        with xarray.open_dataset(path, **options) as data:
            return data.load()


class Results(bassin.Case):
    """What is written is what is in the result, of a model with many dimensions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.made = bassin.pathlib.Path(bassin.tempfile.mkdtemp(prefix="bassin-cli-"))
        cls.addClassCleanup(bassin.shutil.rmtree, cls.made, ignore_errors=True)
        subprocess.run([bassin.PROGRAM, "run", TOWN, "-q", "-o", cls.made / "town.h5", "--set", "run.daily=true",
                        "--set", "run.end=2016-05-01"], check=True)

    def setUp(self):
        super().setUp()
        (self.folder / "town.h5").symlink_to(self.made / "town.h5")

    def test_tables_hold_the_series(self):
        out, err = self.bassin("export", "town.h5")
        self.assertEqual(out, "")
        self.assertRegex(err, r"bassin: wrote town/\nbassin: left out: spells \(\d+ rows\), people \(\d+ rows\); --panels")
        data = opened(self.folder / "town.h5")
        entries = table(self.folder / "town/dictionary.csv")
        series = [entry for entry in entries if entry["kind"].endswith("series")]
        self.assertEqual({entry["name"] for entry in series},
                         {name for name, values in data.data_vars.items() if "replicate" in values.dims})
        for entry in series:
            values = data[entry["name"]].isel(arm=0, replicate=0, drop=True)
            self.assertEqual(entry["dims"], ",".join(values.dims))
            self.assertEqual(entry["meaning"], values.attrs["long_name"])
            self.assertEqual(entry["unit"], values.attrs.get("unit", entry["unit"]))
            rows = table(self.folder / "town" / entry["file"])
            found = [float(row[entry["name"]] or "nan") for row in rows]
            numpy.testing.assert_array_equal(found, values.values.ravel().astype(float), entry["name"])
            for number, row in list(enumerate(rows))[:: 1 + len(rows) // 20]:
                where = numpy.unravel_index(number, values.shape)
                labels = [str(values[dim].values[at])[:10 if dim in ("time", "day") else None] for dim, at in zip(values.dims, where)]
                self.assertEqual([row[dim] for dim in values.dims], labels)

    def test_the_dictionary_knows_all_columns_and_files(self):
        self.bassin("export", "town.h5", "--panels", "-o", "all")
        entries = table(self.folder / "all/dictionary.csv")
        for entry in entries:
            self.assertTrue(all(entry[field] for field in ("name", "file", "kind", "unit", "meaning", "source")), entry)
            self.assertRegex(entry["source"], r"^bassin \S+ \(.*\), labour_market: A small market; seed 1, population 1$")
        names = {entry["name"] for entry in entries}
        written = {path.name for path in (self.folder / "all").iterdir()}
        self.assertEqual(written, {e["file"] for e in entries if "*" not in e["file"]} | {"parameters.csv", "dictionary.csv"})
        for path in (self.folder / "all").glob("*.csv"):
            if path.name not in ("parameters.csv", "dictionary.csv"):
                self.assertLessEqual(set(table(path)[0]), names, path.name)

    def test_panels_have_labels_and_dates(self):
        self.bassin("export", "town.h5", "-p")
        data, spells = opened(self.folder / "town.h5"), opened(self.folder / "town.h5", group="panel/spells")
        rows = table(self.folder / "town/spells.csv")
        self.assertEqual(len(rows), spells.sizes["row"])
        for name, values in spells.data_vars.items():
            column = [row[name.removesuffix("_code")] for row in rows]
            if values.dtype.kind == "M":
                wanted = ["" if numpy.isnat(day) else str(day)[:10] for day in values.values]
            elif "codes_of" in values.attrs:
                labels = data[values.attrs["codes_of"]].values
                wanted = ["" if numpy.isnan(code) else labels[int(code)] for code in values.values.astype(float)]
            else:
                column = [float(text or "nan") for text in column]
                wanted = values.values.astype(float).tolist()
                numpy.testing.assert_array_equal(column, wanted, name)
                continue
            self.assertEqual(column, wanted, name)

    def test_parameters(self):
        self.bassin("export", "town.h5")
        values = {row["parameter"]: row for row in table(self.folder / "town/parameters.csv")}
        self.assertEqual(values["minimum_wage.level"]["value"], "9")
        self.assertEqual(values["zones.Town.population"]["value"], "700")
        self.assertTrue(values["search.radius_minutes"]["source"])

    def test_classic_netcdf_holds_the_same(self):
        self.bassin("export", "town.h5", "--format", "netcdf", "--panels")
        self.assertEqual((self.folder / "town.nc").read_bytes()[:4], b"CDF\2")
        # The library's own reader, and scipy's, which is another program.
        for engine in ("netcdf4", "scipy"):
            self.compare(opened(self.folder / "town.nc", engine=engine))
        text = subprocess.run(["ncdump", "-h", self.folder / "town.nc"], check=True, capture_output=True, text=True).stdout
        for line in ('unemployment_rate:units = "percent"', "spells_row = "):
            self.assertTrue(line in text, line)

    def compare(self, classic):
        data = opened(self.folder / "town.h5")
        for name in data.data_vars:
            if "replicate" in data[name].dims:
                values = data[name].isel(arm=0, replicate=0, drop=True)
                self.assertEqual(classic[name].dims, values.dims, name)
                numpy.testing.assert_array_equal(classic[name].values, values.values.astype(float), name)
                self.assertEqual(classic[name].attrs["long_name"], values.attrs["long_name"])
        for name in ("time", "day"):
            numpy.testing.assert_array_equal(classic[name].values, data[name].values)
        self.assertEqual([label.decode() for label in classic["status"].values.tolist()], data["status"].values.tolist())
        self.assertIn("labour_market", classic.attrs["scenario"])
        spells = opened(self.folder / "town.h5", group="panel/spells")
        for name, values in spells.data_vars.items():
            found = classic[f"spells_{name}"].values
            wanted = values.values
            numpy.testing.assert_array_equal(found.astype(wanted.dtype), wanted, name)

    def test_some_series(self):
        self.bassin("export", "town.h5", "--series", "hires,cdi_share, unemployment_rate")
        self.assertEqual({path.name for path in (self.folder / "town").iterdir()},
                         {"monthly.csv", "monthly_by_contract_length.csv", "dictionary.csv", "parameters.csv"})
        self.assertEqual(list(table(self.folder / "town/monthly.csv")[0]), ["time", "cdi_share", "unemployment_rate"])
        self.bassin("export", "town.h5", "-S", "hires", "-F", "netcdf")
        self.assertEqual(set(opened(self.folder / "town.nc").data_vars), {"hires"})

    def test_nothing_is_overwritten_unasked(self):
        (self.folder / "town").mkdir()
        (self.folder / "town/monthly.csv").write_text("mine")
        (self.folder / "town.nc").write_text("mine")
        for arguments in ((), ("-F", "netcdf")):
            _, err = self.bassin("export", "town.h5", *arguments, expect=2)
            self.assertIn("exists already\n  choose another", err)
        self.assertEqual([path.name for path in (self.folder / "town").iterdir()], ["monthly.csv"])
        self.assertEqual((self.folder / "town/monthly.csv").read_text() + (self.folder / "town.nc").read_text(), "minemine")
        (self.folder / "town/notes.txt").write_text("mine")
        self.bassin("export", "town.h5", "--force")
        self.bassin("export", "town.h5", "-f", "-F", "netcdf")
        self.assertEqual((self.folder / "town/notes.txt").read_text(), "mine")
        self.assertGreater(len(table(self.folder / "town/monthly.csv")), 1)
        for name in ("town.h5", "./town.h5"):
            self.bassin("export", name, "-F", "netcdf", "-f", "-o", "town.h5", expect=2)
        self.bassin("info", "town.h5")

    def test_where_to(self):
        (self.folder / "file").write_text("mine")
        self.assertIn("is no folder", self.bassin("export", "town.h5", "-o", "file", expect=2)[1])
        self.assertIn("cannot create the folder", self.bassin("export", "town.h5", "-o", "no/where", expect=1)[1])
        self.assertIn("expected the name", self.bassin("export", "town.h5", "-o", "", expect=2)[1])
        (self.folder / "town").mkdir()
        self.bassin("export", "town.h5")
        self.assertIn("town", self.files())

    def test_a_full_disk_leaves_no_half_file(self):
        limit = lambda: (bassin.plain_signals(), resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)))
        for arguments in (("-F", "netcdf"), ("-p", "-o", "all")):
            _, err = self.bassin("export", "town.h5", *arguments, expect=1, prepare=limit)
            self.assertIn("cannot write", err)
        self.assertEqual([name for name in self.files() if "nc" in name], [])
        written = [path.name for path in (self.folder / "all").iterdir()]
        self.assertNotIn("dictionary.csv", written)
        self.assertEqual([name for name in written if name.endswith(".partial")], [])

    def test_stopped(self):
        """Ctrl-C leaves whole files only, and the next call is not in its way."""
        subprocess.run([bassin.PROGRAM, "run", self.folder / self.scenario(size=60000), "-q", "-o", self.folder / "large.h5",
                        "--set", "rates.job_loss=0.05", "--set", "rates.job_finding=0.5"], check=True)
        process = self.start("export", "large.h5", "-p")
        until = time.monotonic() + 60
        while not (self.folder / "large/spells.csv.partial").exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn("stopped: large is not complete", err)
        left = [path.name for path in (self.folder / "large").iterdir()]
        self.assertEqual([name for name in left if name.endswith(".partial") or name in ("spells.csv", "dictionary.csv")], [])
        self.bassin("export", "large.h5", "-f")

    def test_faults(self):
        for arguments, message in ((("nowhere.h5",), "nowhere.h5"), ((TOWN,), "--web prints"),
                                   (("town.h5", "--header"), "--header is for"),
                                   (("town.h5", "-F", "matrix", "-p"), "expected no --output"),
                                   (("town.h5", "-F", "netcfd"), 'did you mean "netcdf"'),
                                   (("town.h5", "-S", "hirse"), 'did you mean "hires"')):
            out, err = self.bassin("export", *arguments, expect=2)
            self.assertIn(message, err)
            self.assertEqual(self.files(), ["town.h5"])


class Scenarios(bassin.Case):
    def test_values_changes_and_tables(self):
        self.scenario()
        told = json.loads(self.bassin("export", "--web", "small.cfg")[0])
        self.assertEqual((told["model"], told["title"]), ("two_state", "Two states for the command line"))
        self.assertEqual(told["groups"]["run"][0]["end"], "2013-01-01")
        self.assertEqual(told["groups"]["rates"][0]["job_loss"], "0.002")
        self.assertEqual(told["groups"]["targets"], [])
        self.assertIn("rates", told["scalars"])
        self.assertNotIn("targets", told["scalars"])
        self.assertEqual(told["changes"], [{"date": "2012-07-01", "path": "rates.job_loss", "value": "0.004"}])

    def test_settings_of_the_command_line(self):
        self.scenario()
        told = json.loads(self.bassin("export", "-w", "small.cfg", "--set", "rates.job_loss=0.01", "--seed", "7",
                                      "--until=2014-01-01")[0])
        self.assertEqual(told["groups"]["rates"][0]["job_loss"], "0.01")
        self.assertEqual((told["groups"]["run"][0]["seed"], told["groups"]["run"][0]["end"]), ("7", "2014-01-01"))

    def test_included_files_tables_and_odd_letters(self):
        (self.folder / "town.cfg").write_text(f'title = "Un \\"bassin\\" d\'été";\n'
                                              f'@include "{bassin.SOURCE}/scenarios/classroom.cfg"\n')
        told = json.loads(self.bassin("export", "--web", "town.cfg")[0])
        self.assertEqual(told["title"], 'Un "bassin" d\'été')
        self.assertEqual([zone["name"] for zone in told["groups"]["zones"]], ["Town"])
        self.assertGreater(len(told["groups"]["targets"]), 40)
        contracts = {row["name"]: row for row in told["groups"]["contracts"]}
        self.assertEqual(contracts["cdd"]["status"], "cdd")

    def test_faults(self):
        self.scenario()
        self.assertIn("--web", self.bassin("export", "small.cfg", expect=2)[1])
        self.assertIn("no option of results", self.bassin("export", "--web", "small.cfg", "-p", expect=2)[1])
        self.assertIn("nowhere.cfg", self.bassin("export", "--web", "nowhere.cfg", expect=2)[1])
        told = json.loads(self.bassin("export", "--web", "small.cfg", "--sliders", "rates.job_loss, rates.job_finding")[0])
        self.assertEqual(told["sliders"], ["rates.job_loss", "rates.job_finding"])
        self.assertNotIn("sliders", json.loads(self.bassin("export", "--web", "small.cfg")[0]))
        self.assertIn("run.seed may not change at a date", self.bassin("export", "--web", "small.cfg", "-l", "run.seed", expect=2)[1])
        out, err = self.bassin("export", "--web", "small.cfg", "-l", "rates.job_los", expect=2)
        self.assertIn("did you mean", err)
        self.assertEqual(out, "")
        out, err = self.bassin("export", "--web", "small.cfg", "--set", "rates.job_los=1", expect=2)
        self.assertEqual(out, "")
        self.assertIn("job_loss", err)


if __name__ == "__main__":
    unittest.main()
