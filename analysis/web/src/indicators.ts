// The figures that the page and the report show by month, computed from the series of the engine. Those of
// indicators.json, which analysis/bassin/report.py reads too, and those that follow from what the engine declares: sums
// of money, which are public accounts, and shares of the whole place. So what a later engine declares is shown, too.
import { MONTHLY, type Output, type Outputs } from "./engine";
import listed from "./indicators.json";

export type Unit = "%" | "persons" | "EUR/hour" | "kEUR/month" | "jobs";

export interface Indicator {
  id: string;
  /** The series that it comes from; a model without it has no such figure. */
  output: string;
  /** Only cells whose first dimension has one of these labels; all where it is left out. */
  of?: string[];
  scale?: number;
  unit: Unit;
  digits: number;
  /** Shown only where it is not always zero. */
  optional?: boolean;
  /** What the engine says of it, where it is not in the list. */
  text?: string;
}

export const INDICATORS: Indicator[] = [...(listed as Indicator[])];

export const indexOf = (id: string) => INDICATORS.findIndex((indicator) => indicator.id === id);

type Declared = Pick<Output, "name" | "axis" | "unit" | "dims" | "text">;

/** The figure that a series is by its declaration; null: none that the page would understand. */
function declared({ name, axis, unit, dims, text }: Declared): Indicator | null {
  if (axis !== MONTHLY) return null;
  if (/^cents?\b/.test(unit)) return { id: name, output: name, scale: 1e-5, unit: "kEUR/month", digits: 1, optional: true, text };
  if (/^percent\b/.test(unit) && dims.length === 0) return { id: name, output: name, unit: "%", digits: 1, optional: true, text };
  return null;
}

/** Adds what these series have and the list lacks. All who share series have to do so. */
export function addDeclared(outputs: Declared[]): void {
  for (const output of outputs) {
    const found = INDICATORS.some((indicator) => indicator.output === output.name) ? null : declared(output);
    if (found !== null) INDICATORS.push(found);
  }
}

/** Public money: all sums of euros a month. */
export const isMoney = ({ unit }: Indicator) => unit === "kEUR/month";

function figure(indicator: Indicator, cells: Float64Array, output: Output, dimensions: Outputs["dimensions"]): number {
  const labels = indicator.of === undefined ? null : dimensions[output.dims[0]];
  const width = labels === null ? cells.length : cells.length / labels.length;
  let sum = 0;
  cells.forEach((cell, i) => {
    if (labels === null || indicator.of!.includes(labels[Math.floor(i / width)])) sum += cell;
  });
  return sum * (indicator.scale ?? 1);
}

/** [months][indicators]; not a number where the model has no such series. */
export function seriesOf(run: { recordCount(axis: number): number; records(index: number, output: Output): Float64Array }, outputs: Pick<Outputs, "outputs" | "dimensions">): Float64Array {
  const months = run.recordCount(MONTHLY);
  const series = new Float64Array(months * INDICATORS.length).fill(NaN);
  INDICATORS.forEach((indicator, i) => {
    const number = outputs.outputs.findIndex((output) => output.name === indicator.output);
    if (number < 0) return;
    const output = outputs.outputs[number];
    const records = run.records(number, output);
    for (let month = 0; month < months; month++) {
      const cells = records.subarray(month * output.cells, (month + 1) * output.cells);
      series[month * INDICATORS.length + i] = figure(indicator, cells, output, outputs.dimensions);
    }
  });
  return series;
}

/** Mean of one indicator over the last twelve months that end by `months`. */
export function lastYear(series: Float64Array, indicator: number, months: number): number {
  let sum = 0;
  let count = 0;
  for (let month = Math.max(0, months - 12); month < months; month++) {
    const value = series[month * INDICATORS.length + indicator];
    if (!Number.isNaN(value)) {
      sum += value;
      count++;
    }
  }
  return count === 0 ? NaN : sum / count;
}
