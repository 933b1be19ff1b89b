"""The lists of parameters in the models' README are those of the program, and the script that puts them there
works. Exit 77, which ctest takes as skipped: no README has a place for a list."""

import os
import subprocess
import sys
import unittest

import bassin

SCRIPT = bassin.SOURCE / "tools/update_parameter_table.sh"
MARKED = "# Two states\n\nText *before*.\n\n<!-- parameters -->\n{}<!-- end of parameters -->\n\nText after.\n"


class Script(bassin.Case):
    def update(self, *arguments, expect=0):
        done = subprocess.run([SCRIPT, *arguments, bassin.PROGRAM], cwd="/", capture_output=True, text=True,
                              check=False, env={**os.environ, "BASSIN_MODELS": str(self.folder)})
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_the_list_is_put_in_place(self):
        readme = self.folder / "two_state/README.md"
        readme.parent.mkdir()
        (self.folder / "without").mkdir()
        readme.write_text(MARKED.format("an old list\n"))
        self.assertIn("out of date", self.update("--check", expect=1))
        self.assertEqual(readme.read_text(), MARKED.format("an old list\n"))
        self.assertIn("updated", self.update())
        table, _ = self.bassin("params", "--model", "two_state", "--format", "markdown")
        self.assertEqual(readme.read_text(), MARKED.format(f"\n{table}\n"))
        self.update("--check")
        self.assertEqual(self.update(), "")

    def test_marks_that_are_not_a_pair_are_refused(self):
        readme = self.folder / "two_state/README.md"
        readme.parent.mkdir()
        self.assertIn("no README", self.update(expect=77))
        readme.write_text("no place for a list\n")
        self.assertIn("no README", self.update(expect=77))
        for text in ("<!-- parameters -->\nall the rest\n", "<!-- end of parameters -->\n<!-- parameters -->\n"):
            readme.write_text(text)
            self.assertIn("README.md: expected", self.update(expect=2))
            self.assertEqual(readme.read_text(), text)


if __name__ == "__main__":
    if not unittest.main(exit=False).result.wasSuccessful():
        sys.exit(1)
    sys.exit(subprocess.run([SCRIPT, "--check", bassin.PROGRAM], check=False).returncode)
