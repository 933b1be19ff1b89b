// Parts of which the report is made: cards, tables, buttons that save numbers, strips of pairs.
import { csvLine, h, save, svg } from "../dom";

type Cell = string | HTMLElement;

export function card(title: string, id: string, ...parts: (HTMLElement | string | null)[]): HTMLElement {
  return h("section", { class: "card", id }, h("h3", {}, title), ...parts);
}

/** Parts of a table that have a title of their own; without one for the first rows. `numbers`: columns that are aligned at
 * the right. */
export function grouped(name: string, head: string[], parts: { title: string; rows: Cell[][] }[], numbers: number[]): HTMLElement {
  const style = (i: number): Record<string, string> => (numbers.includes(i) ? { class: "number" } : {});
  const line = (row: Cell[]) => h("tr", {}, ...row.map((cell, i) => (i === 0 ? h("th", { scope: "row" }, cell) : h("td", style(i), cell))));
  const title = (text: string) => (text === "" ? null : h("tr", {}, h("th", { scope: "rowgroup", colspan: head.length, class: "part" }, text)));
  return h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": name }, h("table", {},
    h("thead", {}, h("tr", {}, ...head.map((text, i) => h("th", { scope: "col", ...style(i) }, text)))),
    ...parts.map((part) => h("tbody", {}, title(part.title), ...part.rows.map(line)))));
}

export const table = (name: string, head: string[], rows: Cell[][], numbers: number[]) => grouped(name, head, [{ title: "", rows }], numbers);

/** A button that saves a table of numbers; `about` tells buttons of one text apart for who does not see where they are. */
export function csvButton(text: string, about: string, name: string, head: string[], rows: () => (string | number | null)[][]): HTMLElement {
  return h("button", { type: "button", class: "small csv", "aria-label": `${text}: ${about}`, click: () => save(`${name}.csv`, "text/csv", [head, ...rows().map((row) => row.map((cell) => cell ?? ""))].map(csvLine).join("")) }, text);
}

const CROWD = 40; // pairs that still fit on one line

/** The differences of all pairs on one line, with zero in it; many are spread over the height so that they can be told
 * apart. */
export function strip(differences: number[]): SVGElement {
  const isCrowd = differences.length > CROWD;
  const [width, height, radius] = isCrowd ? [280, 30, 2] : [280, 18, 4];
  const low = Math.min(0, ...differences);
  const high = Math.max(0, ...differences);
  const x = (value: number) => 6 + ((value - low) / Math.max(high - low, 1e-12)) * (width - 12);
  const y = (i: number) => (isCrowd ? 4 + ((i * 0.618) % 1) * (height - 8) : height / 2); // golden ratio: even, and the same each time
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "strip", "aria-hidden": "true" });
  picture.append(svg("line", { x1: x(0), x2: x(0), y1: 1, y2: height - 1, class: "strip-zero" }));
  differences.forEach((value, i) => picture.append(svg("circle", { cx: x(value).toFixed(1), cy: y(i).toFixed(1), r: radius, class: "strip-pair" })));
  return picture;
}
