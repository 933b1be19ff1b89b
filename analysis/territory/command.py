"""bassin-territory: writes a territory of the simulator from public tables.

From the files that INSEE offers for download, as they are, in one folder:

    bassin-territory --zone 4411 --year 2016 --from FOLDER -o scenarios/territories/mulhouse.cfg

or, for any country, from the short form, a folder of six small CSV files (docs/own_place.md):

    bassin-territory --short FOLDER --year 2016 -o scenarios/territories/my_town.cfg --like scenarios/germany.cfg

Besides the territory it writes a scenario that runs it, and its targets: scenarios/mulhouse.cfg and
scenarios/targets/mulhouse.csv.
"""

import argparse
import re
import sys
from pathlib import Path

import numpy as np

from .communes import POLES
from .fault import Fault
from .insee import Import
from .insee_files import Folder
from .like import Like
from .short_form import ShortForm, read_short_form, short_form_files, write_short_form
from .table import code_of, members, read_member
from .territory import Territory, files_of, write_territory

HERE = Path(__file__).resolve().parent
PICTURES = (".png", ".svg", ".pdf")


def at_least_one(text):
    value = float(text)
    if not 1 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is less than 1 or no number; expected one in how many residents")
    return value


def count_of_poles(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1; expected a number of zones")
    return value


def picture(text):
    if Path(text).suffix not in PICTURES:
        raise argparse.ArgumentTypeError(f"{text} has no ending of a picture; expected {', '.join(PICTURES)}")
    return text


def parser_of():
    parser = argparse.ArgumentParser(
        prog="bassin-territory", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--zone", nargs="+", metavar="CODE", help="employment zones (ZE2020), such as 4411")
    place.add_argument("--communes", nargs="+", metavar="CODE", help="communes by their code, or @FILE with one a line")
    place.add_argument("--departement", nargs="+", metavar="CODE", help="départements, such as 68")
    place.add_argument("--region", nargs="+", metavar="CODE", help="regions by their code, such as 44")
    place.add_argument("--all", action="store_true", help="all employment zones of the table of membership, linked")
    place.add_argument("--short", metavar="FOLDER", help="the short form: six small CSV files, for any country")
    parser.add_argument(
        "--from", dest="source", metavar="FOLDER", help="folder with INSEE's files as downloaded (zip, csv, xlsx)"
    )
    parser.add_argument("--year", type=int, required=True, help="year of the census; other tables: the nearest that is there")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the territory, scenarios/territories/NAME.cfg")
    parser.add_argument("--title", help="title of the scenario; otherwise the name of the zone and the year")
    parser.add_argument(
        "--like", metavar="SCENARIO", help="scenario whose law, contracts and occupations hold (scenarios/france.cfg)"
    )
    parser.add_argument(
        "--country",
        metavar="FOLDER",
        help="short form of the country, for what tables of the place lack (scenarios/places/NAME of --like), or none",
    )
    parser.add_argument(
        "--poles", type=count_of_poles, metavar="N", help=f"zones into which one employment zone is cut ({POLES})"
    )
    parser.add_argument("--cut", metavar="FILE", help="zones as you like: a CSV file with the columns CODGEO and ZONE")
    parser.add_argument(
        "--abroad",
        metavar="FILE",
        help="countries of workplaces abroad: a CSV file with the columns LABEL (L_DCLT) and COUNTRY",
    )
    parser.add_argument("--one-in", type=at_least_one, default=1.0, metavar="N", help="a scaled sample: one in N residents")
    parser.add_argument("--write-short", metavar="FOLDER", help="write the short form, too")
    parser.add_argument("--picture", type=picture, metavar="FILE", help="draw the commuting flows (.png, .svg, .pdf)")
    parser.add_argument("--force", action="store_true", help="overwrite files that are there")
    return parser


def small_table(path, columns):
    ((name, data),) = members(path)
    table = read_member(name, data, lambda cells: set(columns) & set(cells), None)
    if table is None:
        raise Fault(f"{path}:1:1", f"no line names the columns; expected {' and '.join(columns)}")
    table.require(*columns)
    return table


def codes_in(path):
    """{code: place} of a file with one a line, which may be the first cell of a table."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise Fault(path, error.strerror) from None
    codes = {}
    for number, line in enumerate(data.decode(code_of(data, path)).splitlines(), 1):
        code = re.split("[;,\t]", line)[0].strip().strip('"')
        if code and not code.startswith("#") and code.upper() != "CODGEO":
            codes.setdefault(code, f"{path}:{number}:1")
    return codes


def values_of(arguments):
    """{code: place} of the command line; @FILE stands for the codes in a file. No place: on the command line."""
    values = {}
    for argument in arguments:
        values.update(codes_in(argument[1:]) if argument.startswith("@") else {argument: None})
    return values


def form_of(options):
    """(short form, a name for the place)."""
    if options.short:
        return read_short_form(options.short), Path(options.short).name
    if not options.source:
        raise Fault(None, "--from FOLDER is missing; expected the folder with INSEE's files")
    choice = next(name for name in ("zone", "communes", "departement", "region", "all") if getattr(options, name))
    values = {} if options.all else values_of(getattr(options, choice))
    cut = small_table(options.cut, ("CODGEO", "ZONE")) if options.cut else options.poles
    abroad = {}
    if options.abroad:
        table = small_table(options.abroad, ("LABEL", "COUNTRY"))
        abroad = dict(zip(table.frame["LABEL"], table.frame["COUNTRY"]))
    folder = Folder(options.source)
    for name in folder.unknown:
        print(f"note: {name}: no line names the columns of a table that is read here; left out", file=sys.stderr)
    source = Import(folder, choice, values, options.year, cut, abroad)
    return source.short_form(), source.title()


def scenarios_folder():
    """scenarios/ of the sources, or of the installed program."""
    for folder in (HERE.parents[1] / "scenarios", HERE.parents[1] / "bassin" / "scenarios"):
        if (folder / "france.cfg").exists():
            return folder
    raise Fault(None, "no scenarios/france.cfg beside this program; give --like SCENARIO")


def country_of(options, like):
    """What is known of the country: the folder given, or the one called as the scenario to be like, if it has no zones.

    A place in another country than that of the scenario takes none, nor its targets.
    """
    if options.country == "none":
        return None
    folder = Path(options.country) if options.country else like.path.parent / "places" / like.path.stem
    if options.country and not folder.is_dir():
        raise Fault(folder, "there is no such folder")
    if not folder.is_dir() or (not options.country and (folder / "zones.csv").exists()):
        return ShortForm()
    return read_short_form(folder, need_zones=False)


def make(options):
    like = Like(options.like or scenarios_folder() / "france.cfg")
    country = country_of(options, like)
    outputs = [Path(options.output), *files_of(options.output)]
    if options.write_short:
        outputs += short_form_files(options.write_short)
    if options.picture:
        outputs.append(Path(options.picture))
    taken = [path for path in outputs if path.exists()]
    if taken and not options.force:
        raise Fault(taken[0], "is there already; --force overwrites it")
    form, name = form_of(options)
    title = options.title or f"{name} around {options.year}"
    territory = Territory(form, country, like)
    paths = write_territory(territory, options.output, title, options.year, 1 / options.one_in, "V2" if options.short else "V")
    if options.write_short:
        write_short_form(form, options.write_short)
    if options.picture:
        from .picture import draw_commuting

        draw_commuting(territory.network, territory.radius, territory.employed, title, options.picture)
    for remark in form.remarks:
        print(f"note: {remark}", file=sys.stderr)
    print(summary(form))
    print("wrote " + ", ".join(str(path) for path in paths))
    print(f"next: bassin check {paths[1]}; bassin run {paths[1]}")


def summary(form):
    said = [f"{len(form.zones)} zones", f"{sum(zone.population for zone in form.zones):.0f} residents aged 15 to 74"]
    for name, values in (("employed", [zone.employed for zone in form.zones]), ("jobs", [zone.jobs for zone in form.zones])):
        if not np.isnan(values).any():
            said.append(f"{sum(values):.0f} {name}")
    return ", ".join(said)


def main(arguments=None):
    options = parser_of().parse_args(arguments)
    try:
        make(options)
    except Fault as fault:
        print(f"bassin-territory: {fault}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"bassin-territory: {error.filename}: {error.strerror}; expected a place that can be written", file=sys.stderr)
        return 1
    return 0
