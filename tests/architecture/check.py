#!/usr/bin/python3
"""The rules of the architecture that a program can check, one function each.

    check.py SOURCE_FOLDER [LIBRARY.a ...]

Prints every breach as `file:line: what` and exits with 1 when there is one. Libraries are looked through for
global mutable state.
"""

import re
import subprocess
import sys
from pathlib import Path

CODE_FOLDERS = ("sim", "models", "tests", "tools", "scenarios", "cmake", "analysis", "docs")
CODE_SUFFIXES = {".c", ".h", ".cc", ".cpp", ".py", ".sh", ".cmake", ".txt", ".cfg", ".md", ".js", ".mjs", ".ts", ".css", ".html"}

# The engine serves any model; it knows no word of labour markets.
MODEL_WORDS = re.compile(r"(?<![-\w])(workers?|firms?|wages?|vacanc(?:y|ies)|(?:un)?employ\w*|contracts?)\b", re.IGNORECASE)
# Spelled in two halves so that this file is not in breach of its own rule.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK|st" r"ub|place" r"holder)\b")
PRINTS = re.compile(r"\b(printf|vprintf|puts|putchar|perror|exit|_exit|_Exit|quick_exit)\s*\(|\b(stdout|stderr)\b")
ALLOCATES = re.compile(r"\b(malloc|calloc|realloc|reallocarray|aligned_alloc|posix_memalign|strdup|strndup|v?asprintf)\s*\(")
# Correctly rounded or exact everywhere: sqrt, fabs, floor, ceil, trunc, rint and the like. These are not:
UNPORTABLE = re.compile(
    r"\b(exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|"
    r"erf|erfc|tgamma|lgamma|rand|srand|random|drand48)f?\s*\("
)
# Two draws in one expression come in an order that is the compiler's choice.
DRAW = re.compile(
    r"\brng_(?:u32|u64|uniform|open|below|chance|normal|lognormal|exponential|poisson|binomial|categorical|"
    r"geometric_days|geometric_scaled)\s*\("
)
THREADS = re.compile(r"#\s*pragma\s+omp|<(?:omp|pthread|threads)\.h>")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')

breaches = []


def breach(path, line, text):
    breaches.append(f"{path}:{line}: {text}")


def without_comments(text):
    """The code with comments and strings blanked, lines kept."""

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', blank, text, flags=re.DOTALL)


def each_match(pattern, text):
    for number, line in enumerate(text.splitlines(), 1):
        for match in pattern.finditer(line):
            yield number, match.group()


def layer(path):
    """Which layer a source file belongs to."""
    top = path.parts[0]
    if top == "sim" and path.parts[1] in ("io", "cli"):
        return path.parts[1]
    if top == "models" and path.name == "main.c":
        return "main"
    return top


# What a layer may include with a path, beside its own files.
MAY_INCLUDE = {
    "sim": ("sim",),
    "io": ("sim", "io"),
    "cli": ("sim", "io", "cli"),
    "models": ("sim", "models"),
    "main": ("sim", "io", "cli", "models"),
    "analysis": ("sim", "models"),  # the engine in the browser
}


