"""The array job of scenarios/slurm on a Slurm of one machine: a node is lost in the middle, the array is submitted again,
and the merged data are those of one process.

Skipped (77) without slurm-wlm and munge, and for who is not root, whom slurmd and munged refuse."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "sinfo")
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
if any(shutil.which(name, path=PATH) is None for name in PROGRAMS) or os.geteuid() != 0:
    print("slurm-wlm and munge are missing, or this is not root")
    sys.exit(77)

import bassin  # noqa: E402

SCRIPT = bassin.SOURCE / "scenarios" / "slurm" / "experiment.sh"
TASKS = 4

CONFIG = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmdPort={slurmd}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CryptoType=crypto/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
SlurmdTimeout=5
MessageTimeout=10
InactiveLimit=0
KillWait=5
NodeName={host} NodeAddr=127.0.0.1 CPUs={processors} State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Slurm(bassin.Case):
    patience = 120

    def setUp(self):
        super().setUp()
        self.base = self.folder / "slurm"
        for name in ("state", "spool"):
            (self.base / name).mkdir(parents=True)
        os.chmod(self.folder, 0o755)
        os.chmod(self.base, 0o755)
        key = self.base / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        host = socket.gethostname().split(".")[0]
        (self.base / "slurm.conf").write_text(CONFIG.format(
            folder=self.base, host=host, port=free_port(), slurmd=free_port(), processors=os.cpu_count()))
        self.environment = {**os.environ, "PATH": PATH, "SLURM_CONF": str(self.base / "slurm.conf"),
                            "BASSIN": bassin.PROGRAM, "OMP_WAIT_POLICY": "passive"}
        self.daemons = []
        self.addCleanup(self.end_daemons)
        self.daemon("munged", "--foreground", "--force", f"--socket={self.base}/munge.socket", f"--key-file={key}",
                    f"--pid-file={self.base}/munged.pid", f"--log-file={self.base}/munged.log",
                    f"--seed-file={self.base}/munge.seed")
        self.wait_for(lambda: (self.base / "munge.socket").exists(), "munged")
        self.daemon("slurmctld", "-D")
        self.slurmd = self.daemon("slurmd", "-D")
        self.wait_for(self.node_is_idle, "the node")

    def daemon(self, *words):
        process = subprocess.Popen(words, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True, cwd=self.base)
        self.daemons.append(process)
        return process

    def end_daemons(self):
        self.ask("scancel", "--user=root", check=False)
        for process in reversed(self.daemons):
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def ask(self, *words, check=True):
        return subprocess.run(words, env=self.environment, cwd=self.folder, check=check, capture_output=True, text=True,
                              timeout=60).stdout

    def wait_for(self, met, what):
        until = time.monotonic() + self.patience
        while not met():
            if time.monotonic() > until:
                logs = "\n".join(path.read_text(errors="replace")[-2000:] for path in self.base.glob("*.log"))
                self.fail(f"{what} does not come up\n{logs}")
            time.sleep(0.1)

    def node_is_idle(self):
        return self.ask("sinfo", "-h", "-o", "%T", check=False).strip() in ("idle", "mixed")

    def submit(self, wait):
        waiting = ["--wait"] if wait else []
        return subprocess.run(
            ["sbatch", *waiting, f"--array=1-{TASKS}", "--cpus-per-task=1", "--no-requeue", "--output=job.%A.%a.txt",
             str(SCRIPT), "e.cfg", "all.h5"], env=self.environment, cwd=self.folder, capture_output=True, text=True,
            timeout=self.patience)

    def running_members(self):
        """Processes of the array's tasks."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and os.readlink(entry / "cwd") == str(self.folder) and \
                        os.path.samefile(os.readlink(entry / "exe"), bassin.PROGRAM):
                    found.append(int(entry.name))
            except OSError:
                pass
        return found

    def done_members(self):
        return sum(log.read_text().count('"event": "member"') for log in self.folder.glob("all.part*.log"))

    def test_a_lost_node_and_the_array_again(self):
        self.scenario(size=30000)
        (self.folder / "e.cfg").write_text(
            'scenario = "small.cfg";\narms = ( { name = "a"; },\n'
            '  { name = "b"; changes = ( { date = "2012-10-01"; path = "rates.job_loss"; value = 0.01; } ); } );\n'
            "replicates = { count = 12; };\n")
        self.bassin("batch", "e.cfg", "-o", "whole.h5", "-q")
        self.assertIn("Submitted batch job", self.submit(wait=False).stdout)
        self.wait_for(lambda: self.done_members() >= 3, "the third member")
        self.slurmd.kill()  # the node is lost with all that runs on it
        lost = self.running_members()
        for process in lost:
            os.kill(process, signal.SIGKILL)
        before = self.done_members()
        self.assertTrue(lost)
        self.ask("scancel", "--user=root", check=False)
        self.slurmd.wait()
        self.slurmd = self.daemon("slurmd", "-D")
        self.wait_for(lambda: self.node_is_idle() and not self.ask("squeue", "-h", check=False).strip(), "the node again")
        self.assertLess(before, 24, "the node was lost too late")
        again = self.submit(wait=True)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertLessEqual(self.done_members(), 24 + 2 * len(lost), "what was finished was done again")
        self.bassin("merge", "-o", "all.h5", *(f"all.part{task}.h5" for task in range(TASKS, 0, -1)))
        self.assert_same_data("all.h5", "whole.h5")
        done = self.submit(wait=True)  # once more: nothing is left to do
        self.assertEqual(done.returncode, 0, done.stderr)
        job = done.stdout.split()[3]
        told = [path.read_text() for path in self.folder.glob(f"job.{job}.*.txt")]
        self.assertEqual(["complete already" in text for text in told], TASKS * [True])


if __name__ == "__main__":
    bassin.main()
