#!/usr/bin/python3
"""Golden results: each dataset of each scenario in scenarios.txt has the digest of digests.txt, on any machine.

    golden.py run PROGRAM FOLDER                 run the scenarios into FOLDER
    golden.py check FOLDER                       compare these results with the digests
    golden.py update FOLDER                      write their digests to digests.txt
    golden.py same PROGRAM FOLDER REFERENCE [OPTION ...]
                                                 run the scenarios with OPTIONs into FOLDER, compare each
                                                 dataset with the result of the same name in REFERENCE

Digests cover what was simulated; `same` compares all datasets. A digest that changes is a change of results:
it needs a line in CHANGELOG.md that is tagged so. A dataset that is new or gone changes no other line.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import h5py
import numpy

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIST = HERE / "scenarios.txt"
DIGESTS = HERE / "digests.txt"
# Not results: new parameters and their texts are no change of what was simulated.
DESCRIPTION = ("parameters", "scenario", "scenario_bytes")


def scenarios():
    """(name, arguments) of each line of the list."""
    for line in LIST.read_text().splitlines():
        if line and not line.startswith("#"):
            name, *arguments = line.split()
            yield name, arguments


def run(program, folder, name, arguments, options=()):
    folder.mkdir(parents=True, exist_ok=True)
    result = folder / f"{name}.h5"
    command = [program, "run", *arguments, "-o", result, "--force", "--quiet", *options]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{name}: {' '.join(map(str, command))}\nexit code {done.returncode}\n{done.stderr}")
    return result


def datasets(path):
    """Every dataset by its path, as an array of plain values."""
    found = {}

    def visit(name, item):
        if isinstance(item, h5py.Dataset):
            found[name] = item.asstr()[()] if h5py.check_string_dtype(item.dtype) else item[()]

    with h5py.File(path, "r") as file:
        file.visititems(visit)
    return found


def values(data):
    """The bytes of a dataset, the same on every machine."""
    data = numpy.asarray(data)
    if data.dtype.kind in "OU":
        return "\0".join(str(text) for text in data.ravel()).encode()
    return data.astype(data.dtype.newbyteorder("<")).tobytes()


def digest(data):
    """Sixteen digits that change with the type, the shape or any value of a dataset."""
    kind = f"{numpy.shape(data)} {numpy.asarray(data).dtype.str[1:]}\n"
    return hashlib.sha256(kind.encode() + values(data)).hexdigest()[:16]


def digests_of(folder):
    """{"scenario dataset": digest} of the results in a folder."""
    return {f"{scenario} {name}": digest(data) for scenario, _ in scenarios()
            for name, data in datasets(folder / f"{scenario}.h5").items() if name.split("/")[0] not in DESCRIPTION}


def expected_digests():
    return dict(line.rsplit(" ", 1) for line in DIGESTS.read_text().splitlines())


def changes(expected, got):
    """What differs between two lists of digests, one line per dataset."""
    for name in sorted(expected.keys() | got.keys()):
        if name not in expected or name not in got:
            yield f"{name} is {'gone' if name in expected else 'new'}"
        elif expected[name] != got[name]:
            yield f"{name} has changed"


def differences(left, right):
    """What differs between two results, one line per dataset."""
    left, right = datasets(left), datasets(right)
    for name in sorted(left.keys() | right.keys()):
        if name not in left or name not in right:
            yield f"{name} is in one of them only"
        elif numpy.shape(left[name]) != numpy.shape(right[name]):
            yield f"{name} has shapes {numpy.shape(left[name])} and {numpy.shape(right[name])}"
        elif values(left[name]) != values(right[name]):
            a, b = numpy.ravel(left[name]), numpy.ravel(right[name])
            places = numpy.flatnonzero([values(x) != values(y) for x, y in zip(a, b)])
            first = places[0]
            yield f"{name} differs in {len(places)} of {len(a)} values, first [{first}]: {a[first]!r}, {b[first]!r}"


def run_all(program, folder):
    for name, arguments in scenarios():
        print(f"{name}: {run(program, folder, name, arguments)}")
    return 0


def check(folder):
    got = digests_of(folder)
    found = list(changes(expected_digests(), got))
    print("\n".join([*found, f"{len(got)} datasets, {len(found)} not as in {DIGESTS.relative_to(ROOT)}"]))
    if found:
        print(f"If that is meant: {HERE.relative_to(ROOT)}/golden.py update {folder}")
        print('and, where results have changed, a line in CHANGELOG.md, marked "changes results".')
    return len(found)


def update(folder):
    got = digests_of(folder)
    print("\n".join(changes(expected_digests(), got)) or "nothing has changed")
    DIGESTS.write_text("".join(f"{name} {digest}\n" for name, digest in sorted(got.items())))
    return 0


def same(program, folder, reference, *options):
    wrong = 0
    for name, arguments in scenarios():
        result = run(program, folder, name, arguments, options)
        for text in differences(Path(reference) / f"{name}.h5", result):
            print(f"{name}: {text}")
            wrong += 1
        print(f"{name}: {len(datasets(result))} datasets compared")
    return wrong


def main(action=None, *arguments):
    if not list(scenarios()):
        sys.exit(f"{LIST} is empty")
    if action in ("run", "same") and len(arguments) >= (2 if action == "run" else 3):
        program, folder, *rest = arguments
        program, folder = Path(program).resolve(), Path(folder).resolve()
        wrong = run_all(program, folder) if action == "run" else same(program, folder, *rest)
    elif action in ("check", "update") and len(arguments) == 1:
        wrong = (check if action == "check" else update)(Path(arguments[0]).resolve())
    else:
        sys.exit(__doc__)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
