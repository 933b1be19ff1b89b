"""A made-up corner of France in the true formats of INSEE's files: two employment zones, nine communes, a border.

Figures follow simple rules, so that a test can count them by hand; flows obey the gravity law of the model with given minutes.
"""

import functools
import io
import math
import zipfile

RADIUS = 20.0

# code, name, zone, zone's name, département, (population 15 to 64, employed, unemployed, jobs)
COMMUNES = [
    ("01001", "Grandville", "0051", "Grandville", "01", (6000.0, 4000.0, 600.0, 5200.0)),
    ("01002", "Portneuf", "0051", "Grandville", "01", (3000.0, 2100.0, 200.0, 1500.0)),
    ("01003", "Sainte-Œuvre", "0051", "Grandville", "01", (1000.0, 720.5, 60.5, 300.0)),
    ("01004", "Le Pré", "0051", "Grandville", "01", (400.0, 290.0, 20.0, 60.0)),
    ("01005", "Les Étangs", "0051", "Grandville", "01", (200.0, 150.0, 10.0, 20.0)),
    ("2A006", "Bourg", "9002", "Bourg", "2A", (2000.0, 1400.0, 150.0, 1600.0)),
    ("2A007", "Hameau", "9002", "Bourg", "2A", (500.0, 350.0, 30.0, 100.0)),
    ("2A008", "Col", "9002", "Bourg", "2A", (100.0, 70.0, 5.0, 10.0)),
    ("02009", "Loin", "9003", "Loin", "02", (800.0, 550.0, 50.0, 600.0)),
]
BANDS = {
    "1524": (0.18, 0.30, 0.24),
    "2554": (0.60, 0.82, 0.08),
    "5564": (0.22, 0.50, 0.06),
}  # share of people, employed of these, unemployed / active
PLACES = {
    "01001": (46.0, 5.0),
    "01002": (46.05, 5.1),
    "01003": (46.1, 5.0),
    "01004": (46.0, 5.15),
    "01005": (45.95, 5.0),
    "2A006": (46.3, 5.2),
    "2A007": (46.33, 5.2),
    "2A008": (46.4, 5.3),
    "02009": (48.0, 3.0),
}
SECTORS = {
    "AZ": 0.02,
    "C1": 0.03,
    "C2": 0.0,
    "C3": 0.04,
    "C4": 0.05,
    "C5": 0.06,
    "DE": 0.02,
    "FZ": 0.07,
    "GZ": 0.13,
    "HZ": 0.06,
    "IZ": 0.04,
    "JZ": 0.02,
    "KZ": 0.03,
    "LZ": 0.01,
    "MN": 0.10,
    "OQ": 0.27,
    "RU": 0.05,
}
DIPLOMAS = {"DIPLMIN": 0.15, "BEPC": 0.05, "CAPBEP": 0.28, "BAC": 0.19, "SUP2": 0.13, "SUP34": 0.10, "SUP5": 0.10}


def csv_of(header, rows, separator=";", decimal="."):
    def cell(value):
        return repr(round(value, 4)).replace(".", decimal) if isinstance(value, float) else str(value)

    return "\n".join([separator.join(header), *(separator.join(map(cell, row)) for row in rows)]) + "\n"


def membership():
    return csv_of(
        ["CODGEO", "LIBGEO", "ZE2020", "LIBZE2020", "ZE2020_PARTIE_REG", "DEP", "REG"],
        [[code, name, zone, label, f"99_{zone}", departement, "99"] for code, name, zone, label, departement, _ in COMMUNES],
    )


def part_of(band):
    """Which part of all employed and of all unemployed is of a band."""
    at_work = {name: share * employed for name, (share, employed, _) in BANDS.items()}
    without = {name: at_work[name] * rate / (1 - rate) for name, (_, _, rate) in BANDS.items()}
    return at_work[band] / sum(at_work.values()), without[band] / sum(without.values())


def activity(year=21, decimal="."):
    header, rows = ["CODGEO"], []
    for code, *_, (people, employed, unemployed, jobs) in COMMUNES:
        values = {
            f"P{year}_POP1564": people,
            f"P{year}_ACT1564": employed + unemployed,
            f"P{year}_ACTOCC1564": employed,
            f"P{year}_CHOM1564": unemployed,
            f"P{year}_ACTOCC": employed * 1.01,
            f"P{year}_EMPLT": jobs,
            f"P{year}_EMPLT_SAL": jobs * 0.9,
            f"P{year}_EMPLT_NSAL": jobs * 0.1,
        }
        for sex, part in (("POP", 1.0), ("H", 0.49), ("F", 0.51)):
            letter = "" if sex == "POP" else sex
            for band, (share, _, _) in BANDS.items():
                values[f"P{year}_{sex}{band}"] = people * share * part
                values[f"P{year}_{letter}ACTOCC{band}"] = employed * part * part_of(band)[0]
                values[f"P{year}_{letter}CHOM{band}"] = unemployed * part * part_of(band)[1]
        for sector, share in (("AGRI", 0.02), ("INDUS", 0.20), ("CONST", 0.07), ("CTS", 0.44), ("APESAS", 0.27)):
            values[f"C{year}_EMPLT_{sector}"] = jobs * share
        header = ["CODGEO", *values]
        rows.append([code, *values.values()])
    return csv_of(header, rows, decimal=decimal)


def ages(year=21):
    header = [
        "CODGEO",
        f"P{year}_POP",
        *(f"P{year}_POP{band}" for band in ("0014", "1529", "3044", "4559", "6074", "7589", "90P")),
    ]
    return csv_of(
        header,
        [
            [
                code,
                people * 1.6,
                people * 0.28,
                people * 0.27,
                people * 0.30,
                people * 0.33,
                people * 0.28,
                people * 0.12,
                people * 0.02,
            ]
            for code, *_, (people, _e, _u, _j) in COMMUNES
        ],
    )


