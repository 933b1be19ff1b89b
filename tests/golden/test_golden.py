"""One changed value of a result is seen, in its own line only."""

import h5py
import numpy
import pytest

import golden


@pytest.fixture
def results(tmp_path, monkeypatch):
    """A folder with one result, whose digests are the expected ones."""
    monkeypatch.setattr(golden, "scenarios", lambda: [("toy", [])])
    monkeypatch.setattr(golden, "DIGESTS", tmp_path / "digests.txt")
    monkeypatch.setattr(golden, "ROOT", tmp_path)
    monkeypatch.setattr(golden, "HERE", tmp_path)
    with h5py.File(tmp_path / "toy.h5", "w") as file:
        file["jobs"] = numpy.arange(12, dtype="i4").reshape(3, 4)
        file["panel/pay"] = numpy.linspace(0, 1, 5)
        file["status"] = ["at work", "unemployed"]
        file["parameters/seed"] = [1]
    golden.DIGESTS.write_text("")
    golden.update(tmp_path)
    return tmp_path


def change_nothing(file):
    pass


def change_last_bit(file):
    file["panel/pay"][4] = numpy.nextafter(1.0, 2.0)


def change_text(file):
    file["status"][1] = "unemployeD"


def change_shape(file):
    jobs = file["jobs"][()]
    del file["jobs"]
    file["jobs"] = jobs.reshape(4, 3)


def change_type(file):
    jobs = file["jobs"][()]
    del file["jobs"]
    file["jobs"] = jobs.view("u4")


def add(file):
    file["vacancies"] = [1]


def remove(file):
    del file["status"]


def change_description(file):
    file["parameters/seed"][0] = 2


@pytest.mark.parametrize("change, expected", [
    (change_nothing, []),
    (change_last_bit, ["toy panel/pay has changed"]),
    (change_text, ["toy status has changed"]),
    (change_shape, ["toy jobs has changed"]),
    (change_type, ["toy jobs has changed"]),
    (add, ["toy vacancies is new"]),
    (remove, ["toy status is gone"]),
    (change_description, []),
])
def test_what_changed_is_seen_and_nothing_else(results, capsys, change, expected):
    with h5py.File(results / "toy.h5", "r+") as file:
        change(file)
    capsys.readouterr()
    assert golden.check(results) == len(expected)
    assert capsys.readouterr().out.splitlines()[:len(expected)] == expected
    assert golden.expected_digests().keys() == {"toy jobs", "toy panel/pay", "toy status"}
