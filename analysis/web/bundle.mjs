// Makes one HTML file of the page: style, script, worker, engine, territories and licences are all in it. And one of the
// report, into which analysis/bassin/report.py puts its data, and which tells it what figures there are.
//
//     node analysis/web/bundle.mjs build/web [report]
//
// Beside the page, the teacher's sheet in both languages, from docs/lesson*.md: pupils should not have the answers, so it is
// no part of it. For the page, build/web holds engine.wasm and territories/*.json (build.sh).
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { marked } from "marked";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? "build/web");
const common = { bundle: true, minify: true, write: false, format: "iife", target: "es2022", logLevel: "warning", legalComments: "none" };

function territories() {
  return JSON.parse(readFileSync(join(here, "territories.json"), "utf8")).map((territory) => {
    const file = JSON.parse(readFileSync(join(out, "territories", territory.scenario + ".json"), "utf8"));
    file.groups.targets = []; // the page has no scorecard
    return { ...territory, file };
  });
}

/** Libraries whose code is in the page, and the project itself, with their licences in full. */
function licences(inputs) {
  const names = [...new Set(inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))].sort();
  const libraries = names.map((name) => {
    const folder = join(here, "node_modules", name);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { name, version: about.version, licence: about.license, text: readFileSync(join(folder, "LICENSE"), "utf8") };
  });
  return [{ name: "bassin", version: "", licence: "MIT", text: readFileSync(join(here, "../../LICENSE"), "utf8") }, ...libraries];
}

async function reportScript() {
  return (await build({ ...common, entryPoints: [join(here, "src/report/main.ts")] })).outputFiles[0].text;
}

async function script() {
  const worker = (await build({ ...common, entryPoints: [join(here, "src/worker.ts")] })).outputFiles[0].text;
  const bundled = {
    name: "bundled",
    setup(builder) {
      builder.onResolve({ filter: /^bundled:/ }, ({ path }) => ({ path, namespace: "bundled" }));
      builder.onLoad({ filter: /wasm/, namespace: "bundled" }, () => ({ contents: readFileSync(join(out, "engine.wasm")), loader: "binary" }));
      builder.onLoad({ filter: /worker/, namespace: "bundled" }, () => ({ contents: worker, loader: "text" }));
      builder.onLoad({ filter: /territories/, namespace: "bundled" }, () => ({ contents: JSON.stringify(territories()), loader: "json" }));
      builder.onLoad({ filter: /licences/, namespace: "bundled" }, () => ({ contents: JSON.stringify(licences(builder.found ?? [])), loader: "json" }));
    },
  };
  const entry = { ...common, entryPoints: [join(here, "src/main.ts")], plugins: [bundled] };
  // The first time only to see which libraries are in it.
  const first = await build({ ...entry, metafile: true });
  const inputs = Object.keys(first.metafile.inputs);
  const plugin = { name: "bundled", setup: (builder) => { builder.found = inputs; bundled.setup(builder); } };
  return (await build({ ...entry, plugins: [plugin] })).outputFiles[0].text;
}

async function style(...names) {
  const plot = readFileSync(join(here, "node_modules/uplot/dist/uPlot.min.css"), "utf8");
  const own = await Promise.all(names.map((name) => build({ ...common, entryPoints: [join(here, "src", name)] })));
  return plot + own.map(({ outputFiles }) => outputFiles[0].text).join("");
}

function write(name, frame, css, js) {
  const page = readFileSync(join(here, "src", frame), "utf8")
    .replace("/*style*/", () => css)
    .replace("/*indicators*/", () => readFileSync(join(here, "src/indicators.json"), "utf8"))
    .replace("/*script*/", () => js);
  const path = join(out, name);
  writeFileSync(path, page);
  console.log(`${path}: ${(Buffer.byteLength(page) / 1e6).toFixed(2)} MB`);
}

/** A sheet to read and to print, from a document. Links lead to what lies beside it; others are words. */
function sheet(name, language, css) {
  const beside = { "classroom.md": "classroom.html", "lesson.md": "lesson.html", "lesson.fr.md": "lesson.fr.html" };
  const text = readFileSync(join(here, "../../docs", name.replace(/html$/, "md")), "utf8");
  marked.use({ renderer: { link({ href, tokens }) {
    const words = this.parser.parseInline(tokens);
    const to = beside[href] ?? (/^https:/.test(href) ? href : null);
    return to === null ? words : `<a href="${to}">${words}</a>`;
  } } });
  const page = `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n`
    + `<title>${/^# (.*)$/m.exec(text)[1]}</title>\n<link rel="icon" href="data:,">\n<style>${css}</style>\n</head>\n<body>\n<main class="sheet">\n${marked.parse(text)}</main>\n</body>\n</html>\n`;
  writeFileSync(join(out, name), page);
}

write("report.html", "report/report.html", await style("style.css", "report/report.css"), await reportScript());
if (process.argv[3] !== "report") {
  write("classroom.html", "index.html", await style("style.css"), await script());
  const css = (await build({ ...common, entryPoints: [join(here, "src/sheet.css")] })).outputFiles[0].text;
  sheet("lesson.html", "en", css);
  sheet("lesson.fr.html", "fr", css);
}
