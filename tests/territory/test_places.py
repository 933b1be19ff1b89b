"""Which communes make a territory; how its zones are linked; what the parts ask for is what the tables say."""

import os
import subprocess

import made_up
import numpy as np
import pytest
from territory.ages import LAST_AGE, odds_shift, rake
from territory.communes import poles, Commune
from territory.picture import commuters, fewer
from territory.shares import rounded_shares
from territory.travel import Network, times_of_commuting, travel_times

import h5py


def residents(codes):
    """The made-up file of ages has 1.18 people aged 15 to 74 for each aged 15 to 64."""
    return sum(numbers[0] for code, *_, numbers in made_up.COMMUNES if code in codes) * 1.18


def words(text):
    """A file without the line breaks of its comments."""
    return " ".join(text.replace("\n# ", " ").split())


HERE = ("01001", "01002", "01003", "01004", "01005")


def test_choices(make):
    by_zone = make("--zone", "0051")
    assert sum(by_zone.column("zones", "population")) - 2 == pytest.approx(residents(HERE), abs=3)
    assert {"Elsewhere in France", "Abroad"} <= {row["name"] for row in by_zone.rows("zones")}
    departement = make("--departement", "2A")
    assert departement.rows("zones")[0]["name"] == "Bourg"
    communes = make("--communes", "01001", "2A006")
    assert [row["name"] for row in communes.rows("zones")][:2] == ["Grandville", "Bourg"]
    region = make("--region", "99")
    everything = make("--all")
    assert [row["name"] for row in everything.rows("zones")] == ["Grandville", "Bourg", "Loin", "Abroad"]
    assert region.rows("zones") == everything.rows("zones")
    for made in (by_zone, departement, communes, region, everything):
        assert made.checked() == (0, "")


def test_a_list_of_communes_in_a_file(make, tmp_path):
    codes = tmp_path / "codes.csv"
    codes.write_text("CODGEO;LIBGEO\n01001;Grandville\n2A006;Bourg\n")
    expected = make("--communes", "01001", "2A006").text
    assert make("--communes", f"@{codes}").text == expected
    codes.write_bytes('"CODGEO";"LIBGEO"\r\n1001;Pr\xe9\r\n# later\r\n2A006;Bourg\r\n'.encode("latin-1"))
    assert make("--communes", f"@{codes}").text == expected
    codes.write_text("CODGEO\n01001\n99999\n")
    made = make("--communes", f"@{codes}")
    assert made.code == 2
    assert made.messages.startswith("bassin-territory: codes.csv:3:1: no commune has the code 99999; expected codes of")
    codes.write_text("4499\n")
    assert make("--zone", f"@{codes}").messages.startswith("bassin-territory: codes.csv:1:1: no commune lies in 4499;")


def test_codes_as_people_write_them(make):
    """A zero that a spreadsheet has lost, a small letter, a commune twice."""
    assert make("--departement", "2a").text == make("--departement", "2A").text
    assert make("--departement", "1").text == make("--departement", "01").text
    assert make("--communes", "1001", "2a006", "01001").text == make("--communes", "01001", "2A006").text


def test_a_list_with_a_commune_that_was_merged(make):
    moves = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n32,2019-01-01,COM,01099,COM,01002\n"
    made = make("--communes", "01001", "01099", mergers=moves)
    assert made.code == 0 and made.text == make("--communes", "01001", "01002", mergers=moves).text


def test_a_table_without_regions(make):
    communes = "\n".join(line.rsplit(";", 1)[0] for line in made_up.membership().splitlines()) + "\n"
    made = make("--region", "99", communes=communes)
    assert made.code == 2
    assert made.messages.endswith("ze2020.csv:2:1: no column says in which region a commune lies; expected REG\n")


@pytest.mark.parametrize("option", [("--one-in", "0"), ("--one-in", "nan"), ("--poles", "0"), ("--picture", "map.doc")])
def test_wrong_options(make, option):
    made = make("--zone", "0051", *option)
    assert made.code == 2 and f"{option[0]}: {option[1]}" in made.messages
    assert not made.path.exists()


