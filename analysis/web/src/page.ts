// The page as it is built: all elements that later code fills. Words are those of one language; another language
// builds it anew.
import { h } from "./dom";
import { EXERCISES } from "./lesson";
import licences from "bundled:licences";
import territories from "bundled:territories";
import type { Exercise } from "./lesson";
import { fill, type Language, type Texts } from "./texts";

export interface Actions {
  territory(name: string): void;
  language(language: Language): void;
  theme(theme: string): void;
  play(): void;
  step(days: number): void;
  restart(): void;
  toEnd(): void;
  speed(monthsPerSecond: number): void;
  seed(seed: number): void;
  arrange(arms: string): void;
  addSlider(path: string): void;
  resetAll(): void;
  keepAsComparison(): void;
  morePairs(): void;
  copyLink(): void;
  keep(group: string): void;
  saveClass(): void;
  addClass(file: File): void;
  clearClass(): void;
  saveSeries(arm: number): void;
  openScenario(file: File): void;
  setUp(exercise: Exercise): void;
  findPerson(row: number): void;
  print(): void;
}

export interface Choices {
  territory: string;
  language: Language;
  theme: string;
  speed: number;
  seed: number;
  shown: string;
}

const SPEEDS = [0.25, 0.5, 1, 2, 4, 12, 24, 60];
const button = (label: string, click: () => void, id?: string, style = "") => h("button", { type: "button", click, ...(id === undefined ? {} : { id }), ...(style === "" ? {} : { class: style }) }, label);

function choose(label: string, id: string, options: [string, string][], value: string, change: (value: string) => void): HTMLElement {
  const select = h("select", { id, change: () => change(select.value) }, ...options.map(([key, name]) => h("option", { value: key, selected: key === value }, name)));
  return h("label", { for: id }, label, select);
}

function fileButton(label: string, id: string, accept: string, take: (file: File) => void): HTMLElement {
  const input = h("input", { type: "file", id, accept, change: () => {
    const file = input.files?.[0];
    if (file !== undefined) take(file);
    input.value = "";
  } });
  return h("label", { class: "row", for: id }, label, input);
}

function head(t: Texts, c: Choices, a: Actions): HTMLElement {
  const places = territories.map((territory): [string, string] => [territory.scenario, territory[c.language]]);
  if (!places.some(([name]) => name === c.territory)) places.push([c.territory, c.territory]);
  return h("header", {}, h("div", {}, h("h1", {}, t.title), h("p", { class: "note" }, t.lead), h("p", { class: "state bad", id: "place-note", role: "status" })),
    h("div", { class: "row tools" },
      choose(t.territory, "territory", places, c.territory, (value) => a.territory(value)),
      choose(t.language, "language", [["en", "English"], ["fr", "Français"]], c.language, (value) => a.language(value as Language)),
      choose(t.theme, "theme", [["auto", t.themeAuto], ["light", t.themeLight], ["dark", t.themeDark]], c.theme, (value) => a.theme(value))));
}

function transport(t: Texts, c: Choices, a: Actions): HTMLElement {
  const seed = h("input", { type: "number", id: "seed", min: 0, max: 999999, step: 1, value: c.seed, style: "width:6.5rem", change: () => {
    const value = Number(seed.value);
    if (Number.isSafeInteger(value) && value >= 0) a.seed(value);
    else seed.value = String(c.seed);
  } });
  return h("div", { class: "transport-part" },
    h("div", { class: "transport" },
      button(t.play, () => a.play(), "play", "main"), button(t.stepDay, () => a.step(1), "step-day"), button(t.stepMonth, () => a.step(30), "step-month"),
      button(t.toEnd, () => a.toEnd(), "to-end"), button(t.restart, () => a.restart(), "restart"),
      h("span", { class: "today", id: "today" }, "–"),
      choose(`${t.speed} (${t.speedUnit})`, "speed", SPEEDS.map((speed): [string, string] => [String(speed), String(speed).replace(".", c.language === "fr" ? "," : ".")]), String(c.speed), (value) => a.speed(Number(value))),
      h("label", { for: "seed" }, t.seed, seed), button(t.newLuck, () => a.seed(c.seed + 1), "new-luck")),
    h("p", { class: "state", id: "state", role: "status" }));
}

function stage(t: Texts, c: Choices, a: Actions): HTMLElement {
  return h("section", { class: "card stage", "aria-label": t.field }, transport(t, c, a),
    h("div", { class: "field-part" },
      h("div", { class: "row" }, h("h2", {}, t.field), choose(t.arms, "shown", [["both", t.showBoth], ["with", t.showWith], ["without", t.showWithout]], c.shown, (value) => a.arrange(value))),
      h("div", { class: "field", id: "field-host" }, h("canvas", { id: "field", tabindex: 0, role: "application", "aria-label": t.field, "aria-describedby": "field-help" })),
      h("p", { class: "note", id: "field-help" }, t.fieldHelp), h("p", { class: "note", id: "field-note" }), h("div", { class: "scroll", id: "legend", tabindex: 0, role: "group", "aria-label": t.field })));
}

function charts(t: Texts): HTMLElement {
  return h("section", { class: "card charts-card", "aria-label": t.charts }, h("h2", {}, t.charts),
    h("p", {}, h("span", { class: "key without" }, t.without), h("span", { class: "key" }, t.with)), h("div", { class: "charts", id: "charts" }));
}

