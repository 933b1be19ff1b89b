"""Territories of the simulator from public tables.

The way of a figure: a table as it is downloaded (table.py) is recognised by its columns (insee_files.py), its communes are
added up to zones (insee.py), and what comes out are six small tables, the short form (short_form.py), which may also be
written by hand, for any country. From the short form and a scenario to be like, the parts of a territory follow (ages.py,
levels.py, employers.py, travel.py) and are written with the source of each value (territory_file.py).
"""
