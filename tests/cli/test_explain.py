"""`bassin explain`: the history of a person or a firm, from events that a run writes down when it is asked to, and that
leave no trace in anything else."""

import re
import signal
import subprocess
import sys
import time

import h5py
import numpy

import bassin

TOWN = f'@include "{bassin.SOURCE}/scenarios/classroom.cfg"\n'
SHORT = ("-q", "--set", "run.burn_in_days=60", "--until", "2016-09-01")
FOLLOW = ("--set", "explain.people=0.02", "--set", "explain.firms=0.02")
EXPERIMENT = """\
scenario = "town.cfg";
arms = ( { name = "a"; }, { name = "b"; changes = ( { date = "2016-05-01"; path = "minimum_wage.level"; value = 12.0; } ); } );
replicates = { count = 1; };
keep = { series = [ "stock" ]; panels = 1; };
"""


def followed(path, column):
    """Ids of those with whom a history begins."""
    with h5py.File(path) as file:
        events = file["panel/events"]
        kinds = [label.decode() if isinstance(label, bytes) else label for label in file["event"][()]]
        begin = events["event_code"][()] == kinds.index("followed from here")
        none = numpy.iinfo(numpy.uint32).max
        person = events["person"][()]
        own = begin & ((person != none) if column == "person" else (person == none))
        return sorted(set(events[column][()][own].tolist()))