def diplomas(year=21, grid=None):
    grid = grid or DIPLOMAS
    return csv_of(
        ["CODGEO", f"P{year}_NSCOL15P", *(f"P{year}_NSCOL15P_{name}" for name in grid)],
        [[code, people, *(people * share for share in grid.values())] for code, *_, (people, *_rest) in COMMUNES],
    )


def minutes(a, b):
    (y1, x1), (y2, x2) = PLACES[a], PLACES[b]
    return 12.0 + 60.0 * math.hypot(y1 - y2, x1 - x2)


def flow_rows(year=21):
    """Who lives where is given, and where jobs are; some work abroad."""
    rows = []
    for home, name, *_, (_p, employed, _u, _j) in COMMUNES:
        weights = {work: jobs * math.exp(-minutes(home, work) / RADIUS) for work, *_, (_p2, _e, _u2, jobs) in COMMUNES}
        total = sum(weights.values())
        for work, label, *_ in COMMUNES:
            people = 0.95 * employed * weights[work] / total
            if people >= 0.5:
                rows.append([home, name, work, label, people])
        rows.append([home, name, "XX001", "Ailleurs", 0.05 * employed])
    return rows


def flows(year=21):
    return csv_of(["CODGEO", "LIBGEO", "DCLT", "L_DCLT", f"NBFLUX_C{year}_ACTOCC15P"], flow_rows(year))


def staff(hide=()):
    """FLORES: jobs of employees by commune and sector; cells in `hide` (commune, sector) are blank."""
    rows = []
    for code, *_, (_p, _e, _u, jobs) in COMMUNES:
        rows.append(
            [code, jobs * 0.9, *("" if (code, sector) in hide else jobs * 0.9 * share for sector, share in SECTORS.items())]
        )
    return csv_of(["CODGEO", "EFF_TOT", *(f"EFF_{sector}" for sector in SECTORS)], rows)


def flores(year=2021):
    rows = []
    for zone in ("51", "9002"):
        jobs = 0.9 * sum(
            numbers[3]
            for *_, z, _n, _d, numbers in [(c[0], c[1], c[2], c[3], c[4], c[5]) for c in COMMUNES]
            if z.lstrip("0") == zone
        )
        rows.append([zone, "ZE2020", "_T", "_T", "EMPL3112", year, jobs])
        rows += [[zone, "ZE2020", sector, "_T", "EMPL3112", year, jobs * share] for sector, share in SECTORS.items()]
        rows += [
            [zone, "ZE2020", "_T", band, "EMPL3112", year, jobs * share]
            for band, share in (("E1T9", 0.2), ("E10T19", 0.1), ("E20T49", 0.15), ("E50T99", 0.15), ("E_GE100", 0.4))
        ]
    return csv_of(["GEO", "GEO_OBJECT", "ACTIVITY", "NUMBER_EMPL", "FLORES_MEASURE", "TIME_PERIOD", "OBS_VALUE"], rows)


@functools.lru_cache
def unemployment():
    """As a workbook: titles above, quarters in columns."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Taux de chômage localisés"])
    sheet = book.create_sheet("txcho_ze")
    for title in ("Taux de chômage", "en %", "Source : Insee", None, None):
        sheet.append([title])
    sheet.append(
        ["ZE2020", "LIBZE2020", "REG", "LIBREG", *(f"{year}-T{quarter}" for year in (2020, 2021) for quarter in (1, 2, 3, 4))]
    )
    sheet.append(["0051", "Grandville", 99, "X", 9.0, 9.0, 9.0, 9.0, 8.0, 8.2, 8.4, 8.6])
    sheet.append([9002, "Bourg", 99, "X", 7.0, 7.0, 7.0, 7.0, 6.0, 6.0, 6.0, 6.0])
    sheet.append([9003, "Loin", 99, "X", 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def places():
    return csv_of(
        ["code_insee", "latitude_mairie", "longitude_mairie"], [[code, *there] for code, there in PLACES.items()], separator=","
    )


def zipped(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return data.getvalue()


def folder(path, **changed):
    """All files; a keyword replaces one (text or bytes), None leaves it out."""
    files = {
        "communes": membership(),
        "activity": zipped(
            **{"base-cc-emploi-pop-active-2021__CSV": activity(), "meta_activity__csv": "COD_VAR;LIB\nCODGEO;x\n"}
        ),
        "ages": ages(),
        "diplomas": diplomas(),
        "flows": flows(),
        "staff": staff(),
        "unemployment": unemployment(),
        **changed,
    }
    names = {
        "communes": "ze2020.csv",
        "activity": "base-cc-emploi-pop-active-2021_csv.zip",
        "ages": "base-cc-evol-struct-pop-2021.csv",
        "diplomas": "base-cc-diplomes-formation-2021.CSV",
        "flows": "flux-2021.csv",
        "staff": "TD_FLORES2021_NA17_NBSAL.csv",
        "unemployment": "chomage-zone.xlsx",
        "flores": "DS_FLORES_A17_2021_data.csv",
        "places": "places.csv",
        "mergers": "v_mvtcommune_2024.csv",
    }
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        if content is not None:
            texts = {"activity": "base-cc-emploi-pop-active-2021.CSV", "unemployment": "chomage-zone.csv"}
            target = path / (texts.get(name, names[name]) if isinstance(content, str) else names[name])
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
