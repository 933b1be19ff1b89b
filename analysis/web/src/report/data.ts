// What analysis/report.py puts into the page.
import type { Output } from "../engine";
import { seriesOf } from "../indicators";
import type { Pair } from "../results";
import type { Language } from "../texts";

export type Stored = Record<string, (number | null)[]>;

export interface Changed {
  path: string;
  date: string | null;
  without: string;
  with: string;
  unit: string;
  text: string;
  source: string;
}

/** Means of a group in both arms, for each pair. */
export interface Group {
  kind: "age" | "sex" | "qualification" | "status";
  label: string;
  people: number[];
  work: [number, number][];
  pay: [number, number][];
}

export interface Score {
  label: string;
  territory: string;
  measure_unit: string;
  published: number;
  simulated: number | null;
  tolerance: number;
  within: boolean;
  source: string;
  year: string;
}

export interface Data {
  language: Language;
  title: string;
  start: number;
  end: number;
  since: number;
  months: [number, number][];
  outputs: Output[];
  dimensions: Record<string, string[]>;
  changed: Changed[];
  pairs: Stored[][];
  winners: Group[] | null;
  score: Score[];
  settings: { parameter: string; value: string; unit: string; meaning: string; source: string }[];
  runs: { file: string; seed: number; population_seed: number; command_line: string; version: string; commit: string; created: string }[];
}

/** Monthly indicators of one stored run. */
function indicatorsOf(data: Data, stored: Stored): Float64Array {
  const records = (number: number) => Float64Array.from(stored[data.outputs[number].name] ?? [], (value) => value ?? NaN);
  return seriesOf({ recordCount: () => data.months.length, records }, data);
}

/** All pairs; a run alone is a pair with itself. */
export function pairsOf(data: Data): Pair[] {
  return data.pairs.map((runs) => {
    const arms = runs.map((stored) => indicatorsOf(data, stored));
    return { months: data.months, series: [arms[0], arms[arms.length - 1]] };
  });
}