class Explain(bassin.Case):
    def run_town(self, *arguments, out="a.h5", **options):
        if "town.cfg" not in self.files():
            (self.folder / "town.cfg").write_text(TOWN)
        return self.bassin("run", "town.cfg", *SHORT, *arguments, "-o", out, **options)

    def explain(self, *arguments, **options):
        return self.bassin("explain", *arguments, **options)[0]

    def test_nothing_else_changes(self):
        self.run_town(out="off.h5")
        self.run_town(*FOLLOW, out="on.h5")
        self.run_town(*FOLLOW, "--threads", "2", out="two.h5")
        off, on = (bassin.datasets(self.folder / name) for name in ("off.h5", "on.h5"))
        added = {name for name in on if name not in off}
        self.assertEqual({name for name in added if not name.startswith("panel/events/")}, {"event", "because"})
        changed = {name for name in off if off[name] != on.get(name)}
        self.assertLessEqual(changed, {"scenario", "scenario_bytes", "parameters/value"})
        self.assert_same_data("on.h5", "two.h5")
        self.assertNotIn("events", self.bassin("info", "off.h5")[0].split("panels")[1].split("settings")[0])

    def test_a_history(self):
        self.run_town("--set", "explain.people=0.1", "--set", "explain.firms=0.1")
        listed = " ".join(self.explain("a.h5").split())
        for column, many in (("person", "people"), ("firm", "firms")):
            self.assertIn(f"{len(followed(self.folder / 'a.h5', column))} {many} followed; with most events: --{column} ", listed)
        told = ""
        for option in ("--person", "--firm"):
            for one in re.findall(rf"{option} (\d+)", listed):
                for more in ((), ("--all",)):
                    out = self.explain("a.h5", option, one, *more)
                    self.assertRegex(out, r"\A2016-\d\d-\d\d  ")
                    self.assertLessEqual(max(map(len, out.splitlines())), 80)
                    dates = re.findall(r"^(\d{4}-\d\d-\d\d)", out, flags=re.MULTILINE)
                    self.assertEqual(dates, sorted(dates))
                    told += out
        text = " ".join(told.split())
        missing = [words for words in ("hired by firm", "Why this contract:", "the fixed term ended as planned", "resigned:", "withdrew:",
                      "came back:", "Refused: ", "in vain", "an hour would cost the employer", "who asks for", "plans its staff",
                      "The employer called", "it has", "weighed what an hour costs", "by chance, at a rate of") if words not in text]
        self.assertEqual(missing, [])
        self.assertIsNone(re.search(r"\bnan\b|4294967295|\b65535\b", text))

    def test_who_is_named_lives_as_before(self):
        """One looks for someone in a result, and runs it again with that person followed."""
        self.run_town(out="a.h5")
        with h5py.File(self.folder / "a.h5") as file:
            spells = file["panel/spells"]
            person, start = spells["person"][()], spells["start"][()]
            one = int(numpy.bincount(person).argmax())
            jobs = start[(person == one) & (spells["new_job"][()] == 1)]
            days = sorted(int(day) for day in jobs if day >= 16801)  # 2016-01-01
        self.assertGreater(len(days), 2)
        self.run_town("--set", f"explain.person_ids={one}", out="b.h5")
        out = self.explain("b.h5", "--person", str(one), "--all")
        hires = re.findall(r"hired by firm|hired beside", out)
        self.assertEqual(len(hires), len(days))
        self.assertEqual(followed(self.folder / "b.h5", "person"), [one])

    def test_dates(self):
        self.run_town(*FOLLOW)
        one = str(followed(self.folder / "a.h5", "firm")[0])
        out = self.explain("a.h5", "--firm", one, "--from", "2016-03-01", "--to", "2016-04-30", "--all")
        dates = re.findall(r"^(\d{4}-\d\d)", out, flags=re.MULTILINE)
        self.assertEqual(dates[0], "2016-01", "who it is is said whatever was asked for")
        self.assertTrue(dates[1:] and set(dates[1:]) <= {"2016-03", "2016-04"}, dates)
        out = self.explain("a.h5", "--firm", one, "-f", "2016-08-31", "-t", "2016-08-31", environment={"COLUMNS": "60"})
        self.assertLessEqual(max(map(len, out.splitlines())), 60)

    def test_what_is_wrong_is_said(self):
        self.run_town(out="off.h5")
        self.run_town(*FOLLOW)
        self.bassin("run", self.scenario(size=100, end="2012-03-01"), "-q", "-o", "other.h5")
        one = str(followed(self.folder / "a.h5", "person")[0])
        for arguments, what, hint in (
            (("a.h5", "--person", "123456789"), "not among the people whose events are in \"a.h5\"", "says who is"),
            (("a.h5", "--person", "x"), "--person x: expected a whole number", ""),
            (("a.h5", "--person", one, "--firm", "3"), "--person and --firm: expected one of them", ""),
            (("off.h5", "--person", one), "there are no events in \"off.h5\"", "explain.people"),
            (("off.h5",), "there are no events in \"off.h5\"", "explain.people"),
            (("a.h5", "--person", one, "--from", "2016-13-01"), "--from 2016-13-01: expected a date", ""),
            (("a.h5", "--person", one, "--from", "2016-05-01", "--to", "2016-04-01"), "--from comes after --to", ""),
            (("a.h5", "--person", one, "--from", "2018-01-01"), "--from 2018-01-01: the run records 2016-01-01 to 2016-08-31", ""),
            (("a.h5", "--person", one, "--to", "2015-01-01"), "--to 2015-01-01: the run records", ""),
            (("other.h5", "--person", one), "of the model two_state, which tells no histories", ""),
            (("town.cfg", "--person", one), "town.cfg", ""),
            (("nothing.h5", "--person", one), "nothing.h5", ""),
            (("a.h5", "--persn", one), "unknown option --persn", "did you mean --person?"),
            ((), "FILE.h5 is missing", ""),
        ):
            out, err = self.bassin("explain", *arguments, expect=2)
            self.assertEqual(out, "")
            self.assertIn(what, err)
            self.assertIn(hint, err)
        _, err = self.run_town("--set", "explain.person_ids=1;2", out="b.h5", expect=2)
        self.assertIn("explain.person_ids is \"1;2\", expected numbers separated by commas", err)
        _, err = self.run_town("--set", "explain.people=2", out="b.h5", expect=2)
        self.assertIn("explain.people", err)

    def test_nobody_of_that_number(self):
        self.run_town("--set", "explain.person_ids=4000000000")
        self.assertIn("there are no events", self.bassin("explain", "a.h5", "--person", "4000000000", expect=2)[1])

    def test_goes_on(self):
        """Prolonged, and killed and resumed: the events of the run made at once."""
        self.run_town(*FOLLOW, out="whole.h5")
        self.run_town(*FOLLOW, "--until", "2016-04-10", "--keep-checkpoint", out="a.h5")
        self.run_town(*FOLLOW, "--resume", out="a.h5")
        self.assert_same_data("a.h5", "whole.h5")
        process = self.start("run", "town.cfg", *SHORT, *FOLLOW, "--checkpoint-every", "20", "-o", "b.h5")
        until = time.monotonic() + self.patience
        while not {"b.h5.checkpoint", "b.h5"} & set(self.files()) and time.monotonic() < until:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=self.patience)
        self.run_town(*FOLLOW, "--resume", out="b.h5")
        self.assert_same_data("b.h5", "whole.h5")
        self.assertNotIn("b.h5.events.partial", self.files())

    def test_experiments(self):
        """Members have the events of runs of their own, also those that arms have in common; `explain` asks for one
        run."""
        self.run_town(*FOLLOW, out="a.h5")
        self.run_town(*FOLLOW, "--change", "2016-05-01:minimum_wage.level=12", out="b.h5")
        settings = "run = { burn_in_days = 60; end = \"2016-09-01\"; };\n"
        for more in ("explain = { people = 0.02; firms = 0.02; };\n", ""):
            (self.folder / "town.cfg").write_text(TOWN + settings + more)
            (self.folder / "e.cfg").write_text(EXPERIMENT)
            self.bassin("batch", "e.cfg", "-q", "-f", "-o", "e.h5")
            with h5py.File(self.folder / "e.h5") as file:
                for arm in "ab":
                    self.assertEqual("events" in file[f"panel/{arm}/0"], bool(more))
                    if not more:
                        continue
                    with h5py.File(self.folder / f"{arm}.h5") as alone:
                        for name, column in alone["panel/events"].items():
                            self.assertEqual(column[()].tobytes(), file[f"panel/{arm}/0/events/{name}"][()].tobytes(), name)
        _, err = self.bassin("explain", "e.h5", "--person", "1", expect=2)
        self.assertIn("holds the runs of an experiment; expected the result of one", err)

    def test_tables(self):
        """The panel is exported with a dictionary, and its codes have labels."""
        self.run_town(*FOLLOW)
        self.bassin("export", "a.h5", "--panels", "-o", "out")
        header, first = (self.folder / "out" / "events.csv").read_text().splitlines()[:2]
        row = dict(zip(header.split(","), first.split(",")))
        self.assertEqual((row["event"], row["because"], row["day"]), ("followed from here", "recording begins", "2016-01-01"))
        self.assertIn("cent/hour", (self.folder / "out" / "dictionary.csv").read_text())

    def test_the_page_shows_what_is_printed(self):
        """docs/explain.md; tools/update_explain.py writes it anew."""
        done = subprocess.run([sys.executable, bassin.SOURCE / "tools" / "update_explain.py", "--check", bassin.PROGRAM],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_completion(self):
        words = [line.split("\t")[0] for line in self.bassin("complete", "explain", "--")[0].splitlines()]
        self.assertLessEqual({"--person", "--firm", "--from", "--to", "--all"}, set(words))


if __name__ == "__main__":
    bassin.main()
