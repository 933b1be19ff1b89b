// A person's life in words: who, what now, and the spells before with why each ended.
import { h } from "./dom";
import { labelName } from "./names";
import type { Life, Spell } from "./protocol";
import { fill, type Format, type Texts } from "./texts";

const NONE_U8 = 255;

export function lifeView(life: Life, arm: string, day: number, start: number, texts: Texts, format: Format): HTMLElement {
  const { language } = format;
  const name = (label: string) => labelName(label, language);
  const age = Math.floor((day - life.birth) / 365.25);
  const parts: HTMLElement[] = [
    h("h4", {}, arm),
    h("p", {}, fill(texts.lifeWho, { sex: life.female ? texts.woman : texts.man, age, qualification: name(life.qualification), zone: name(life.zone) })),
    h("p", { class: "now" }, fill(texts.lifeNow, { status: name(life.status), date: format.date(life.since) }) + (life.employer === null ? "" : " " + fill(texts.lifeJob, {
      occupation: name(life.occupation), firm: life.employer, pay: format.number(life.pay, 2), hours: life.hours, contract: name(life.contract ?? ""),
    }))),
  ];
  const spells = [...life.spells].sort((a, b) => b.end - a.end);
  parts.push(h("p", {}, fill(spells.length === 0 ? texts.lifeNoPast : texts.lifePast, { date: format.date(start) })));
  if (spells.length > 0) parts.push(h("ol", { class: "spells" }, ...spells.slice(0, 60).map((spell) => h("li", {}, spellText(spell, life, texts, format)))));
  return h("div", { class: "life" }, ...parts);
}

/** A stay in a status: first day, first day after it, what, where and why it ended. */
type Stay = [number, number, number, number, number];

/** Stays one after the other, the one that goes on at the end. */
function staysOf({ spells, since, status, employer, labels }: Life): Stay[] {
  const ended = spells.filter(({ second }) => second !== 1).map(({ start, end, status: code, firm, reason }): Stay => [start, end, code, firm, reason]);
  return [...ended, [since, Infinity, labels.status.indexOf(status), employer ?? -1, -1] as Stay].sort((a, b) => a[0] - b[0]);
}

/** The day from which the lives of one person in two arms are not the same; null: they are, so far. */
export function partingOf(one: Life, other: Life): number | null {
  const [a, b] = [staysOf(one), staysOf(other)];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    const isOpen = x[1] === Infinity || y[1] === Infinity; // of what goes on neither the firm before nor an end is known
    if (x[0] !== y[0] || x[2] !== y[2]) return Math.min(x[0], y[0]);
    if (x[1] !== y[1]) return Math.min(x[1], y[1]);
    if (!isOpen && x[4] !== y[4]) return x[1];
    if (!isOpen && x[3] !== y[3]) return x[0];
    if (x[1] === Infinity && x[3] !== y[3]) return x[0];
  }
  return null;
}

function spellText(spell: Spell, life: Life, texts: Texts, format: Format): string {
  const name = (dimension: string, code: number) => labelName(life.labels[dimension][code] ?? "", format.language);
  const job = spell.contract === NONE_U8 ? "" : fill(texts.spellJob, { occupation: name("occupation", spell.occupation), firm: spell.firm, pay: format.number(spell.wage / 100, 2) });
  return fill(texts.spell, {
    from: format.date(spell.start), to: format.date(spell.end), status: name("status", spell.status) + (spell.second === 1 ? texts.second : ""), job,
    reason: name("reason", spell.reason),
  });
}
