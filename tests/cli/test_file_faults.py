"""A run whose calls that change a file fail or are the last ones before a kill."""

import bassin


class FileFaults(bassin.FileFaults):
    ARGUMENTS = ("run", "small.cfg", "-q", "-t", "1", "-c", "120", "--resume")
    RESULT = "small.h5"
    CALLS = 50
    TOLD = (2, 3)

    def write_inputs(self):
        self.scenario(end="2012-07-10", size=300, burn_in=5)

    def test_where_a_rename_always_replaces(self):
        self.assertEqual(self.with_faults(FAULT_NO_NOREPLACE="1"), (0, ""))
        self.finish()


if __name__ == "__main__":
    bassin.main()
