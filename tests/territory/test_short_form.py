"""The short form: six small CSV files in place of INSEE's tables, for any country."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from territory.like import Like
from territory.short_form import FILES, columns_of, read_short_form

ROOT = Path(__file__).resolve().parents[2]

# A made-up place by the sea; a table of each kind.
COAST = {
    "zones": "zone,population,employed,unemployed,jobs,minutes_within,source\nPort,40000,26000,2600,30000,14,county\n"
    "Hills,20000,14000,1000,8000,,county\n",
    "commuting": "home,work,people,source\nPort,Port,22000,survey\nPort,Hills,2000,survey\nPort,Over the "
    "bay,2000,survey\nHills,Port,7000,survey\nHills,Hills,6000,survey\n"
    "Hills,Over the bay,1000,survey\n",
    "ages": "sex,first,last,people,employed,unemployed,source\nall,15,24,11000,5000,800,survey\n"
    "all,25,54,33000,27000,2100,survey\nall,55,74,16000,8000,700,survey\n",
    "levels": "level,people,source\nnone,9000,survey\ncap,3000,survey\nbac,21000,survey\nhigher,27000,survey\n",
    "employers": "sector,size_first,size_last,jobs,source\nagriculture,,,800,register\nautomotive + other "
    "industry,,,4200,register\nhospitality,,,5000,register\n"
    ",1,9,9000,register\n,10,49,10000,register\n,50,,19000,register\n",
    "unemployment": "year,rate,source\n2016,7.5,survey\n",
}


@pytest.fixture
def short(tmp_path, make):
    """Makes a territory of the short form; a keyword replaces a file, None leaves it out."""

    def run(*arguments, like="germany", **files):
        folder = tmp_path / "coast"
        folder.mkdir(exist_ok=True)
        for name, text in {**COAST, **files}.items():
            path = folder / f"{name}.csv"
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return make("--short", folder, "--year", "2016", *arguments, insee=False, like=like)

    return run


def refused(made, text):
    assert (made.code, made.messages) == (2, f"bassin-territory: coast/{text}\n")


def test_a_place_of_another_country(short):
    made = short("--title", "The coast")
    assert made.code == 0, made.messages
    assert made.checked() == (0, "")
    zones = {row["name"]: row for row in made.rows("zones")}
    assert [zones[name]["population"] for name in ("Port", "Hills", "Over the bay")] == ["40000", "20000", "1"]
    assert float(zones["Port"]["jobs_share"]) == pytest.approx(29 / 40)
    assert float(zones["Port"]["minutes_within"]) == 14
    assert made.by_name("qualifications", "share") == pytest.approx({"none": 0.15, "cap": 0.05, "bac": 0.35, "higher": 0.45})
    assert made.by_name("sizes", "jobs_share")["1-9"] == pytest.approx(9 / 38, abs=1e-5)
    like = Like(made.scenario)
    assert like.groups["mini_jobs"]["allowed"] == "true"  # the law is that of the scenario it is like


def spreadsheet(text, code="utf-8"):
    """A table with semicolons, decimal commas, thin or no-break spaces between thousands, its columns turned around."""
    blank = "\u202f" if code.startswith("utf") else "\u00a0"

    def cell(value):
        if not re.fullmatch(r"[0-9.]+", value):
            return value
        whole, point, part = value.partition(".")
        return f"{int(whole):,}".replace(",", blank) + ("," + part if point else "")

    rows = [[cell(value) for value in line.split(",")][::-1] for line in text.splitlines()]
    return "".join(";".join(row) + "\r\n" for row in rows).encode(code)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "latin-1"])
def test_spreadsheets_of_other_countries(short, code):
    """All six tables."""
    tables = {name: text.replace("Hills", "Höhe").replace("14,county", "14.5,county") for name, text in COAST.items()}
    tables["employers"] = tables["employers"].replace("4200", "4200.5")
    expected = short(**tables).text
    assert "Höhe" in expected
    assert short(**{name: spreadsheet(text, code) for name, text in tables.items()}).text == expected


def test_a_scenario_to_be_like_with_tables_in_files(short, make, tmp_path):
    """As a spreadsheet saves them; its targets, too."""
    like, folder = Like(ROOT / "scenarios" / "germany.cfg"), tmp_path / "like"
    folder.mkdir()
    lines = [f'@include "{ROOT}/scenarios/germany.cfg"', 'targets = "targets.csv";']
    for name in ("age_groups", "qualifications", "sizes"):
        rows = like.rows(name)
        header = list(dict.fromkeys(key for row in rows for key in row))
        table = "\n".join([",".join(header), *(",".join(row.get(key, "") for key in header) for row in rows)]) + "\n"
        (folder / f"{name}.csv").write_bytes(spreadsheet(table, "latin-1"))
        lines.append(f'{name} = "{name}.csv";')
    (folder / "targets.csv").write_bytes(
        "id;territory;measure;value;tolerance;source;confidence\nx;Köln;cdi_share;70,5;1,5;Erhebung;V\n".encode("latin-1")
    )
    (folder / "mine.cfg").write_text("\n".join(lines) + "\n")
    expected = short()
    made = make("--short", tmp_path / "coast", "--year", "2016", insee=False, like=folder / "mine")
    assert made.code == 0, made.messages
    assert [line for line in made.text.splitlines() if not line.startswith("#")] == [
        line for line in expected.text.splitlines() if not line.startswith("#")
    ]
    assert "x,Köln,cdi_share,70.5,1.5," in made.targets.read_text()


def test_a_place_of_another_country_has_its_targets_alone(short):
    made = short("--country", "none")
    assert [row.split(",")[2] for row in made.targets.read_text().splitlines()[2:]] == ["unemployment_rate", "jobs"]
    assert made.checked()[0] == 0


def test_comments_and_empty_lines(short):
    expected = short().text
    assert short(unemployment="# the survey\n\n" + COAST["unemployment"]).text == expected


def test_only_zones_have_to_be_there(short):
    made = short(commuting=None, ages=None, levels=None, employers=None, unemployment=None)
    assert made.code == 0 and made.checked()[0] == 0
    assert "no table of the place" in " ".join(made.text.lower().split())
    names = [row["name"] for row in made.rows("zones")]
    assert names == ["Port", "Hills", "Outside"]  # 40 000 employed and 38 000 jobs
    assert float(made.rows("zones")[2]["jobs_share"]) == pytest.approx(2 / 40)
    nothing = short(
        zones="zone,population,source\nPort,40000,county\n",
        commuting=None,
        ages=None,
        levels=None,
        employers=None,
        unemployment=None,
    )
    assert nothing.code == 0 and nothing.checked()[0] == 0


def test_faults(short):
    refused(short(zones=None), "zones.csv: there is no such file; expected the zones of the territory")
    refused(
        short(zones=COAST["zones"].replace("40000", "many")),
        "zones.csv:2:6: population is 'many'; expected a number, or nothing where it is not released",
    )
    refused(
        short(zones=COAST["zones"].replace("40000", '"40,000"')),
        "zones.csv:2:6: population is '40,000'; expected a decimal point and no marks between thousands",
    )
    refused(
        short(zones=COAST["zones"].replace("40000", "")), "zones.csv:2:6: population is empty; expected a value in each row"
    )
    refused(short(zones=COAST["zones"].replace("40000", "-4")), "zones.csv:2:6: population is -4; expected no number below 0")
    refused(
        short(zones=COAST["zones"].replace("jobs,minutes", "job,minutes")),
        "zones.csv:1:37: no column of zones.csv is called job; expected zone, population, employed, unemployed, jobs, "
        "minutes_within, source",
    )
    refused(short(zones=COAST["zones"].replace("Hills", "Port")), "zones.csv:3:1: the zone Port is there twice")
    refused(short(zones="zone,population\nPort,4000\n"), "zones.csv:1:1: no column is called source; expected one")
    refused(
        short(commuting=COAST["commuting"].replace("Hills,Port", "Hill,Port")),
        "commuting.csv:5:1: home is Hill, which is no zone of zones.csv; expected one (work may lie outside)",
    )
    far = "home,work,minutes,source\nPort,Hills,1500,map\n"
    refused(short(commuting=far), "commuting.csv:2:1: 1500 minutes; expected at most 1440, a day")
    refused(
        short(unemployment=COAST["unemployment"].replace("7.5", "750")),
        "unemployment.csv:2:1: rate is 750 %; expected less than 100",
    )
    refused(short(ages=COAST["ages"].replace("all,25", "both,25")), "ages.csv:3:1: sex is both; expected men, women or all")
    refused(
        short(ages=COAST["ages"].replace("24,11000,5000", "24,11000,12000")),
        "ages.csv:2:1: 12000 employed and 800 unemployed are more than the 11000 people",
    )
    refused(
        short(ages=COAST["ages"].replace("all,25,54", "all,25,52")),
        "ages.csv:3:1: the ages 25 to 52 cut a group; expected bands that begin at one of "
        "15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70 and end before one",
    )
    refused(
        short(levels=COAST["levels"].replace("bac", "college")),
        "levels.csv:4:1: no level is called college; expected one of none, cap, bac, higher",
    )
    refused(
        short(employers=COAST["employers"].replace("hospitality", "automotive")),
        "employers.csv:4:1: the sector automotive is there twice; the first is at " + "coast/employers.csv:3:1",
    )
    refused(
        short(employers=COAST["employers"].replace(",50,,", ",50,99,")),
        "employers.csv:5:1: the classes of sizes run from 1 to 99; expected them to begin at 1 and the last to have no end",
    )


def test_nothing_is_overwritten_unless_asked(short, make):
    made = short()
    arguments = [
        "--short",
        str(made.path.parents[2] / "coast"),
        "--year",
        "2016",
        "-o",
        str(made.path),
        "--like",
        str(ROOT / "scenarios" / "germany.cfg"),
    ]
    from territory.command import main

    assert main(arguments) == 2
    # Nor what is written beside it.
    folder = made.path.parents[2]
    kept = make("--zone", "0051", "--write-short", folder / "written", name="kept")
    assert kept.code == 0
    source = ["--zone", "0051", "--year", "2021", "--from", str(folder / "insee"), "-o", str(made.path.parent / "new.cfg")]
    assert main([*source, "--write-short", str(folder / "written")]) == 2
    picture = folder / "map.png"
    picture.write_text("mine")
    assert main([*source, "--picture", str(picture)]) == 2 and picture.read_text() == "mine"


def test_levels_that_a_table_has_together(short):
    levels = "level,people,source\nnone,9000,survey\ncap + bac,24000,survey\nhigher,27000,survey\n"
    shares = short(levels=levels).by_name("qualifications", "share")
    usual = {row["name"]: float(row["share"]) for row in Like(ROOT / "scenarios" / "germany.cfg").rows("qualifications")}
    assert (shares["none"], shares["higher"]) == pytest.approx((0.15, 0.45), abs=1e-5)
    assert shares["cap"] / shares["bac"] == pytest.approx(usual["cap"] / usual["bac"], rel=1e-3)


def test_the_short_form_of_insee_files_gives_the_same(make, tmp_path):
    first = make("--zone", "0051", "--write-short", tmp_path / "written", name="first")
    again = make("--short", tmp_path / "written", "--title", "Grandville around 2021", insee=False, name="again")
    strip = [line for line in first.text.splitlines() if not line.startswith("# Note")]
    assert [line for line in again.text.splitlines() if not line.startswith("# Note")] == strip


def bavaria(folder):
    """The territory of Upper Bavaria in the short form."""
    like = Like(ROOT / "scenarios" / "germany.cfg")
    folder.mkdir()

    def write(name, header, rows):
        (folder / f"{name}.csv").write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")

    zones = like.rows("zones")
    write(
        "zones",
        "zone,population,jobs,minutes_within,source",
        [[z["name"], z["population"], float(z["jobs_share"]) * 1e6, z["minutes_within"], "x"] for z in zones],
    )
    write("commuting", "home,work,minutes,source", [[t["from"], t["to"], t["minutes"], "x"] for t in like.rows("travel")])
    ages = like.rows("age_groups")
    last = [int(a["from_age"]) - 1 for a in ages[1:]] + [74]
    write(
        "ages",
        "sex,first,last,people,employed,source",
        [
            [sex, a["from_age"], end, a[sex], float(a[sex]) * float(a[f"active_{sex}"]) * (1 - float(a["unemployed"])), "x"]
            for a, end in zip(ages, last)
            for sex in ("men", "women")
        ],
    )
    write("levels", "level,people,source", [[q["name"], q["share"], "x"] for q in like.rows("qualifications")])
    write("employers", "sector,jobs,source", [[s["name"], s["jobs_share"], "x"] for s in like.rows("sectors")])
    return like


def test_bavaria_comes_out_as_it_went_in(make, tmp_path):
    like = bavaria(tmp_path / "bavaria")
    made = make("--short", tmp_path / "bavaria", "--year", "2015", insee=False, like="germany", name="bavaria")
    assert made.code == 0, made.messages
    for table, fields in (
        ("zones", ("population", "jobs_share", "minutes_within")),
        ("travel", ("minutes",)),
        ("qualifications", ("share",)),
        ("age_groups", ("active_men", "active_women", "unemployed")),
        ("sectors", ("jobs_share", "spread", "tasks")),
        ("sizes", ("jobs_share",)),
    ):
        for field in fields:
            wanted = [float(row[field]) for row in like.rows(table)]
            assert made.column(table, field) == pytest.approx(wanted, abs=1.1e-4), (table, field)
    assert float(Like(made.scenario).groups["firms"]["jobs"]) == pytest.approx(float(like.groups["firms"]["jobs"]), rel=1e-3)


EXAMPLES = ROOT / "scenarios" / "places"


def test_bavaria_is_a_folder(make):
    """Kreise around Munich: zones, levels and the registered rate from tables, minutes assumed; the law is Germany's."""
    options = ("--year", "2017", "--one-in", "20", "--title", "Upper Bavaria")
    made = make("--short", EXAMPLES / "bavaria", *options, insee=False, like="germany", name="by")
    assert made.code == 0, made.messages
    assert made.checked() == (0, "")
    assert sum(made.column("zones", "population")) == pytest.approx(0.75 * 5277057 / 20, abs=6)  # residents of 25 Kreise
    active, unemployed = 0.0, 0.0
    for row in made.rows("age_groups"):
        force = sum(float(row[sex]) * float(row[f"active_{sex}"]) for sex in ("men", "women"))
        active, unemployed = active + force, unemployed + force * float(row["unemployed"])
    assert unemployed / active == pytest.approx(0.032, abs=2e-4)
    assert made.by_name("qualifications", "share")["higher"] == pytest.approx(0.22008, abs=1e-5)
    said = " ".join(made.text.replace("\n# ", " ").split())
    assert "jobs lie where people live: no table says where (assumption)" in made.messages
    assert "Unemployed: 3.2 % (INKAR 2017" in said and "census" not in said


