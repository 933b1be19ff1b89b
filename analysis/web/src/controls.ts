// The settings of the arm "with": policies with switch and date, and sliders.
import type { Parameter, Parameters } from "./engine";
import { h } from "./dom";
import { groupName, parameterName, sourceName } from "./names";
import { behaviourBox, defaultDate, idleBecause, isOn, legalDate, policyBoxes, rangeOf, valueOf, type Box, type Settings } from "./settings";
import { fill, type Format, type Texts } from "./texts";

export interface ControlsHost {
  parameters: Parameters;
  sliders: string[];
  /** Parameters that were chosen beside those of the place. */
  added: string[];
  /** Policies that can do nothing here. */
  absent: string[];
  settings: Settings;
  texts: Texts;
  format: Format;
  last: number;
  changed(): void;
}

/** Makes all boxes; what has no effect now is disabled and says why. */
export function makeControls(host: ControlsHost): HTMLElement {
  const { texts, parameters } = host;
  const root = h("div", { class: "boxes" });
  const refreshers: (() => void)[] = [];
  const refresh = () => {
    refreshers.forEach((each) => each());
    host.changed();
  };
  const add = (box: Box, title: string, isOpen: boolean) => root.append(makeBox(host, box, title, isOpen, refreshers, refresh));
  root.append(h("h3", {}, texts.policies));
  for (const box of policyBoxes(parameters).filter(({ group }) => !host.absent.includes(group))) {
    const isUsed = [...box.parameters, ...(box.master === null ? [] : [box.master])].some(({ path }) => path in host.settings);
    add(box, groupName(box.group, host.format.language), isUsed || box.group === "minimum_wage");
  }
  const behaviour = behaviourBox(parameters, host.sliders);
  if (behaviour.parameters.length > 0) add(behaviour, texts.behaviour, true);
  const added = addedBox(host);
  if (added.parameters.length > 0) add(added, texts.added, true);
  refreshers.forEach((each) => each());
  return root;
}

/** Parameters that are shown unasked. */
function shownUnasked(host: ControlsHost): Parameter[] {
  const policies = policyBoxes(host.parameters).filter(({ group }) => !host.absent.includes(group));
  return [...policies, behaviourBox(host.parameters, host.sliders)].flatMap((box) => (box.master === null ? box.parameters : [box.master, ...box.parameters]));
}

/** What was chosen, and what a link has set. */
function addedBox(host: ControlsHost): Box {
  const shown = shownUnasked(host);
  const wanted = host.parameters.parameters.filter((parameter) => isOffered(parameter) && !shown.includes(parameter) && (host.added.includes(parameter.path) || parameter.path in host.settings));
  return { group: "added", master: null, parameters: wanted };
}

const isOffered = ({ type }: Parameter) => type === "real" || type === "integer" || type === "bool";

/** All that may change at a date and is not there yet, for a list to choose from. */
export function otherParameters(host: ControlsHost): Parameter[] {
  const shown = [...shownUnasked(host), ...addedBox(host).parameters];
  return host.parameters.parameters.filter((parameter) => isOffered(parameter) && !shown.includes(parameter));
}

/** Settings of one box share a date. */
function makeBox(host: ControlsHost, box: Box, title: string, isOpen: boolean, refreshers: (() => void)[], refresh: () => void): HTMLElement {
  const { settings, texts, parameters } = host;
  const all = box.master === null ? box.parameters : [box.master, ...box.parameters];
  const known = all.map(({ path }) => settings[path]?.date).find((date) => date !== undefined);
  let date = known ?? defaultDate(parameters);
  const set = (parameter: Parameter, value: string) => {
    if (value === parameter.value) delete settings[parameter.path];
    else settings[parameter.path] = { value, date };
    refresh();
  };
  const dateInput = h("input", {
    type: "date", value: date, id: `date-${box.group || "behaviour"}`,
    change: () => {
      if (!legalDate(parameters, dateInput.value, host.last)) {
        dateInput.value = date;
        return;
      }
      date = dateInput.value;
      for (const { path } of all) if (path in settings) settings[path].date = date;
      refresh();
    },
  });
  const when = h("label", { class: "when" }, texts.from + " ", dateInput);
  const mark = h("span", { class: "used" });
  refreshers.push(() => {
    const count = all.filter(({ path }) => path in settings).length;
    mark.textContent = count === 0 ? "" : `● ${count}`;
  });
  const controls = all.map((parameter) => parameter.type === "bool" ? makeSwitch(host, parameter, set, refreshers) : makeSlider(host, parameter, set, refreshers));
  return h("details", { class: "box", open: isOpen }, h("summary", {}, title, " ", mark), when, ...controls);
}

