// What leaves the page on paper or for a terminal: the worksheet, and the commands that give the same run.
import { dayOf, type Change } from "./engine";
import { h } from "./dom";
import { parameterName } from "./names";
import type { Exercise } from "./lesson";
import { fill, type Format, type Language, type Texts } from "./texts";

const ANSWER_LINES = 3;

/** "Minimum wage: 12 (from 1 Jul 2016)" */
export function changeInWords({ path, value, date }: Change, texts: Texts, format: Format): string {
  const { label } = parameterName({ path, group: "", name: "", type: "", value: "", unit: "1", text: path, source: "", min: 0, max: 0 }, format.language);
  const words: Record<string, string> = { true: texts.on, false: texts.off };
  const said = words[value] ?? format.number(Number(value), (value.split(".")[1] ?? "").length);
  return `${label}${texts.colon}${said} (${texts.from} ${format.date(dayOf(date))})`;
}

export function worksheetOf(texts: Texts, format: Format, place: string, link: string, exercise: Exercise | null, changes: Change[]): HTMLElement {
  const { language } = format;
  const lines = () => Array.from({ length: ANSWER_LINES }, () => h("div", { class: "answer" }));
  const questions = exercise === null ? [] : [h("p", {}, exercise.task[language]),
    h("ol", {}, ...exercise.questions[language].map((question) => h("li", {}, question, ...lines())))];
  return h("div", {}, h("h2", {}, `${texts.worksheet}${exercise === null ? "" : texts.colon + exercise.title[language]}`),
    h("p", {}, `${texts.worksheetName} ______________________   ${texts.worksheetClass} ____________`),
    h("p", {}, `${place}. `, ...changes.map((change) => changeInWords(change, texts, format) + ". ")),
    ...questions, h("p", { class: "note" }, fill("{link}", { link })));
}

const REPLICATES = 20;

function listed(changes: Change[]): string {
  return changes.map(({ date, path, value }) => `  { date = "${date}"; path = "${path}"; value = ${value}; }`).join(",\n");
}

/** The same question as an experiment of many pairs, with a placebo, and the report on it. */
export function experimentOf(title: string, scenario: string, seed: number, until: string, arms: [Change[], Change[]], language: Language): string {
  if (arms[1].length === 0) return "";
  const arm = (name: string, changes: Change[]) => (changes.length === 0 ? `  { name = "${name}"; }` : `  { name = "${name}"; changes = (\n${listed(changes)}\n  ); }`);
  const text = [`title = "${title.replace(/["\\\\]/g, "")}";`, `scenario = "${scenario}.cfg";`, `overrides = ( { path = "run.end"; value = "${until}"; } );`,
    `arms = (\n${arm("without", arms[0])},\n${arm("with", arms[1])},\n  { name = "placebo"; placebo = true; }\n);`,
    `replicates = { count = ${REPLICATES}; seed = ${seed}; };`, `keep = { panels = ${REPLICATES}; };`];
  return `cat >scenarios/pairs.cfg <<'END'\n${text.join("\n")}\nEND\nbassin batch scenarios/pairs.cfg -o pairs.h5\nbassin report pairs.h5 -o report.html --lang ${language}\n`;
}

/** Commands in a shell, in the folder of the project. */
export function commandOf(scenario: string, seed: number, until: string, arms: [Change[], Change[]]): string {
  return arms.map((changes, i) => {
    const name = i === 0 ? "without" : "with";
    const options = `-o ${name}.h5 --seed ${seed} --until ${until}\n`;
    if (changes.length === 0) return `bassin run scenarios/${scenario}.cfg ${options}`;
    return `cat >scenarios/${name}.cfg <<'END'\n@include "${scenario}.cfg"\nchanges = (\n${listed(changes)}\n);\nEND\nbassin run scenarios/${name}.cfg ${options}`;
  }).join("");
}