def test_zones_as_a_file_says(make, tmp_path):
    cut = tmp_path / "cut.csv"
    cut.write_text("CODGEO;ZONE\n" + "".join(f"{code};{'Town' if code == '01001' else 'Around'}\n" for code in HERE))
    made = make("--zone", "0051", "--cut", cut)
    assert [row["name"] for row in made.rows("zones")][:2] == ["Town", "Around"]
    assert made.rows("zones")[0]["population"] == f"{residents(['01001']):.0f}"
    cut.write_text("CODGEO;ZONE\n01001;Town\n")
    made = make("--zone", "0051", "--cut", cut)
    assert made.code == 2 and "cut.csv:1:1: the commune 01002 (Portneuf) has no row" in made.messages


def test_poles():
    """Each commune goes with the pole that has most to do with it, if through others."""
    communes = [Commune(code, code, "1", "Z", "0", "0", None, 0) for code in "ABCDE"]
    flows = {("C", "A"): 10.0, ("C", "B"): 12.0, ("D", "C"): 5.0, ("A", "B"): 99.0}
    zone, names, alone = poles(communes, {"A": 100.0, "B": 50.0}, flows, count=2)
    assert zone == {"A": "A", "B": "B", "C": "B", "D": "B", "E": "A"}
    assert (list(names), alone) == (["A", "B"], 1)


def test_workers_abroad_by_country(make, tmp_path):
    countries = tmp_path / "countries.csv"
    countries.write_text("LABEL;COUNTRY\nAilleurs;Suisse\n")
    zones = make("--zone", "0051", "--abroad", countries).rows("zones")
    assert zones[-1]["name"] == "Suisse" and zones[-1]["population"] == "1"
    assert float(zones[-1]["jobs_share"]) == pytest.approx(0.05, abs=2e-3)


def test_workers_abroad_are_known_by_the_name_or_code_of_a_neighbour(make):
    """Of the neighbours of France by the country, of others together; a French commune that is in no table is in France."""
    rows = [(code, f"{code};Home;99140;Suisse;60.0\n{code};Home;XX002;Allemagne;40.0\n") for code in HERE]
    rows += [(code, f"{code};Home;99999;Étranger;20.0\n{code};Home;68224;Mulhouse;50.0\n") for code in HERE]
    made = make("--zone", "0051", flows=made_up.flows().replace("XX001;Ailleurs", "99140;Suisse") + "".join(r for _, r in rows))
    jobs = {row["name"]: float(row["jobs_share"]) for row in made.rows("zones") if row["population"] == "1"}
    assert set(jobs) == {"Switzerland", "Germany", "Abroad", "Elsewhere in France"}
    total = sum(people for home, *_, people in made_up.flow_rows() if home in HERE) + len(HERE) * 170
    assert jobs["Germany"] == pytest.approx(len(HERE) * 40 / total, abs=2e-5)
    assert jobs["Switzerland"] == pytest.approx((0.05 * 7260.5 + len(HERE) * 60) / total, abs=2e-4)
    assert jobs["Abroad"] == pytest.approx(len(HERE) * 20 / total, abs=2e-5)


def test_commuting_tells_travel_times():
    """Flows that follow the law of the model give back the minutes they were made with."""
    rng = np.random.default_rng(1)
    n, radius = 5, 20.0
    within = rng.uniform(8, 15, n)
    minutes = rng.uniform(20, 60, (n, n))
    minutes = (minutes + minutes.T) / 2
    np.fill_diagonal(minutes, within)
    network = Network([f"z{i}" for i in range(n)], n, np.ones(n), within)
    network.people = rng.uniform(50, 900, (n, 1)) * rng.uniform(0.1, 5, (1, n)) * np.exp(-minutes / radius)
    network.jobs = network.people.sum(axis=0)
    assert times_of_commuting(network, radius) == pytest.approx(minutes, abs=1e-6)
    network.people[0, 3] = network.people[3, 0] = 0.0  # nobody goes there: no row, the way leads through others
    assert len(travel_times(network, radius)[0]) == n * (n - 1) / 2 - 1


def test_an_employer_outside_is_as_far_as_its_workers_say():
    network = Network(["a", "b", "out"], 2, np.ones(3), np.full(3, 12.0))
    network.people = np.array([[80.0, 10.0, 30.0], [10.0, 90.0, 5.0], [0.0, 0.0, 0.0]])
    network.jobs = network.people.sum(axis=0)
    minutes = times_of_commuting(network, 20.0)
    assert minutes[0, 2] == pytest.approx(12 + 20 * np.log(80 / 90 / (30 / 35)))
    assert minutes[1, 2] > minutes[0, 2] and minutes[2, 0] == minutes[0, 2]


