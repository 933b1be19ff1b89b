// What leaves the page on paper or for a terminal: the worksheet, and the commands that give the same run.
import type { Change } from "./engine";
import { h } from "./dom";
import { parameterName } from "./names";
import type { Exercise } from "./lesson";
import { fill, type Format, type Texts } from "./texts";

const ANSWER_LINES = 3;

export function worksheetOf(texts: Texts, format: Format, place: string, link: string, exercise: Exercise | null, changes: Change[]): HTMLElement {
  const { language } = format;
  const lines = () => Array.from({ length: ANSWER_LINES }, () => h("div", { class: "answer" }));
  const name = (path: string) => parameterName({ path, group: "", name: "", type: "", value: "", unit: "1", text: path, source: "", min: 0, max: 0 }, language).label;
  const questions = exercise === null ? [] : [h("p", {}, exercise.task[language]),
    h("ol", {}, ...exercise.questions[language].map((question) => h("li", {}, question, ...lines())))];
  return h("div", {}, h("h2", {}, `${texts.worksheet}${exercise === null ? "" : ": " + exercise.title[language]}`),
    h("p", {}, `${texts.worksheetName} ______________________   ${texts.worksheetClass} ____________`),
    h("p", {}, `${place}. `, ...changes.map(({ path, value, date }) => `${name(path)}: ${value} (${texts.from} ${date}). `)),
    ...questions, h("p", { class: "note" }, fill("{link}", { link })));
}

/** Commands in a shell, in the folder of the project. */
export function commandOf(scenario: string, seed: number, until: string, arms: [Change[], Change[]]): string {
  const listed = (changes: Change[]) => changes.map(({ date, path, value }) => `  { date = "${date}"; path = "${path}"; value = ${value}; }`).join(",\n");
  return arms.map((changes, i) => {
    const name = i === 0 ? "without" : "with";
    const options = `-o ${name}.h5 --seed ${seed} --until ${until}\n`;
    if (changes.length === 0) return `bassin run scenarios/${scenario}.cfg ${options}`;
    return `cat >scenarios/${name}.cfg <<'END'\n@include "${scenario}.cfg"\nchanges = (\n${listed(changes)}\n);\nEND\nbassin run scenarios/${name}.cfg ${options}`;
  }).join("");
}
