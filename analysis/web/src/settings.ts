// Settings of an arm: which declared parameters are changed, to what, from when on. And which are offered.
import { dateOf, dayOf, type Change, type Parameter, type Parameters } from "./engine";

export interface Setting {
  value: string;
  date: string;
}

export type Settings = Record<string, Setting>;

/** A policy or a part of the model, with its sliders and switches. */
export interface Box {
  group: string;
  /** The switch that all others of the group need; none in most. */
  master: Parameter | null;
  parameters: Parameter[];
}

/** Policies say so in the declaration of their group. */
export function policyBoxes(p: Parameters): Box[] {
  return Object.entries(p.groups)
    .filter(([, text]) => text.startsWith("Policy:"))
    .map(([group]) => boxOf(p, group, p.parameters.filter((parameter) => parameter.group === group && parameter.path.split(".").length === 2)))
    .filter((box) => box.parameters.length > 0 || box.master !== null);
}

function boxOf(p: Parameters, group: string, parameters: Parameter[]): Box {
  const need = p.needs.find((n) => n.what === group && !n.off);
  const master = parameters.find((parameter) => parameter.path === need?.on) ?? null;
  return { group, master, parameters: parameters.filter((parameter) => parameter !== master) };
}

/** What the territory offers beside policies. */
export function behaviourBox(p: Parameters, paths: string[]): Box {
  const parameters = paths.flatMap((path) => p.parameters.filter((parameter) => parameter.path === path));
  return { group: "", master: null, parameters };
}

export interface Range {
  min: number;
  max: number;
  step: number;
  digits: number;
}

/** Where a slider goes: where the number was looked at, else within its bounds around its value. */
export function rangeOf(parameter: Parameter): Range {
  const value = Number(parameter.value);
  let [min, max] = parameter.usual ?? [parameter.min, parameter.max];
  if (parameter.usual === undefined && max - min > 1) {
    min = Math.max(min, 0);
    max = Math.min(max, value > 0 ? 4 * value : 10);
  }
  min = Math.min(min, value);
  max = Math.max(max, value);
  if (parameter.type === "integer") return { min, max, step: 1, digits: 0 };
  const rough = (max - min) / 100;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  return { min, max, step, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

/** What a parameter is in an arm. */
export function valueOf(settings: Settings, parameter: Parameter): string {
  return settings[parameter.path]?.value ?? parameter.value;
}

export function isOn(value: string): boolean {
  return value === "true" || (value !== "false" && Number(value) !== 0);
}

/** The parameter without which this one has no effect in the arm now; null: it has one. */
export function idleBecause(p: Parameters, settings: Settings, parameter: Parameter): Parameter | null {
  for (const need of p.needs) {
    const meant = need.what === parameter.group || need.what === parameter.path;
    const on = p.parameters.find((other) => other.path === need.on);
    if (meant && on !== undefined && on !== parameter && isOn(valueOf(settings, on)) === need.off) return on;
  }
  return null;
}

/** Changes in the order of the parameters, without those that have no effect. */
export function changesOf(p: Parameters, settings: Settings): Change[] {
  return p.parameters
    .filter(({ path }) => path in settings)
    .filter((parameter) => idleBecause(p, settings, parameter) === null)
    .filter((parameter) => parameter.value !== settings[parameter.path].value)
    .map(({ path }) => ({ ...settings[path], path }))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** When settings begin unless another date is chosen: half a year after the first day, so that both arms are seen to
 * be the same before. */
export function defaultDate(p: Parameters): string {
  const date = new Date(dateOf(p.start) + "T00:00:00Z");
  date.setUTCMonth(date.getUTCMonth() + 6);
  return date.toISOString().slice(0, 10);
}

/** Whether the engine would take this value. */
export function legalValue(parameter: Parameter, value: string): boolean {
  if (parameter.type === "bool") return value === "true" || value === "false";
  const number = Number(value);
  if (value === "" || !(number >= parameter.min && number <= parameter.max)) return false;
  return parameter.type === "real" || (parameter.type === "integer" && Number.isInteger(number));
}

export function legalDate(p: Parameters, date: string, last: number): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? dayOf(date) : NaN;
  return day >= p.start && day < last;
}
