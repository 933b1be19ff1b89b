// What the page and its workers say to each other.
import type { Change, Output, Parameters, ScenarioFile } from "./engine";

/** One arm: what changes in it, beside what the scenario changes. */
export type Changes = Change[];

export type Request =
  | { kind: "open"; wasm: Uint8Array; file: ScenarioFile; seed: number; shows: boolean }
  /** Be at this day with these changes; the past is lived again where they are new. */
  | { kind: "live"; arms: [Changes, Changes]; day: number }
  | { kind: "life"; arm: number; row: number }
  | { kind: "series"; arm: number }
  /** Pairs of runs with other seeds, for the band. */
  | { kind: "pairs"; arms: [Changes, Changes]; until: number; from: number; count: number; generation: number };

/** Who is drawn: rows of the table of people, by zone and from the youngest to the oldest. */
export interface Sample {
  rows: Uint32Array;
  zones: Uint16Array;
  zoneNames: string[];
  zoneSizes: number[];
  people: number;
  stride: number;
}

/** Series by month: [months][indicators] and [months][from][to]. */
export interface Lived {
  status: Uint8Array;
  counts: number[];
  series: Float64Array;
  flows: Float64Array;
}

export interface Spell {
  [column: string]: number;
}

export interface Life {
  arm: number;
  row: number;
  person: number;
  birth: number;
  female: boolean;
  qualification: string;
  zone: string;
  status: string;
  since: number;
  occupation: string;
  employer: number | null;
  contract: string | null;
  pay: number;
  hours: number;
  spells: Spell[];
  labels: Record<string, string[]>;
}

export type Reply =
  | { kind: "opened"; parameters: Parameters; lessonEnd: number; sample: Sample; statuses: string[]; labels: Record<string, string[]>; outputs: Output[]; bytes: number }
  /** The burn-in is over: the first day that is recorded is next. */
  | { kind: "settled" }
  /** `target`: what was asked last is true. While people settle there is one arm and no month. */
  | { kind: "frame"; day: number; target: boolean; arms: Lived[]; months: [number, number][]; spent: number; bytes: number }
  | { kind: "life"; life: Life }
  | { kind: "series"; arm: number; csv: string }
  | { kind: "pair"; generation: number; number: number; of: number; months: [number, number][]; series: [Float64Array, Float64Array] }
  | { kind: "failed"; text: string };