def test_no_way_leads_through_an_employer():
    """Two zones that both lie beside the border are as far apart as the third between them says."""
    network = Network(["a", "b", "c", "abroad"], 3, np.ones(4), np.full(4, 12.0))
    network.jobs = np.ones(4)
    network.given[0, 2] = network.given[1, 2] = 50.0
    network.given[0, 3] = network.given[1, 3] = 15.0
    rows = {(a, b): minutes for a, b, minutes in travel_times(network, 20.0)[0]}
    assert rows["a", "b"] == 100.0
    assert ("c", "abroad") not in rows  # through a or b


def test_zones_apart_are_linked(make):
    """Loin has hardly any commuting with the others, and is there all the same."""
    made = make(
        "--all",
        flows="CODGEO;LIBGEO;DCLT;L_DCLT;NBFLUX_C21_ACTOCC15P\n"
        + "".join(f"{code};;{code};;{100}\n" for code, *_ in made_up.COMMUNES),
    )
    assert made.code == 0 and made.checked()[0] == 0
    assert "no commuting and no minutes lead to Loin: 240 minutes from Grandville (assumption)" in made.messages


def test_minutes_from_coordinates(make):
    made = make("--zone", "0051", places=made_up.places())
    ways = {(row["from"], row["to"]): float(row["minutes"]) for row in made.rows("travel")}
    straight = 6371 * np.radians(0.1)  # Sainte-Œuvre lies 0.1 degrees north of Grandville
    assert ways["Grandville", "Sainte-Œuvre"] == pytest.approx(5 + 60 * 1.3 * straight / 50, abs=0.1)
    said = words(made.text)
    assert "Minutes: 1.3 times the straight line at 50 km/h and 5 minutes (assumption)." in said
    assert "Other ways are not roads: they are such that people who search look where the employed are known to work" in said
    assert "for each 20 minutes (flux-2021.csv: NBFLUX_C21_ACTOCC15P)." in said
    assert "Travel times are not roads" in words(make("--zone", "0051").text)


def asked(made, first, last, sexes=("men", "women")):
    """People, employed and unemployed that the written age groups ask for."""
    people = employed = unemployed = 0.0
    rows = made.rows("age_groups")
    ends = [int(row["from_age"]) - 1 for row in rows[1:]] + [LAST_AGE]
    for row, end in zip(rows, ends):
        if first <= int(row["from_age"]) and end <= last:
            for sex in sexes:
                number = float(row[sex])
                active = number * float(row[f"active_{sex}"])
                people, employed, unemployed = (
                    people + number,
                    employed + active * (1 - float(row["unemployed"])),
                    unemployed + active * float(row["unemployed"]),
                )
    return people, employed, unemployed


def test_margins_of_people(make):
    made = make("--zone", "0051")
    total = sum(numbers[0] for code, *_, numbers in made_up.COMMUNES if code in HERE)
    for sexes, part in ((("men",), 0.49), (("women",), 0.51), (("men", "women"), 1.0)):
        for band, (share, _, _) in made_up.BANDS.items():
            people, employed, _ = asked(made, int(band[:2]), int(band[2:]), sexes)
            assert people == pytest.approx(total * share * part, rel=2e-3)
            assert employed == pytest.approx(7260.5 * part * made_up.part_of(band)[0], rel=2e-3)
    for first, last, share in ((15, 29, 0.27), (30, 44, 0.30), (45, 59, 0.33), (60, 74, 0.28)):
        assert asked(made, first, last)[0] == pytest.approx(total * share, rel=2e-3)
    _, employed, unemployed = asked(made, 15, 74)
    assert unemployed / (employed + unemployed) == pytest.approx(0.083, abs=2e-4)  # the survey's, not the census's 10.9 %
    assert employed == pytest.approx(1.01 * 7260.5, rel=2e-3)


