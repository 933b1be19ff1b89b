"""INSEE's files, as they are downloaded: whatever coat they come in, and what is wrong with them, with its place."""

import csv
import io
import os
import subprocess
from pathlib import Path

import made_up
import pytest
from territory.insee_files import quarter_of

ROOT = Path(__file__).resolve().parents[2]


def rewritten(text, change):
    """CSV after a change of its rows (lists of cells)."""
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return "\n".join(";".join(row) for row in change(rows)) + "\n"


def turned(text):
    """The same table with its columns in the opposite order."""
    return rewritten(text, lambda rows: [row[::-1] for row in rows])


def without(text, code):
    return rewritten(text, lambda rows: [row for row in rows if row[0] != code])


def with_cell(text, code, column, value):
    def change(rows):
        at = rows[0].index(column)
        return [[*row[:at], value, *row[at + 1 :]] if row[0] == code else row for row in rows]

    return rewritten(text, change)


def refused(made, text):
    assert made.code == 2
    assert made.messages == f"bassin-territory: {text}\n"


def test_made_twice_is_the_same(make):
    first = make("--zone", "51").text
    assert make("--zone", "51").text == first
    assert "Grandville" in first


def test_made_twice_by_other_processes_in_other_folders(tmp_path):
    """Neither the order of sets, nor where files lie, nor when they were made leaves a trace."""
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        made_up.folder(folder / "insee", flores=made_up.flores(), places=made_up.places())
        done = subprocess.run(
            [ROOT / "analysis" / "bassin-territory", "--all", "--year", "2021", "--from", "insee", "-o", "s/territories/all.cfg"]
            + ["--like", os.path.relpath(ROOT / "scenarios" / "france.cfg", folder), "--write-short", "short"]
            + ["--picture", "map.png"],
            cwd=folder,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert done.returncode == 0, done.stderr
    files = sorted(path.relative_to(tmp_path / "1") for path in (tmp_path / "1").rglob("*") if "insee" not in path.parts)
    assert len([file for file in files if file.suffix in (".cfg", ".csv", ".png")]) == 3 + 6 + 1
    for file in files:
        if (tmp_path / "1" / file).is_file():
            assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes(), file


def numbers(made):
    """The territory without its comments, which name the files."""
    return [line for line in made.text.splitlines() if not line.startswith("#")]


def test_coats(make):
    """Columns in another order, decimal commas, thin spaces, Latin-1, titles above: the same territory."""
    expected = numbers(make("--zone", "0051"))
    assert (
        numbers(
            make(
                "--zone",
                "0051",
                activity=turned(made_up.activity()),
                flows=turned(made_up.flows()),
                ages=turned(made_up.ages()),
            )
        )
        == expected
    )
    assert numbers(make("--zone", "0051", activity=made_up.activity(decimal=","))) == expected
    assert numbers(make("--zone", "0051", communes=made_up.membership().encode("cp1252"))) == expected
    assert (
        numbers(make("--zone", "0051", communes="Composition communale\n\n;;\nGéographie 2021\n\n" + made_up.membership()))
        == expected
    )
    spaced = with_cell(made_up.activity(), "01001", "P21_EMPLT", "5\u202f200,0").replace("\n", "\r\n")
    assert numbers(make("--zone", "0051", activity="\ufeff" + spaced)) == expected


def test_a_complete_dossier_holds_several_tables(make):
    tables = [
        list(csv.reader(io.StringIO(text), delimiter=";")) for text in (made_up.activity(), made_up.ages(), made_up.diplomas())
    ]
    whole = "\n".join(";".join(tables[0][i] + tables[1][i][1:] + tables[2][i][1:]) for i in range(len(tables[0]))) + "\n"
    expected = numbers(make("--zone", "0051"))
    assert (
        numbers(make("--zone", "0051", activity=made_up.zipped(dossier_complet__csv=whole), ages=None, diplomas=None))
        == expected
    )


@pytest.mark.parametrize(
    "grid, higher",
    [
        ({"DIPLMIN": 0.2, "CAPBEP": 0.28, "BAC": 0.19, "SUP": 0.33}, 0.33),
        ({"DIPL0": 0.1, "CEP": 0.05, "BEPC": 0.05, "CAPBEP": 0.28, "BAC": 0.19, "BACP2": 0.2, "SUP": 0.13}, 0.33),
    ],
)
def test_older_scales_of_diplomas(make, tmp_path, grid, higher):
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    made = make("--zone", "0051", "--country", nothing, diplomas=made_up.diplomas(grid=grid))
    assert made.by_name("qualifications", "share") == pytest.approx(
        {"none": 0.2, "cap": 0.28, "bac": 0.19, "higher": higher}, abs=1e-5
    )


def test_the_year_has_to_be_there(make):
    made = make("--zone", "0051", "--year", "2016")
    refused(
        made,
        "insee/base-cc-emploi-pop-active-2021_csv.zip/base-cc-emploi-pop-active-2021.CSV:1:1: holds 2021; expected 2016 "
        "(--year, or download "
        "base-cc-emploi-pop-active or the dossier complet of 2016)",
    )
    made = make("--zone", "0051", activity=made_up.activity(16), **{"ages": made_up.ages(16)}, unemployment=None)
    assert "holds 2016; expected 2021" in made.messages


def test_other_tables_may_be_of_the_nearest_year(make):
    made = make("--zone", "0051", flows=made_up.flows(19))
    assert made.code == 0
    assert "note: flows: of 2019, nearest to 2021 in flux-2021.csv" in made.messages


def test_missing_commune(make):
    text = (
        "insee/ze2020.csv:4:1: the commune 01003 (Sainte-Œuvre) has no row in insee/base-cc-emploi-pop-active-2021.CSV, "
        "the table of activity; expected tables "
        "of one vintage, or v_mvtcommune.csv beside them, which says into which commune it was merged"
    )
    refused(make("--zone", "0051", activity=without(made_up.activity(), "01003")), text)


@pytest.mark.parametrize("table, what", [("ages", "ages"), ("diplomas", "diplomas")])
def test_missing_commune_of_another_table(make, table, what):
    made = make("--zone", "0051", **{table: without(getattr(made_up, table)(), "01003")})
    assert made.code == 2
    assert made.messages.startswith("bassin-territory: insee/ze2020.csv:4:1: the commune 01003 (Sainte-Œuvre) has no row in insee/")
    assert f", the table of {what}; expected" in made.messages


def test_a_commune_without_employers_has_no_row(make):
    made = make("--zone", "0051", staff=without(made_up.staff(), "01005"))
    assert made.code == 0 and made.checked() == (0, "")
    nobody = "\n".join(line for line in made_up.staff().splitlines() if not line.startswith("0100")) + "\n"
    made = make("--zone", "0051", staff=nobody)
    refused(
        made, "insee/TD_FLORES2021_NA17_NBSAL.csv:1:1: no commune of the territory has a row; expected those with employers"
    )


def merged(text, old, new):
    """As in a later vintage: the rows of two communes in one."""

    def change(rows):
        by_code = {row[0]: row for row in rows}
        added = [new] + [
            str(float(a) + float(b)) if a.replace(".", "").isdigit() else a for a, b in zip(by_code[new][1:], by_code[old][1:])
        ]
        return [added if row[0] == new else row for row in rows if row[0] != old]

    return rewritten(text, change)


def test_merged_communes(make, tmp_path):
    """The list is older than the table, or the table than the list: what was merged is counted where it is now."""
    moves = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n32,2022-01-01,COM,01005,COM,01001\n"
    moves += "32,2022-01-01,COM,01005,COMD,01005\n"
    cut = tmp_path / "cut.csv"
    cut.write_text("CODGEO;ZONE\n" + "".join(f"{code};Here\n" for code in ("01001", "01002", "01003", "01004", "01005")))
    expected = make("--zone", "0051", "--cut", cut)
    newer = make("--zone", "0051", "--cut", cut, activity=merged(made_up.activity(), "01005", "01001"), mergers=moves)
    older = make("--zone", "0051", "--cut", cut, communes=without(made_up.membership(), "01005"), mergers=moves)
    for made in (newer, older):
        assert made.code == 0, made.messages
        assert numbers(made) == numbers(expected)


def test_confidential_cells(make):
    """A blank is not zero: the rest of the total belongs to the sectors that are hidden, together."""
    expected = make("--zone", "0051")
    made = make("--zone", "0051", staff=made_up.staff(hide={("01003", "C4"), ("01001", "C4"), ("01003", "C2")}))
    shares, known = made.by_name("sectors", "jobs_share"), expected.by_name("sectors", "jobs_share")
    assert shares["automotive"] + shares["other industry"] == pytest.approx(
        known["automotive"] + known["other industry"], abs=2e-5
    )
    assert shares["trade"] == pytest.approx(known["trade"], abs=2e-5)
    assert "cells that are not released are the rest of the total (C4, C2)" in " ".join(made.text.replace("\n# ", " ").split())


def test_a_sector_without_a_column_is_not_released(make):
    """Its jobs are in the rest of the total; they are not missing from its group, nor those of the country."""
    known = make("--zone", "0051").by_name("sectors", "jobs_share")
    table = rewritten(made_up.staff(), lambda rows: [[*row[:4], *row[5:]] for row in rows])
    assert "EFF_C2" not in table and "EFF_C1" in table
    table = rewritten(table, lambda rows: [[*row[:3], *row[4:]] for row in rows])
    assert "EFF_C1" not in table
    shares = make("--zone", "0051", staff=table).by_name("sectors", "jobs_share")
    assert shares == pytest.approx(known, abs=2e-5)


def test_a_sector_without_jobs(make):
    """The model wants an employer for each occupation, so that one in 100 000 jobs is left to it."""
    table = rewritten(
        made_up.staff(), lambda rows: [rows[0], *([row[0], str(float(row[1]) * 0.73), *row[2:17], "0", row[18]] for row in rows[1:])]
    )
    assert table.splitlines()[0].split(";")[17] == "EFF_OQ"
    made = make("--zone", "0051", staff=table)
    assert made.by_name("sectors", "jobs_share")["public service"] == pytest.approx(1e-5)
    assert made.checked()[0] == 0


def test_a_cell_of_the_census_that_is_not_released(make):
    made = make("--zone", "0051", activity=with_cell(made_up.activity(), "01005", "P21_EMPLT", "s"))
    assert made.code == 0
    assert "P21_EMPLT without 1 of 5 communes that are not released" in " ".join(
        made.text.replace("\n# ", " ").replace("EMPLT,", "EMPLT").split()
    )
    nothing = made_up.activity()
    for code in ("01001", "01002", "01003", "01004", "01005"):
        nothing = with_cell(nothing, code, "P21_CHOM1564", "nd")
    made = make("--zone", "0051", activity=nothing)
    assert made.code == 2 and "P21_CHOM1564 is not released for any commune of the territory" in made.messages


def test_wrong_cells(make):
    made = make("--zone", "0051", activity=with_cell(made_up.activity(), "01003", "P21_ACTOCC1564", "viele"))
    line = with_cell(made_up.activity(), "01003", "P21_ACTOCC1564", "viele").splitlines()[3]
    refused(
        made,
        f"insee/base-cc-emploi-pop-active-2021.CSV:4:{line.index('viele') + 1}: P21_ACTOCC1564 is 'viele'; expected a "
        "number, or nothing where it is not released",
    )
    short = made_up.flows().replace("01001;Grandville;01002;Portneuf;", "01001;Grandville;01002;", 1)
    made = make("--zone", "0051", flows=short)
    assert made.code == 2
    assert (
        made.messages.startswith("bassin-territory: insee/flux-2021.csv:3:")
        and "this row has 4 cells; expected 5, as many as line 1 names" in made.messages
    )


def test_a_row_twice(make):
    line = made_up.activity().splitlines()[2]
    refused(
        make("--zone", "0051", activity=made_up.activity() + line + "\n"),
        "insee/base-cc-emploi-pop-active-2021.CSV:11:1: the commune 01002 is there twice; the first is at "
        "insee/base-cc-emploi-pop-active-2021.CSV:3:1",
    )


def test_a_commune_without_a_name(make):
    made = make("--zone", "0051", communes=made_up.membership().replace("Portneuf", ""))
    assert made.rows("zones")[1]["name"] == "01002"


def test_numbers_that_cannot_be(make):
    negative = with_cell(made_up.activity(), "01003", "P21_CHOM1564", "-5")
    column = negative.splitlines()[3].index("-5") + 1
    refused(
        make("--zone", "0051", activity=negative),
        f"insee/base-cc-emploi-pop-active-2021.CSV:4:{column}: P21_CHOM1564 is -5; expected no number below 0",
    )
    rates = "ZE2020;2021-T1;2021-T2\n0051;8,1;830\n9002;6;6\n9003;5;5\n"
    refused(make("--zone", "0051", unemployment=rates), "insee/chomage-zone.csv:2:10: 830 % unemployed; expected less than 100")
    places = made_up.places().replace("46.1,5.0", "461,5.0")
    refused(
        make("--zone", "0051", places=places),
        "insee/places.csv:4:7: latitude_mairie is 461; expected degrees, -90 to 90",
    )


def test_overseas_is_as_far_as_can_be(make):
    made = make("--all", places=made_up.places().replace("02009,48.0,3.0", "02009,-21.1,55.5"))
    ways = {(row["from"], row["to"]): float(row["minutes"]) for row in made.rows("travel")}
    assert ways["Grandville", "Loin"] == 240 and made.checked()[0] == 0


def test_columns_of_a_scale_of_diplomas(make):
    grid = {name: share for name, share in made_up.DIPLOMAS.items() if name != "SUP34"}
    refused(
        make("--zone", "0051", diplomas=made_up.diplomas(grid=grid)),
        "insee/base-cc-diplomes-formation-2021.CSV:1:1: no column is called P21_NSCOL15P_SUP34; expected one",
    )


def test_a_table_that_is_not_known_is_told(make):
    """A file of the folder that nothing is read from."""
    made = make("--zone", "0051", flows=made_up.flows().replace("NBFLUX_C21", "FLUX"))
    assert made.code == 0
    assert "note: insee/flux-2021.csv: no line names the columns of a table that is read here; left out\n" in made.messages


def test_wrong_files(make):
    header = made_up.membership().splitlines()[0] + "\n"
    refused(
        make("--zone", "0051", communes=header),
        "insee/ze2020.csv:1:1: no row below the names of the columns; expected one for each commune",
    )
    refused(
        make("--zone", "0051", communes=None), "insee: no file holds the communes of employment zones (ZE2020); expected one"
    )
    refused(
        make("--zone", "0051", activity=b"PK\x03\x04 cut off"),
        "insee/base-cc-emploi-pop-active-2021_csv.zip:1:1: not a zip archive, or cut off; download it again",
    )
    refused(make("--zone", "4499"), "--zone: no commune lies in 4499; expected one of 0051, 9002, 9003")
    refused(
        make("--communes", "01001", "99999"),
        "--communes: no commune has the code 99999; expected codes of the table of membership, such as 01001",
    )
    twice = made_up.membership() + "01001;Grandville;0051;Grandville;99;01;99\n"
    refused(
        make("--zone", "0051", communes=twice),
        "insee/ze2020.csv:11:1: the commune 01001 is there twice; the first is at insee/ze2020.csv:2:1",
    )
    mixed = made_up.membership().encode() + b"01010;\xe9t\xe9;0051;X;99;01;99\n"
    assert "byte 0xE9 is not UTF-8; expected one code in the whole file" in make("--zone", "0051", communes=mixed).messages


def test_the_survey_of_another_year(make):
    made = make("--zone", "0051", "--year", "2016", activity=made_up.activity(16))
    assert made.code == 2
    assert made.messages.endswith(
        "insee/chomage-zone.xlsx[txcho_ze]:6:1: holds the years 2020 to 2021; expected 2016 (--year)\n"
    )


def test_unemployment_is_the_mean_of_the_year(make):
    made = make("--zone", "0051")
    assert "place.unemployment,Grandville around 2021,unemployment_rate,8.30," in made.targets.read_text()
    both = make("--zone", "0051", "9002")
    employed = {"0051": 4000 + 2100 + 720.5 + 290 + 150, "9002": 1400 + 350 + 70}
    mean = (8.3 * employed["0051"] + 6.0 * employed["9002"]) / sum(employed.values())
    assert f"unemployment_rate,{mean:.2f}," in both.targets.read_text()


def test_unemployment_by_year(make):
    """A table with a column for each year, in place of one for each quarter."""
    table = "ze2020,name,region,2020,2021\n0051,Grandville,X,9.0,8.3\n9002,Bourg,X,7.0,6.0\n9003,Loin,X,5.0,5.0\n"
    expected = make("--zone", "0051")
    made = make("--zone", "0051", unemployment=table)
    assert numbers(made) == numbers(expected)
    assert "(chomage-zone.csv: 2021)" in made.text.replace("\n# ", " ")


def test_employers_by_five_sectors(make):
    """CLAP, before FLORES: five sectors, commas, lines of titles above."""
    shares = {"AZ": 0.02, "BE": 0.20, "FZ": 0.07, "GU": 0.44, "OQ": 0.27}
    header = ["CODGEO", "EFF_TOT", *(f"EFF_{code}" for code in shares)]
    employees = {code: numbers[3] * 0.9 for code, *_, numbers in made_up.COMMUNES}
    rows = [[code, jobs, *(jobs * share for share in shares.values())] for code, jobs in employees.items()]
    table = "Établissements\n\nFrance\n\n\n" + made_up.csv_of(header, rows, separator=",")
    made = make("--zone", "0051", staff=table)
    found = made.by_name("sectors", "jobs_share")
    assert found["automotive"] + found["other industry"] == pytest.approx(0.20, abs=2e-5)
    services = sum(found[name] for name in ("trade", "transport", "hospitality", "business services"))
    assert services == pytest.approx(0.44, abs=4e-5)
    assert "EFF of BE (split as in the scenario to be like)" in " ".join(made.text.replace("\n# ", " ").split())


def test_each_value_has_its_file_and_columns(make):
    text = make("--zone", "0051", flores=made_up.flores()).text
    said = " ".join(text.replace("\n# ", " ").split())
    for column in ("P21_POP1529", "P21_ACTOCC", "P21_CHOM1564", "P21_EMPLT", "P21_HACTOCC2554", "P21_POP6074"):
        assert column in said
    for grid in ("DIPLMIN + P21_NSCOL15P_BEPC", "CAPBEP", "BAC", "SUP2 + P21_NSCOL15P_SUP34 + P21_NSCOL15P_SUP5"):
        assert f"P21_NSCOL15P_{grid}" in said
    assert "EFF of C1 + C2 + C3 + C5 + DE" in said
    assert "DS_FLORES_A17_2021_data.csv: EMPL3112 of 2021, E1T9, E10T19, E20T49, E50T99, E_GE100." in said
    assert not any("{" in line for line in text.splitlines() if line.startswith("#"))


def test_what_no_table_says_is_an_assumption(make):
    """Only the membership and the census's totals: every part says what it takes from the scenario to be like."""
    totals = rewritten(
        made_up.activity(),
        lambda rows: [[row[i] for i, name in enumerate(rows[0]) if "_" not in name[4:] and not name[-4:-2] in ("15", "25", "55")
                       or name in ("P21_POP1564", "P21_ACTOCC1564", "P21_CHOM1564")] for row in rows],
    )
    assert totals.splitlines()[0] == "CODGEO;P21_POP1564;P21_ACTOCC1564;P21_CHOM1564;P21_ACTOCC;P21_EMPLT"
    absent = dict.fromkeys(("ages", "diplomas", "flows", "staff", "unemployment"))
    made = make("--zone", "0051", activity=totals, **absent)
    assert made.code == 0 and made.checked()[0] == 0
    parts = {}
    for block in made.text.split("\n\n")[1:]:
        name = next(line.split(" = ")[0] for line in block.splitlines() if not line.startswith("#"))
        parts[name] = " ".join(line[2:] for line in block.splitlines() if line.startswith("# "))
    assert list(parts) == ["zones", "travel", "age_groups", "qualifications", "sectors", "sizes"]
    for name, said in parts.items():
        assert "assumption" in said, (name, said)
        assert "france.cfg" in said or name in ("zones", "travel")


def test_long_form_of_employers(make):
    """Sectors and sizes of establishments from the files of 2022 and later."""
    expected = make("--zone", "0051").by_name("sectors", "jobs_share")
    commune = "51;COM;_T;_T;EMPL3112;2021;no number, and not read\n"
    made = make("--zone", "0051", staff=None, flores=(made_up.flores() + commune).encode("cp1252"))
    assert made.by_name("sectors", "jobs_share") == pytest.approx(expected, abs=2e-5)
    sizes = made.by_name("sizes", "jobs_share")
    assert (sizes["1-9"], sizes["10-49"]) == pytest.approx((0.2, 0.25), abs=2e-5)
    assert sizes["50-249"] + sizes["250 and more"] == pytest.approx(0.55, abs=2e-5)


def test_without_employers_the_census_says_five_sectors(make):
    shares = make("--zone", "0051", staff=None).by_name("sectors", "jobs_share")
    assert shares["agriculture"] == pytest.approx(0.02, abs=2e-5)
    assert shares["automotive"] + shares["other industry"] == pytest.approx(0.20, abs=2e-5)
    assert shares["public service"] + shares["health and social work"] == pytest.approx(0.27, abs=2e-5)


def test_arrondissements(make):
    """Tables have Paris as one commune, as its arrondissements, or as both; it counts once."""
    communes = made_up.membership().replace("01001;Grandville", "75056;Paris")
    whole = made_up.activity().replace("\n01001;", "\n75056;")
    row = next(line for line in whole.splitlines() if line.startswith("75056"))
    halves = [";".join([code, *(repr(float(cell) / 2) for cell in row.split(";")[1:])]) for code in ("75101", "75120")]
    parts = whole.replace(row, "\n".join(halves))
    both = whole + "\n".join(halves) + "\n"
    others = {name: getattr(made_up, name)().replace("\n01001;", "\n75056;") for name in ("ages", "diplomas", "staff")}
    flows = made_up.flows().replace("01001;", "75056;")
    expected = numbers(make("--zone", "0051", communes=communes, activity=whole, flows=flows, **others))
    some = made_up.flows().replace("01001;", "75118;")
    for activity, ways in ((parts, flows), (both, flows), (whole, some)):
        made = make("--zone", "0051", communes=communes, activity=activity, flows=ways, **others)
        assert made.code == 0, made.messages
        assert numbers(made) == expected


@pytest.mark.parametrize("column", ["2021-T3", "T3 2021", "3e trimestre 2021", "2021T3", "Trimestre 3 - 2021", "2021-Q3"])
def test_names_of_quarters(column):
    assert quarter_of(column) == (2021, 3)


@pytest.mark.parametrize("column", ["2021", "LIBREG", "P21_POP1564", "REG"])
def test_names_that_are_no_quarters(column):
    assert quarter_of(column) is None
