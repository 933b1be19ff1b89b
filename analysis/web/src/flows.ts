// Who moved: people by status at the end of one month and of the next, summed over twelve months, as a Sankey
// diagram. Statuses between which the class need not distinguish are one node.
import { sankey, sankeyLinkHorizontal } from "d3-sankey";

import { h, svg } from "./dom";
import { labelName } from "./names";
import { markOf } from "./palette";
import { fill, type Format, type Texts } from "./texts";

/** A node: its first status gives name and colour. */
const NODES: string[][] = [["cdi"], ["cdd"], ["interim"], ["apprentice"], ["mini_job"], ["self_employed"], ["unemployed"], ["halo"], ["inactive"], ["retired"]];

export interface Move {
  from: string;
  to: string;
  people: number;
}

/** Moves of the last twelve months out of [months][from][to]. */
export function movesOf(flows: Float64Array, statuses: string[]): Move[] {
  const size = statuses.length;
  const months = flows.length / (size * size);
  const node = (status: string) => (NODES.find((names) => names.includes(status)) ?? [status])[0];
  const sums = new Map<string, Move>();
  for (let month = Math.max(0, months - 12); month < months; month++) {
    for (let from = 0; from < size; from++) {
      for (let to = 0; to < size; to++) {
        const people = flows[(month * size + from) * size + to];
        const [a, b] = [node(statuses[from]), node(statuses[to])];
        if (people === 0 || a === b) continue;
        const key = `${a} ${b}`;
        const sum = sums.get(key) ?? { from: a, to: b, people: 0 };
        sum.people += people;
        sums.set(key, sum);
      }
    }
  }
  return [...sums.values()].sort((a, b) => b.people - a.people);
}

export function drawFlows(host: HTMLElement, moves: Move[], texts: Texts, format: Format, isDark: boolean, arm: string): void {
  host.replaceChildren();
  if (moves.length === 0) return;
  const width = Math.max(280, host.clientWidth);
  const height = 300;
  // A status that is not in the list comes last, so that a new one of the model is not lost.
  const known = [...NODES.map((statuses) => statuses[0]), ...moves.flatMap(({ from, to }) => [from, to])];
  const names = [...new Set(known)].filter((name) => moves.some((move) => move.from === name || move.to === name));
  const side = (prefix: string, key: "from" | "to") => names.filter((name) => moves.some((move) => move[key] === name)).map((name) => ({ id: prefix + name, status: name }));
  const layout = sankey<{ id: string; status: string }, object>()
    .nodeId((node) => node.id).nodeSort(null).nodeWidth(10).nodePadding(7).extent([[1, 4], [width - 1, height - 4]]);
  const { nodes, links } = layout({
    nodes: [...side("<", "from"), ...side(">", "to")],
    links: moves.map((move) => ({ source: "<" + move.from, target: ">" + move.to, value: move.people })),
  });
  const language = format.language;
  const path = sankeyLinkHorizontal();
  const colour = (status: string) => markOf(status)[isDark ? "dark" : "light"];
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": `${texts.flows} (${arm})` });
  for (const link of links) {
    const source = link.source as unknown as { status: string };
    picture.append(svg("path", { d: path(link) ?? "", fill: "none", stroke: colour(source.status), "stroke-opacity": 0.45, "stroke-width": Math.max(1, link.width ?? 1) }));
  }
  for (const node of nodes) {
    const isLeft = node.id.startsWith("<");
    const [x0, x1, y0, y1] = [node.x0 ?? 0, node.x1 ?? 0, node.y0 ?? 0, node.y1 ?? 0];
    picture.append(svg("rect", { x: x0, y: y0, width: x1 - x0, height: Math.max(1, y1 - y0), fill: colour(node.status) }));
    if (y1 - y0 >= 8) {
      picture.append(svg("text", { x: isLeft ? x1 + 5 : x0 - 5, y: (y0 + y1) / 2, dy: "0.35em", "text-anchor": isLeft ? "start" : "end", class: "flow-name" },
        `${short(labelName(node.status, language))} ${format.number(node.value ?? 0, 0)}`));
    }
  }
  const rows = moves.slice(0, 24).map((move) => h("tr", {}, h("td", {}, labelName(move.from, language)), h("td", {}, labelName(move.to, language)), h("td", { class: "number" }, format.number(move.people, 0))));
  host.append(picture, h("p", { class: "note" }, fill(texts.flowsNote, { arm })),
    h("details", {}, h("summary", {}, texts.showTable),
      h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, texts.flowFrom), h("th", { scope: "col" }, texts.flowTo), h("th", { scope: "col", class: "number" }, texts.moves))), h("tbody", {}, ...rows))));
}

const short = (name: string) => (name.length > 24 ? name.slice(0, 23) + "…" : name);