def test_margins_of_jobs(make):
    """Jobs are those that residents hold, where they work."""
    made = make("--zone", "0051")
    held = {}
    for home, _, work, label, people in made_up.flow_rows():
        if home in HERE:
            name = label if work in HERE else "Abroad" if label == "Ailleurs" else "Elsewhere in France"
            held[name] = held.get(name, 0) + people
    total = sum(held.values())
    assert made.by_name("zones", "jobs_share") == pytest.approx(
        {name: people / total for name, people in held.items()}, abs=2e-5
    )
    shares = made.by_name("sectors", "jobs_share")
    assert shares["trade"] == pytest.approx(made_up.SECTORS["GZ"], abs=2e-5)
    assert shares["automotive"] == pytest.approx(made_up.SECTORS["C4"], abs=2e-5)
    assert sum(shares.values()) == pytest.approx(1, abs=1e-9)


def test_margins_asked_and_got_agree(make, tmp_path):
    """What the program makes of the territory on the first day."""
    made = make("--zone", "0051")
    result = tmp_path / "place.h5"
    subprocess.run(
        [
            os.environ["BASSIN"],
            "run",
            made.scenario,
            "-o",
            result,
            "--quiet",
            "--set",
            "run.burn_in_days=0",
            "--set",
            "run.end=2017-02-01",
            "--set",
            "run.panels=false",
        ],
        check=True,
        capture_output=True,
    )
    with h5py.File(result) as file:
        wanted, got = file["population_asked"][()].ravel(), file["population_got"][()].ravel()
    people = np.array([[float(row["men"]), float(row["women"])] for row in made.rows("age_groups")]).ravel()
    assert wanted[:24] == pytest.approx(people / people.sum() * wanted[:24].sum(), rel=1e-4)
    assert got == pytest.approx(wanted, abs=0.002 * wanted[:24].sum())


def test_a_sample(make):
    whole, tenth = make("--zone", "0051"), make("--zone", "0051", "--one-in", "10", name="tenth")
    assert tenth.rows("zones")[0]["population"] == f"{float(whole.rows('zones')[0]['population']) / 10:.0f}"
    assert "One in 10 residents." in tenth.text


def test_a_picture(make, tmp_path):
    picture = tmp_path / "commuting.png"
    assert make("--zone", "0051", "--picture", picture).code == 0
    assert picture.stat().st_size > 10_000


def test_a_picture_without_a_table_is_of_the_employed():
    network = Network(["a", "b"], 2, np.array([3000.0, 1000.0]), np.full(2, 12.0))
    network.jobs = np.array([3000.0, 1000.0])  # as if all residents worked: only shares count
    network.given[0, 1] = 40.0
    people, known = commuters(network, 20.0, 1800.0)
    assert not known and people.sum() == pytest.approx(1800) and people[0].sum() == pytest.approx(1350)


def test_the_smaller_zones_of_a_picture():
    """They are drawn together, but who moves between them leaves the zone."""
    people = np.ones((13, 13))  # twelve zones and an employer outside, to whom nobody lives near
    people[12] = 0.0
    people[np.arange(12), np.arange(12)] = np.arange(12, 0, -1)
    names, few, stay, zones = fewer([f"z{i}" for i in range(12)] + ["out"], people, 12)
    assert (names[7], names[8], names[9], zones) == ("z7", "4 other zones", "out", 9)
    assert few.sum() == people.sum() and few[8, 8] == 4 + 3 + 2 + 1 + 12 and stay[8] == 4 + 3 + 2 + 1
    assert stay.sum() == np.trace(people)


def test_rake():
    """Two sets of bands that cross each other, both met."""
    people = np.array([[1.0, 2, 3, 4], [2.0, 2, 2, 2]])
    left = np.array([[True, True, False, False]] * 2)
    middle = np.array([[False, True, True, False]] * 2)
    raked = rake(people, [(left, 10.0), (~left, 20.0), (middle, 12.0), (~middle, 18.0)])
    assert [raked[cells].sum() for cells in (left, ~left, middle, ~middle)] == pytest.approx([10, 20, 12, 18])


def test_odds_shift():
    share, weight = np.array([0.2, 0.5, 0.9]), np.array([100.0, 200.0, 50.0])
    shifted = odds_shift(share, weight, 200.0)
    assert (shifted * weight).sum() == pytest.approx(200.0)
    odds = shifted / (1 - shifted) / (share / (1 - share))
    assert odds == pytest.approx(np.full(3, odds[0]))


def test_rounded_shares_add_up():
    shares = rounded_shares(np.array([1.0, 1, 1, 1, 1, 1, 1]), digits=3)
    assert sum(map(float, shares)) == pytest.approx(1, abs=1e-12) and set(shares) == {"0.143", "0.142"}
