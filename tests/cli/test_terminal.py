"""What a person sees: a bar that fits the terminal, plain lines in a pipe, colour only where it is wanted."""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

import bassin


class Terminal(bassin.Case):
    def on_terminal(self, *arguments, columns=80, environment=None, resize=None, stop_after=None):
        """Runs the program on a terminal of its own; exit status and all that was shown. With `stop_after`,
        Ctrl-C is typed when the bar was drawn so often, so that nothing depends on the speed of the machine."""
        leader, follower = pty.openpty()
        self.resize(follower, columns)
        mode = termios.tcgetattr(follower)
        mode[3] &= ~termios.ECHO  # what is shown is what the program writes
        termios.tcsetattr(follower, termios.TCSANOW, mode)
        environment = {"TERM": "xterm", **(environment or {})}
        process = self.start(*arguments, stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
                             prepare=lambda: (bassin.plain_signals(), fcntl.ioctl(0, termios.TIOCSCTTY, 0)),
                             environment=environment)
        os.close(follower)
        shown = b""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if select.select([leader], [], [], 0.05)[0]:
                try:
                    piece = os.read(leader, 65536)
                except OSError:  # the last follower is closed
                    break
                if not piece:
                    break
                shown += piece
            if resize and b"%" in shown:
                self.resize(leader, resize)
                resize = None
            if stop_after and shown.count(b"%") >= stop_after:
                os.write(leader, b"\x03")
                stop_after = None
        os.close(leader)
        return process.wait(timeout=30), shown.decode()

    def resize(self, terminal, columns):
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def bars(self, shown):
        """The states of the bar: what stands between carriage returns, without escape sequences."""
        plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", shown)
        return [part for part in re.split(r"[\r\n]+", plain) if re.match(r"(\d{4}-\d\d-\d\d.*)?\s*\d+ %(  |$)", part)]

    def test_the_bar_fits(self):
        self.scenario(end="2900-01-01", size=100000, burn_in=0)  # the bar says when it is in a burn-in
        for columns in (80, 40, 24, 12):
            code, shown = self.on_terminal("run", "-f", "small.cfg", columns=columns, stop_after=2)
            self.assertEqual(code, 130, shown)
            bars = self.bars(shown)
            self.assertTrue(bars, "a bar is shown")
            self.assertLess(max(map(len, bars)), columns)
            self.assertIn("\r\x1b[K", shown, "the bar is taken away at the end")
            if columns == 80:
                self.assertRegex(bars[-1], r"^\d{4}-\d\d-\d\d +\d+ %  [━─]+  [\d .]+ days/s, [\d:-]+ left$")
            if columns == 40:
                self.assertRegex(bars[-1], r"^\d{4}-\d\d-\d\d .*left$")

    def test_other_character_sets(self):
        self.scenario(end="2900-01-01", size=100000)
        _, shown = self.on_terminal("run", "small.cfg", environment={"LC_ALL": "C"}, stop_after=2)
        self.assertTrue(shown.isascii())
        self.assertRegex(self.bars(shown)[-1], r"[=-]{8}")

    def test_the_terminal_may_shrink(self):
        self.scenario(end="2900-01-01", size=100000)
        _, shown = self.on_terminal("run", "small.cfg", columns=80, resize=30, stop_after=6)
        bars = self.bars(shown)
        self.assertGreater(len(bars[0]), 30)
        self.assertLess(len(bars[-1]), 30)

    def test_ctrl_c_on_the_keyboard(self):
        self.scenario(end="2900-01-01", size=100000)
        code, shown = self.on_terminal("run", "small.cfg", stop_after=1)
        self.assertEqual(code, 130, shown)
        self.assertRegex(shown, r"To go on: \S+ run --resume small.cfg")
        self.assertIn("small.h5.checkpoint", self.files())

    def test_closing_the_terminal(self):
        """The shell and the kernel both send SIGHUP."""
        self.scenario(end="2900-01-01", size=100000)
        child, leader = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execvp("bash", ["bash", "--norc", "-i"])
        self.addCleanup(os.waitpid, child, 0)
        os.write(leader, f"'{bassin.PROGRAM}' run small.cfg\n".encode())
        shown = b""
        while shown.count(b"%") < 2:
            shown += os.read(leader, 65536)
        os.close(leader)
        end = time.monotonic() + 60
        while "small.h5.lock" in self.files() and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.files(), ["small.cfg", "small.h5.checkpoint", "small.h5.spells.partial"])

    def test_colour_only_where_it_is_wanted(self):
        coloured = re.compile(r"\x1b\[[0-9;]*m")
        _, shown = self.on_terminal("params")
        self.assertRegex(shown, coloured)
        _, shown = self.on_terminal("params", environment={"NO_COLOR": ""})
        self.assertRegex(shown, coloured)
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            for arguments in (["params"], ["--help"], ["run", "--help"], ["rum"], ["run", "absent.cfg"]):
                _, shown = self.on_terminal(*arguments, environment=environment)
                self.assertNotIn("\x1b", shown)
        self.assertNotIn("\x1b", self.bassin("params", environment={"TERM": "xterm"})[0])

    def test_info_fits_a_terminal_and_stays_whole_in_a_pipe(self):
        (self.folder / "small.cfg").write_text(bassin.SCENARIO.split("changes")[0].format(end="2016-01-01", burn_in=30, size=2000))
        self.bassin("run", "-q", "small.cfg")
        piped, _ = self.bassin("info", "small.h5")
        self.assertGreater(max(map(len, piped.splitlines())), 80)
        self.assertRegex(piped, r"\n  share without a job \(%\) .*\d  (within|luck|drifts)\n")
        for columns in (80, 50):
            code, shown = self.on_terminal("info", "small.h5", columns=columns)
            self.assertEqual(code, 0)
            self.assertLessEqual(max(map(len, shown.splitlines())), columns)
            # Only a word wider than the terminal, such as the path of the program, is broken.
            self.assertEqual("".join(shown.split()), "".join(piped.split()))

    def test_quiet(self):
        self.scenario(end="2014-01-01", size=100000)
        self.assertEqual(self.on_terminal("run", "small.cfg", "-q"), (0, ""))

    def test_a_dumb_terminal_gets_plain_lines(self):
        self.scenario()
        code, shown = self.on_terminal("run", "small.cfg", environment={"TERM": "dumb"})
        self.assertEqual(code, 0)
        self.assertIn("wrote small.h5", shown)
        self.assertNotIn("\x1b", shown)

    def test_a_pipe_gets_few_plain_lines(self):
        self.scenario("long.cfg", end="2030-01-01", size=400000)
        _, err = self.bassin("run", "long.cfg")
        lines = err.splitlines()
        self.assertLess(len(lines), 12)
        for line in lines:
            self.assertTrue(line.isascii())
            self.assertNotIn("\r", line)
            self.assertTrue(line.startswith("bassin: "))


if __name__ == "__main__":
    bassin.main()
