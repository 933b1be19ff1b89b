// The figures that the page shows by month, computed from the series of the engine.
import { MONTHLY, type Output, type Outputs } from "./engine";

export interface Indicator {
  id: string;
  /** The series that it comes from; a model without it has no such figure. */
  output: string;
  unit: "%" | "persons" | "EUR/hour" | "kEUR/month" | "jobs";
  digits: number;
  /** The figure of one record. `status` gives the index of a labour status. */
  take(cells: Float64Array, output: Output, index: (dimension: string, label: string) => number): number;
  /** Shown only where it is not always zero. */
  optional?: boolean;
}

const scalar = (cells: Float64Array) => cells[0];
const total = (cells: Float64Array) => cells.reduce((sum, cell) => sum + cell, 0);

/** Sum over all cells whose first dimension is one of these. */
function ofStatus(...statuses: string[]): Indicator["take"] {
  return (cells, output, index) => {
    const first = output.dims[0];
    let sum = 0;
    for (const status of statuses) {
      const row = index(first, status);
      const width = cells.length / index(first, "");
      if (row >= 0) sum += total(cells.subarray(row * width, (row + 1) * width));
    }
    return sum;
  };
}

const decile = (label: string): Indicator["take"] => (cells, _, index) => cells[index("decile", label)];

export const INDICATORS = [
  { id: "unemployment", output: "unemployment_rate", unit: "%", digits: 1, take: scalar },
  { id: "long_term", output: "long_term_share", unit: "%", digits: 1, take: scalar },
  { id: "employed", output: "stock", unit: "persons", digits: 0,
    take: ofStatus("cdi", "cdd", "interim", "apprentice", "mini_job", "zero_hours", "self_employed") },
  { id: "cdi_share", output: "cdi_share", unit: "%", digits: 1, take: scalar },
  { id: "limited", output: "stock", unit: "persons", digits: 0, take: ofStatus("cdd", "interim") },
  { id: "hires", output: "hires", unit: "persons", digits: 0, take: total },
  { id: "vacancies", output: "vacancies", unit: "jobs", digits: 0, take: total },
  { id: "pay_low", output: "pay_decile", unit: "EUR/hour", digits: 2, take: decile("D1") },
  { id: "pay_median", output: "pay_decile", unit: "EUR/hour", digits: 2, take: decile("D5") },
  { id: "pay_high", output: "pay_decile", unit: "EUR/hour", digits: 2, take: decile("D9") },
  { id: "at_minimum", output: "at_minimum", unit: "%", digits: 1, take: scalar, optional: true },
  { id: "mini_jobs", output: "stock", unit: "persons", digits: 0, take: ofStatus("mini_job"), optional: true },
  { id: "second_jobs", output: "second_jobs", unit: "persons", digits: 0, take: scalar, optional: true },
  { id: "recipients", output: "benefit_recipients", unit: "persons", digits: 0, take: scalar, optional: true },
  { id: "benefits", output: "benefits", unit: "kEUR/month", digits: 1, take: (cells) => cells[0] / 100000, optional: true },
] as const satisfies readonly Indicator[];

export type IndicatorId = (typeof INDICATORS)[number]["id"];

/** Monthly records of a run that lives, or of one that was stored. */
export interface Recorded {
  recordCount(axis: number): number;
  records(index: number, output: Output): Float64Array;
}

/** [months][indicators]; not a number where the model has no such series. */
export function seriesOf(run: Recorded, outputs: Pick<Outputs, "outputs" | "dimensions">): Float64Array {
  const months = run.recordCount(MONTHLY);
  const series = new Float64Array(months * INDICATORS.length).fill(NaN);
  // An empty label asks for the size.
  const index = (dimension: string, label: string) =>
    label === "" ? outputs.dimensions[dimension].length : outputs.dimensions[dimension].indexOf(label);
  INDICATORS.forEach((indicator: Indicator, i) => {
    const number = outputs.outputs.findIndex((output) => output.name === indicator.output);
    if (number < 0) return;
    const output = outputs.outputs[number];
    const records = run.records(number, output);
    for (let month = 0; month < months; month++) {
      const cells = records.subarray(month * output.cells, (month + 1) * output.cells);
      series[month * INDICATORS.length + i] = indicator.take(cells, output, index);
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