def check_includes(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        name = match.group(1)
        if re.match(r"(hdf5|H5|libconfig|libdeflate)", name) and layer(path) != "io":
            breach(path, number, f"includes {name}; only sim/io knows HDF5, libconfig and libdeflate")
        if name.startswith(("sim/", "models/")):
            target = layer(Path(name))
            if target not in MAY_INCLUDE[layer(path)]:
                breach(path, number, f"includes {name}; {path.parts[0]}/ may not use that layer")
            if target == layer(path) == "models":
                own, other = path.parts[1], Path(name).parts[1]
                if len(path.parts) > 2 and own != other:
                    breach(path, number, f"includes {name}; a model does not use another one")


def check_calls(path, code):
    where = layer(path)
    if where in ("sim", "io", "models", "analysis"):
        for number, word in each_match(PRINTS, code):
            breach(path, number, f"{word}: only sim/cli prints and exits")
    if path != Path("sim/memory.c"):
        for number, word in each_match(ALLOCATES, code):
            breach(path, number, f"{word}: memory comes from sim/memory.h")
    if where in ("sim", "models") and not path.stem.startswith("real"):
        for number, word in each_match(UNPORTABLE, code):
            breach(path, number, f"{word}: not the same on all machines; use sim/real.h and sim/random.h")


def check_draws(path, code):
    begin = 0
    for end in re.finditer(r"[;{}]", code):
        statement = code[begin : end.start()]
        if len(DRAW.findall(statement)) > 1 and not re.search(r"\?|&&|\|\||^\s*for\b", statement):
            breach(path, code.count("\n", 0, end.start()) + 1, "two draws in one expression; their order is the compiler's")
        begin = end.end()


def check_threads(path, text):
    if path != Path("sim/parallel.c"):
        for number, word in each_match(THREADS, text):
            breach(path, number, f"{word}: threads come from sim/parallel.h")


def check_engine_words(path, text):
    if path.parts[0] == "sim":
        for number, word in each_match(MODEL_WORDS, text):
            breach(path, number, f'"{word}" is a word of a model; the engine is general')


def check_length(path, text):
    if len(text.splitlines()) > 800:
        breach(path, 801, "longer than 800 lines; it is two things")


def check_unfinished(path, text):
    for number, word in each_match(UNFINISHED, text):
        breach(path, number, f'"{word}": finish it')


def anchors(text):
    """The names of the headings of a Markdown file, as web hosts make them."""
    names = set()
    for heading in re.findall(r"^#+\s+(.*?)\s*$", text, flags=re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")
        names.add(name)
    return names


def check_links(root, path, text):
    prose = re.sub(r"```.*?```", lambda m: "\n" * m.group().count("\n"), text, flags=re.DOTALL)
    prose = re.sub(r"`[^`\n]*`", "", prose)
    pattern = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|(?:src|href)=\"([^\"]+)\"")
    for number, line in enumerate(prose.splitlines(), 1):
        for match in pattern.finditer(line):
            link = match.group(1) or match.group(2)
            if re.match(r"[a-z][a-z0-9+.-]*:", link):
                continue
            name, _, anchor = link.partition("#")
            target = (root / path).parent / name if name else root / path
            if not target.exists():
                breach(path, number, f"links to {link}, which does not exist")
            elif anchor and target.suffix == ".md" and anchor not in anchors(target.read_text()):
                breach(path, number, f"links to {link}, which has no such heading")


def check_global_state(library):
    """Objects in writable sections; constant tables with pointers lie in .data.rel.ro. What a thread is doing is
    the thread's, and parallel.c has to know it."""
    listing = subprocess.run(["objdump", "--syms", library], check=True, capture_output=True, text=True).stdout
    member = ""
    for line in listing.splitlines():
        if heading := re.match(r"(\S+):\s+file format", line):
            member = heading.group(1)
        match = re.search(r"\s(\.t?bss|\.t?data|\*COM\*)(?:\.\S+)?\s+[0-9a-f]+\s+([^.\s]\S*)$", line)
        of_thread = member.startswith("parallel.") and match and match.group(1).startswith(".t")
        if match and ".rel.ro" not in line and not of_thread:
            breach(library, 0, f"{match.group(2)} is global mutable state")


# Headers that only declare (parameters, outputs, codes): the ground on which the folders of a model stand.
DECLARES = re.compile(r"(?:.*_)?(?:parameters|outputs|codes)\.h")


def room(path):
    """The folder of a model that a file lies in; the files beside the folders hold them together."""
    if DECLARES.fullmatch(path.name):
        return "declarations"
    return path.parts[2] if len(path.parts) > 3 else "the model"


def check_circles(arrows, what):
    """`arrows` says for each node to which others it leads, and where that is written; a circle is a breach."""
    done = set()
    while free := [a for a in arrows if a not in done and all(b in done or b not in arrows for b in arrows[a])]:
        done.update(free)
    walk = sorted(set(arrows) - done)[:1]
    while walk and walk[-1] not in walk[:-1]:
        walk.append(min(b for b in arrows[walk[-1]] if b in arrows and b not in done))
    if walk:
        path, number = arrows[walk[-2]][walk[-1]]
        circle = walk[walk.index(walk[-1]) :]
        breach(path, number, f"closes a circle of {what}: {' -> '.join(circle)}")


def arrows_between(root, folder, node):
    """Who includes whom below a folder, where `node` gives what a file belongs to."""
    arrows = {}
    for path in sorted((root / folder).rglob("*.[ch]")):
        here = path.relative_to(root)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            target = Path(match.group(1)) if match else None
            if target and target.is_relative_to(folder) and node(target) != node(here):
                arrows.setdefault(node(here), {}).setdefault(node(target), (here, number))
    return arrows


def module(path):
    """A header and the source of the same name are one; a source without a header of its own stands alone."""
    return str(path.with_suffix(""))


def check_parts(root, model):
    """Every record `const struct part part_NAME` stands in the table of parts, as P(NAME): otherwise it does nothing."""
    table = root / model / "parts.c"
    listed = re.findall(r"\bP\((\w+)\)", table.read_text(encoding="utf-8")) if table.exists() else []
    for path in sorted((root / model).rglob("*.c")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = re.match(r"const struct part part_(\w+) = {", line)
            if match and match.group(1) not in listed:
                breach(path.relative_to(root), number, f"the part {match.group(1)} is not in the table of parts.c")


def files(root):
    yield from (path.relative_to(root) for path in root.glob("*.md"))
    for folder in CODE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in CODE_SUFFIXES and "node_modules" not in path.parts:
                yield path.relative_to(root)


def main():
    root = Path(sys.argv[1]).resolve()
    checked = 0
    for path in files(root):
        text = (root / path).read_text(encoding="utf-8")
        checked += 1
        check_unfinished(path, text)
        if path.suffix == ".md":
            check_links(root, path, text)
        if path.parts[0] in ("sim", "models", "analysis") and path.suffix in (".c", ".h"):
            code = without_comments(text)
            check_includes(path, text)
            check_calls(path, code)
            check_draws(path, code)
            check_threads(path, text)
            check_length(path, text)
        check_engine_words(path, text)
    for model in sorted({path.parent.name for path in root.glob("models/*/*.h")}):
        check_circles(arrows_between(root, f"models/{model}", room), "folders")
        check_parts(root, Path("models") / model)
    check_circles(arrows_between(root, "sim", module), "files")
    for library in sys.argv[2:]:
        check_global_state(library)
    print("\n".join(breaches + [f"{checked} files, {len(breaches)} breaches"]))
    return 1 if breaches or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
