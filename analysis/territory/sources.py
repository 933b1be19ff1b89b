"""Where figures come from, as one text."""


def sources(rows, missing="not in any table"):
    """The sources of rows, each once; FILE: COLUMNS of one file together."""
    by_file = {}
    for source in (part for source in rows if source for part in source.split("; ")):
        file, colon, columns = source.partition(": ")
        by_file.setdefault(file + colon, []).extend(columns.split(", ") if colon else [])
    return "; ".join(file + ", ".join(dict.fromkeys(columns)) for file, columns in by_file.items()) if by_file else missing
