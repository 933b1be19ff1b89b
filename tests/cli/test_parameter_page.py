"""docs/parameters.md is what the program says of its parameters, and the script that writes the page works."""

import subprocess

import bassin

SCRIPT = bassin.SOURCE / "tools/update_parameters.sh"


class Script(bassin.Case):
    def update(self, *arguments, expect=0):
        done = subprocess.run([SCRIPT, *arguments], cwd="/", capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_the_page_is_up_to_date(self):
        self.update("--check", bassin.PROGRAM)

    def test_the_page_is_written(self):
        page = self.folder / "page.md"
        self.assertIn("page.md: out of date", self.update("--check", bassin.PROGRAM, page, expect=1))
        self.assertFalse(page.exists())
        self.assertIn("page.md: updated", self.update(bassin.PROGRAM, page))
        table, _ = self.bassin("params", "--model", "labour_market", "--format", "markdown")
        self.assertTrue(page.read_text().startswith("# "))
        self.assertTrue(page.read_text().endswith("\n\n" + table))
        self.update("--check", bassin.PROGRAM, page)
        self.assertEqual(self.update(bassin.PROGRAM, page), "")

    def test_an_old_page_is_seen(self):
        page = self.folder / "page.md"
        self.update(bassin.PROGRAM, page)
        old = page.read_text().replace("| 0 to 1 |", "| 0 to 2 |", 1)
        page.write_text(old)
        self.assertIn("out of date", self.update("--check", bassin.PROGRAM, page, expect=1))
        self.assertEqual(page.read_text(), old)

    def test_a_program_that_fails_changes_nothing(self):
        page = self.folder / "page.md"
        page.write_text("as it was\n")
        self.update("/bin/false", page, expect=1)
        self.assertEqual(page.read_text(), "as it was\n")


if __name__ == "__main__":
    bassin.main()
