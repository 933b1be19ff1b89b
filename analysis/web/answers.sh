#!/bin/sh
# Writes the tables of answers in docs/lesson.md and docs/lesson.fr.md anew, from real runs.
#
#   analysis/web/answers.sh
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."

analysis/web/build.sh
analysis/web/node_modules/.bin/esbuild analysis/web/answers.ts --bundle --platform=node --format=esm --log-level=warning \
    --outfile=build/web/answers.mjs
node build/web/answers.mjs build/web/engine.wasm build/web/territories 20 >build/web/answers.json
/usr/bin/python3 - <<'END'
import json
import pathlib
import re

answers = json.loads(pathlib.Path("build/web/answers.json").read_text(encoding="utf-8"))
for language, name in (("en", "docs/lesson.md"), ("fr", "docs/lesson.fr.md")):
    page = pathlib.Path(name)
    text = page.read_text(encoding="utf-8")
    for exercise, tables in answers.items():
        mark = f"<!-- answers {exercise} -->"
        text, found = re.subn(rf"{mark}\n.*?<!-- end of answers -->", lambda _: f"{mark}\n{tables[language]}<!-- end of answers -->", text, flags=re.S)
        if found != 1:
            raise SystemExit(f"{name}: there is no {mark}")
    page.write_text(text, encoding="utf-8")
END
