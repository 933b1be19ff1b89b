"""Each rule of check.py finds its breach, and leaves clean sources alone."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path(__file__).with_name("check.py")

CLEAN = {
    "sim/thing.c": '#include "sim/thing.h"\n/* stderr, exp(x) and malloc(1) in a comment do not count. */\n'
    'const char *text = "printf(";\nint confirm(int firmware) { return firmware; }\n',
    "sim/user.h": "int user;\n",
    "sim/thing.h": '#include "sim/user.h"\nint confirm(int firmware);\n',
    "sim/io/file.c": '#include <hdf5.h>\n#include "sim/thing.h"\n',
    "sim/cli/cli.c": '#include <stdio.h>\n#include "sim/io/file.h"\nvoid say(void) { printf("x"); }\n',
    "sim/parallel.c": "#include <pthread.h>\n",
    "sim/memory.c": "void *a = aligned_alloc(64, 64);\n",
    "models/a/a.c": '#include "sim/thing.h"\n#include "models/a/a.h"\nint wage, worker, vacancy;\n'
    "int a(struct rng *r) { int x = rng_u32(r); return rng_chance(r, 0.5) ? rng_below(r, x) : 0; }\n",
    "models/a/codes.h": "int code;\n",
    "models/a/a.h": "int a;\n",
    "models/a/low/low.c": '#include "models/a/low/low.h"\n#include "models/a/codes.h"\n',
    "models/a/high/high.c": '#include "models/a/low/low.h"\n',
    "models/a/parts.c": "#define PARTS(P) P(low)\n",
    "models/a/low/part.c": "const struct part part_low = {0};\n",
    "models/models.c": '#include "models/a/a.h"\n',
    "models/main.c": '#include "models/models.h"\n#include "sim/cli/cli.h"\n',
    "README.md": "# One thing\n[a](sim/thing.h) [b](#one-thing) [c](https://example.org/x) `[d](nowhere)`[e](README.md#one-thing)\n"
    "```\n[f](nowhere)\n```\n",
}

BREACHES = {
    "HDF5 in the engine": ("sim/x.c", "#include <hdf5.h>\n", "sim/io"),
    "libdeflate in the engine": ("sim/x.c", "#include <libdeflate.h>\n", "sim/io"),
    "libconfig in a model": ("models/a/x.c", "#include <libconfig.h>\n", "sim/io"),
    "engine includes io": ("sim/x.c", '#include "sim/io/spool.h"\n', "may not"),
    "engine includes a model": ("sim/x.c", '#include "models/a/a.h"\n', "may not"),
    "io includes cli": ("sim/io/x.c", '#include "sim/cli/cli.h"\n', "may not"),
    "model includes io": ("models/a/x.c", '#include "sim/io/spool.h"\n', "may not"),
    "model includes cli": ("models/a/x.c", '#include "sim/cli/cli.h"\n', "may not"),
    "model includes another": ("models/a/x.c", '#include "models/b/b.h"\n', "another"),
    "OpenMP in a model": ("models/a/x.c", "#pragma omp parallel for\n", "parallel.h"),
    "threads in the engine": ("sim/x.c", "#include <pthread.h>\n", "parallel.h"),
    "a circle of folders": ("models/a/low/x.c", '#include "models/a/high/high.h"\n', "circle"),
    "a circle of files": ("sim/user.h", '#include "sim/thing.h"\n', "circle"),
    "a part that is not listed": ("models/a/low/x.c", "const struct part part_high = {0};\n", "table of parts.c"),
    "print in the engine": ("sim/x.c", 'void f(void) { printf("x"); }\n', "prints"),
    "standard error in io": ("sim/io/x.c", "FILE *f = stderr;\n", "prints"),
    "exit in a model": ("models/a/x.c", "void f(void) { exit(1); }\n", "exits"),
    "malloc in a model": ("models/a/x.c", "void *p = malloc(1);\n", "memory.h"),
    "exp of libm in a model": ("models/a/x.c", "double y = exp(1.0);\n", "real.h"),
    "random of libc": ("sim/x.c", "int y = rand();\n", "random.h"),
    "two draws": ("models/a/x.c", "double y = pow2(rng_uniform(r),\n rng_normal(r));\n", "two draws"),
    "worker in the engine": ("sim/x.h", "/* a worker */\n", "worker"),
    "unemployment in the engine": ("sim/cli/x.c", "int unemployment;\n", "unemployment"),
    "contracts in the engine": ("sim/x.c", "/* Contracts end. */\n", "Contracts"),
    "unfinished": ("tests/x.c", "/* FIX" "ME */\n", "finish"),
    "too long": ("models/a/x.c", "int;\n" * 801, "800"),
    "dead link": ("README.md", "[x](nowhere.md)\n", "nowhere.md"),
    "dead picture": ("README.md", '<img src="docs/none.png">\n', "none.png"),
    "dead heading": ("README.md", "# Here\n[x](#there)\n", "#there"),
}


def check(folder, *libraries):
    done = subprocess.run([sys.executable, CHECK, folder, *libraries], capture_output=True, text=True)
    return done.returncode, done.stdout


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_clean(tmp_path):
    write(tmp_path, CLEAN)
    code, out = check(tmp_path)
    assert code == 0, out


@pytest.mark.parametrize("case", BREACHES)
def test_breach(tmp_path, case):
    name, text, expected = BREACHES[case]
    write(tmp_path, CLEAN | {name: text})
    code, out = check(tmp_path)
    assert code == 1
    assert out.startswith(name) and expected in out, out
    assert ", 1 breaches" in out, out


def test_nothing_to_check_is_an_error(tmp_path):
    assert check(tmp_path)[0] == 1


@pytest.mark.parametrize("declaration, good", [
    ("int counter;", False),
    ("static int counter = 3; int *f(void) { return &counter; }", False),
    ("_Thread_local int counter;", False),
    ("_Thread_local int counter = 3;", False),
    ("int *f(void) { static int hidden; return &hidden; }", False),
    ("const int table[] = {1, 2};", True),
    ("const char *const names[] = {\"a\", \"b\"};", True),
    ("static int f(void) { return 1; } int (*const steps[])(void) = {f};", True),
])
def test_global_state(tmp_path, declaration, good):
    assert check_library(tmp_path, "x", declaration) == (0 if good else 1)


@pytest.mark.parametrize("declaration, good", [
    ("static _Thread_local int depth; int *f(void) { return &depth; }", True),
    ("_Thread_local int depth = 3;", True),
    ("static int depth; int *f(void) { return &depth; }", False),
])
def test_state_of_a_thread(tmp_path, declaration, good):
    assert check_library(tmp_path, "parallel", declaration) == (0 if good else 1)


def check_library(folder, name, declaration):
    write(folder, CLEAN)
    source, member, library = folder / f"{name}.c", folder / f"{name}.c.o", folder / "lib.a"
    source.write_text(declaration + "\n")
    subprocess.run(["gcc", "-c", "-fPIE", "-o", member, source], check=True)
    subprocess.run(["ar", "rc", library, member], check=True)
    return check(folder, library)[0]