def test_california_is_a_folder(make):
    """46 counties linked by who works where. No scenario has its law yet, so it runs under that of France."""
    options = ("--year", "2015", "--one-in", "100", "--country", "none", "--title", "California")
    made = make("--short", EXAMPLES / "california", *options, insee=False, name="ca")
    assert made.code == 0, made.messages
    assert made.checked() == (0, "")
    zones = made.by_name("zones", "population")
    assert len(zones) == 46 and sum(zones.values()) == pytest.approx(0.748 * 38421464 / 100, abs=50)
    assert made.by_name("qualifications", "share")["bac"] == pytest.approx(0.42299 / 0.99999, abs=2e-5)
    groups = made.rows("age_groups")
    people = {int(row["from_age"]): float(row["men"]) + float(row["women"]) for row in groups}
    assert sum(people.values()) == pytest.approx(0.748 * 38421464, rel=1e-4)
    assert (people[25] + people[30]) / sum(people.values()) == pytest.approx(0.146 / 0.748, abs=1e-4)
    assert "places/france" not in made.text and "INSEE" not in made.text.split("Shares of jobs")[0]


@pytest.mark.parametrize("folder", sorted(path.name for path in EXAMPLES.iterdir()))
def test_examples_name_their_sources(folder):
    """What is no assumption is from a publication: each row says which."""
    form = read_short_form(EXAMPLES / folder, need_zones=folder != "france")
    rows = [row for name in FILES for row in getattr(form, name)]
    assert len(rows) >= 10
    for row in rows:
        assert re.search(r"INSEE|zones_master|arftlv|ACS|CTPP|EDD|INKAR|Destatis|\(assumption\)", row.source), row.place


def test_the_page_describes_the_files():
    page = (ROOT / "docs" / "own_place.md").read_text()
    for name, (row_type, _, _) in FILES.items():
        described = next(line for line in page.splitlines() if line.startswith(f"| `{name}.csv` |"))
        assert set(re.findall(r"`(\w+)`", described.split("|")[2])) | {"source"} == set(columns_of(row_type))


def test_installed_program(tmp_path):
    """What cmake --install lays out: the command finds its parts and the scenarios."""
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "analysis" / "bassin-territory", tmp_path / "bin")
    share = tmp_path / "share" / "bassin"
    shutil.copytree(ROOT / "analysis", share / "analysis", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "scenarios", share / "scenarios")
    (tmp_path / "coast").mkdir()
    for name, text in COAST.items():
        (tmp_path / "coast" / f"{name}.csv").write_text(text)
    done = subprocess.run(
        [tmp_path / "bin" / "bassin-territory", "--short", "coast", "--year", "2016", "-o", "out/territories/coast.cfg"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert subprocess.run([os.environ["BASSIN"], "check", "out/coast.cfg"], cwd=tmp_path, capture_output=True).returncode == 0
