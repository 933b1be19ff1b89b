"""Texts of parameters and models' documents repeat no default: a number in a text is a definition, listed here.

Needs BASSIN (the program) in the environment.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

MODELS = Path(__file__).resolve().parents[2] / "models"
WORDS = "two three four five six seven eight nine ten eleven twelve twenty thirty half third quarter twice".split()
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?%?|\b(?:" + "|".join(WORDS) + r")\b", re.IGNORECASE)

# What is a definition wherever it stands, then in one parameter only.
DEFINITIONS = re.compile(r"\b0: |\(1: all, 0:|15 to 74|at 74\.|add(?:s)? up to 1|above 1 where|to 1/e|is 1/e of|1/e times|but for 37 %|25-29")
OF_ONE = {
    "firms.jobs": "two",  # a bound across parameters
    "firms.exit_size": "half",  # the meaning of the parameter
    "vacancies.latent_size": "half",
    "search.openness": "half",
    "search.notice_days": "quarter",
    "households.couple_age": "half",
    "households.home_age": "half",
    "households.births": "two",
    "local_economy.spent_low": "half",
    "local_economy.spent_high": "twice",
    "matching.inexperience": "five",  # constants of the model, which its document lists
    "wages.experience": "twenty 0 ten",
    "demand.permanent_years": "1",
    "targets.NAME.year": "quarter",
}


@pytest.fixture(scope="module")
def params():
    done = subprocess.run([os.environ["BASSIN"], "params", "--format", "json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_texts_repeat_no_default(params):
    found = []
    for param in params:
        numbers = NUMBER.findall(DEFINITIONS.sub("", param["text"]))
        allowed = OF_ONE.get(param["path"], "").split()
        found += [f"{param['path']}: {number!r} in {param['text']!r}" for number in numbers if number.lower() not in allowed]
    assert not found, "\n".join(found)


def test_documents_give_the_defaults_there_are(params):
    """Where a document writes "`group.name` is VALUE" or "`group.name` = VALUE"."""
    defaults = {param["path"]: param["default"] for param in params}
    seen = 0
    for document in MODELS.glob("*/README.md"):
        for path, value in re.findall(r"`(\w+\.\w+)` (?:is|=) (-?\d+(?:\.\d+)?)\b", document.read_text()):
            if path in defaults:
                assert float(defaults[path]) == float(value), f"{document}: {path} is {value}"
                seen += 1
    assert seen > 0


def test_sources_are_named(params):
    assert not [param["path"] for param in params if re.search(r"\bbook\b|the design", param["source"])]


if __name__ == "__main__":
    raise SystemExit(pytest.main(["-q", __file__]))
