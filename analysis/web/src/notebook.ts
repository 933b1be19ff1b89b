// Results that a class keeps: one line each, saved and read as one CSV. They stay in this browser until forgotten.
import { csvLine, csvRead } from "./dom";
import { INDICATORS } from "./indicators";
import type { Row } from "./results";

const KEY = "bassin-results";
/** Figures are known when a place is open. */
const head = () => ["group", "place", "seed", "until", "link", ...INDICATORS.flatMap(({ id }) => [`${id}_without`, `${id}_with`, `${id}_difference`])];

export class Notebook {
  private rows: string[][] = [];

  constructor() {
    try {
      this.rows = JSON.parse(localStorage.getItem(KEY) ?? "[]") as string[][];
    } catch {
      this.rows = []; // some browsers keep nothing for files
    }
  }

  get count(): number {
    return this.rows.length;
  }

  keep(group: string, place: string, seed: number, until: string, link: string, results: Row[]): void {
    const figures = INDICATORS.flatMap(({ id }) => {
      const row = results.find((each) => each.id === id);
      return row === undefined ? ["", "", ""] : [row.without, row.with, row.difference].map((value) => (Number.isNaN(value) ? "" : String(value)));
    });
    this.rows.push([group, place, String(seed), until, link, ...figures]);
    this.store();
  }

  /** Adds the lines of another file; false where it is none of ours. */
  add(text: string): boolean {
    const [first, ...rows] = csvRead(text);
    if (first === undefined || first.join() !== head().join()) return false;
    for (const row of rows) if (!this.rows.some((own) => own.join() === row.join())) this.rows.push(row);
    this.store();
    return true;
  }

  forget(): void {
    this.rows = [];
    this.store();
  }

  csv(): string {
    return [head(), ...this.rows].map(csvLine).join("");
  }

  private store(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.rows));
    } catch {
      // they last as long as the page
    }
  }
}