type Set = (parameter: Parameter, value: string) => void;

function describe(host: ControlsHost, parameter: Parameter): { id: string; label: string; unit: string; note: HTMLElement; why: HTMLElement } {
  const { label, text, unit } = parameterName(parameter, host.format.language);
  const id = "p-" + parameter.path.replace(/\./g, "-");
  const { min, max, digits } = rangeOf(parameter);
  const numbers = parameter.type === "bool" ? "" : fill(host.texts.range, { from: host.format.number(min, digits), to: host.format.number(max, digits) }) + (unit === "" ? "" : " " + unit) + ". ";
  const why = h("span", { class: "why", id: id + "-why" });
  const note = h("details", { class: "meaning" }, h("summary", { "aria-label": `? ${label}` }, "?"),
    h("p", {}, text + " " + numbers + fill(host.texts.source, { source: sourceName(parameter.source, host.format.language) }) + ". ", h("code", {}, parameter.path)));
  return { id, label, unit, note, why };
}

/** Keeps a control's state: disabled and why while it has no effect. */
function watch(host: ControlsHost, parameter: Parameter, input: HTMLInputElement, why: HTMLElement, row: HTMLElement, show: () => void): () => void {
  return () => {
    const because = idleBecause(host.parameters, host.settings, parameter);
    input.disabled = because !== null;
    why.textContent = because === null ? "" : fill(host.texts.switchedOff, { what: parameterName(because, host.format.language).label });
    row.classList.toggle("changed", parameter.path in host.settings && because === null);
    show();
  };
}

function makeSwitch(host: ControlsHost, parameter: Parameter, set: Set, refreshers: (() => void)[]): HTMLElement {
  const { id, label, note, why } = describe(host, parameter);
  const input = h("input", { type: "checkbox", id, "aria-describedby": why.id, change: () => set(parameter, String(input.checked)) });
  const row = h("div", { class: "control" }, h("div", { class: "line" }, input, h("label", { for: id }, label), note), why);
  refreshers.push(watch(host, parameter, input, why, row, () => { input.checked = isOn(valueOf(host.settings, parameter)); }));
  return row;
}

function makeSlider(host: ControlsHost, parameter: Parameter, set: Set, refreshers: (() => void)[]): HTMLElement {
  const { id, label, unit, note, why } = describe(host, parameter);
  const { min, max, step, digits } = rangeOf(parameter);
  const output = h("output", { for: id });
  const back = h("button", { type: "button", class: "small", click: () => set(parameter, parameter.value) }, host.texts.reset);
  back.setAttribute("aria-label", `${host.texts.reset}: ${label}`);
  const decimals = (value: string) => Math.min(3, Math.max(digits, (value.split(".")[1] ?? "").length));
  const say = (value: string) => `${host.format.number(Number(value), decimals(value))}${unit === "" ? "" : " " + unit}`;
  const input = h("input", {
    type: "range", id, min, max, step, "aria-describedby": why.id,
    input: () => set(parameter, exact(Number(input.value), parameter, digits)),
  });
  const row = h("div", { class: "control" }, h("div", { class: "line" }, h("label", { for: id }, label), output, note), h("div", { class: "line" }, input, back), why);
  refreshers.push(watch(host, parameter, input, why, row, () => {
    const value = valueOf(host.settings, parameter);
    input.value = value;
    input.setAttribute("aria-valuetext", say(value));
    output.textContent = say(value);
    back.hidden = !(parameter.path in host.settings);
  }));
  return row;
}

/** What the slider says, as text without noise; the scenario's own value where it is nearest to that. */
function exact(value: number, parameter: Parameter, digits: number): string {
  const text = String(Number(value.toFixed(digits)));
  return Math.abs(Number(parameter.value) - value) < 10 ** -digits / 2 ? parameter.value : text;
}