function settings(t: Texts, a: Actions): HTMLElement {
  return h("section", { class: "card settings", "aria-label": t.settings, tabindex: 0 }, h("h2", {}, t.settings), h("p", { class: "note" }, t.settingsLead),
    h("div", { class: "row" }, button(t.resetAll, () => a.resetAll(), "reset-all", "small"), button(t.keepAsComparison, () => a.keepAsComparison(), "as-comparison", "small")),
    h("p", { class: "note", id: "comparison" }), h("div", { id: "controls" }),
    h("div", { class: "row more" }, h("label", { for: "more-sliders" }, t.moreSliders), h("select", { id: "more-sliders", change: (event) => a.addSlider((event.target as HTMLSelectElement).value) })));
}

function results(t: Texts, a: Actions): HTMLElement {
  return h("section", { class: "card results", "aria-label": t.results }, h("h2", {}, t.results), h("p", { class: "note", id: "results-lead" }),
    h("div", { class: "scroll", id: "results", tabindex: 0, role: "group", "aria-label": t.results }), h("p", { class: "note" }, t.pairsWhat),
    h("div", { class: "row" }, button(t.morePairs, () => a.morePairs(), "more-pairs"), h("span", { class: "note", id: "pair-state", role: "status" })),
    h("h3", { id: "difference-title" }),
    h("p", {}, h("span", { class: "key band" }, t.luck), h("span", { class: "key" }, t.meanPair), h("span", { class: "key thin" }, t.thisPair)),
    h("div", { id: "difference", role: "img", "aria-labelledby": "difference-title" }));
}

function life(t: Texts, a: Actions): HTMLElement {
  const number = h("input", { type: "number", id: "person", min: 0, step: 1, style: "width:7rem" });
  return h("section", { class: "card life-card", "aria-label": t.life }, h("h2", {}, t.life),
    h("div", { class: "row" }, h("label", { for: "person" }, t.findPerson), number, button(t.findPerson, () => a.findPerson(Number(number.value)), "find-person")),
    h("div", { id: "life", "aria-live": "polite" }, h("p", {}, t.lifeNone)));
}

function share(t: Texts, a: Actions): HTMLElement {
  const group = h("input", { type: "text", id: "group", maxlength: 60 });
  return h("section", { class: "card share", "aria-label": t.share }, h("h2", {}, t.share),
    h("p", {}, t.link + t.colon, h("a", { id: "link", href: "#" }, "#")),
    h("div", { class: "row" }, button(t.copy, () => a.copyLink(), "copy-link"), h("span", { id: "copied", role: "status" })),
    h("div", { class: "row" }, h("label", { for: "group" }, t.keepName), group, button(t.keep, () => a.keep(group.value), "keep"), h("span", { id: "kept", role: "status" })),
    h("div", { class: "row" }, button(t.saveClass, () => a.saveClass(), "save-class"), button(t.clearClass, () => a.clearClass(), "clear-class"), fileButton(t.addClass, "add-class", ".csv,text/csv", (file) => a.addClass(file))),
    h("div", { class: "row" }, ...[t.without, t.with].map((arm, i) => button(fill(t.saveSeries, { arm }), () => a.saveSeries(i), `save-series-${i}`))),
    h("div", { class: "row" }, button(t.print, () => a.print(), "print"), fileButton(t.openScenario, "open-scenario", ".json,application/json", (file) => a.openScenario(file))),
    h("h3", {}, t.command), h("pre", { id: "command", tabindex: 0 }),
    h("div", { id: "experiment-part" }, h("h3", {}, t.experiment), h("pre", { id: "experiment", tabindex: 0 })));
}

function lesson(t: Texts, c: Choices, a: Actions): HTMLElement {
  return h("section", { class: "card lesson", "aria-label": t.lesson }, h("h2", {}, t.lesson), h("p", { class: "note" }, t.lessonLead),
    ...EXERCISES.map((exercise, i) => h("div", { class: "exercise" },
      h("h3", {}, `${i + 1}. ${exercise.title[c.language]} (${exercise.minutes} min)`), h("p", {}, exercise.task[c.language]),
      h("ol", {}, ...exercise.questions[c.language].map((question) => h("li", {}, question))),
      button(t.setUp, () => a.setUp(exercise), `set-up-${exercise.id}`))));
}

function about(t: Texts): HTMLElement {
  return h("section", { class: "card about", "aria-label": t.about }, h("h2", {}, t.about), ...t.aboutText.map((text) => h("p", {}, text)),
    h("p", { class: "memory", id: "memory" }),
    h("details", {}, h("summary", {}, t.licences), ...licences.map(({ name, version, licence, text }) =>
      h("details", {}, h("summary", {}, `${name} ${version} (${licence})`), h("pre", { tabindex: 0 }, text)))));
}

export function buildPage(root: HTMLElement, t: Texts, c: Choices, a: Actions): void {
  document.documentElement.lang = c.language;
  document.title = t.title;
  root.replaceChildren(head(t, c, a),
    h("main", {}, stage(t, c, a), settings(t, a), charts(t), results(t, a), h("section", { class: "card flows", "aria-label": t.flows }, h("h2", {}, t.flows), h("div", { id: "flows" })),
      life(t, a), share(t, a), lesson(t, c, a), about(t)),
    h("div", { class: "worksheet", id: "worksheet" }));
}
