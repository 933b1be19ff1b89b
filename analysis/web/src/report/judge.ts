// Which differences are clear: a sign test over the pairs of each figure, and Holm's correction over all figures of an
// arm, as `bassin compare` has it. It asks nothing of how differences are spread, and can be said in words.
import type { Compared, Year } from "./data";

export type Verdict = "clear" | "unclear" | "same" | "few";

const LEVEL = 0.05;
const FEWEST = 5;

/** How often so many or more of `count` fair coins fall on one side, whichever it is. */
export function signTest(same: number, count: number): number {
  let term = 0.5 ** count;
  let tail = 0;
  for (let k = 0; k <= count - same; k++) {
    tail += term;
    term *= (count - k) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}

const most = ({ higher, lower }: Year) => Math.max(higher, lower);

/** Of each figure; "few": there are too few pairs to say anything. */
export function verdicts(figures: Record<string, Compared>): Record<string, Verdict> {
  const found: Record<string, Verdict> = {};
  const tested: { id: string; p: number }[] = [];
  for (const [id, { year }] of Object.entries(figures)) {
    if (year === null || year.pairs < FEWEST) found[id] = "few";
    else if (year.higher + year.lower === 0) found[id] = "same";
    else tested.push({ id, p: signTest(most(year), year.higher + year.lower) });
  }
  let isRejected = true;
  tested.sort((a, b) => a.p - b.p).forEach(({ id, p }, i) => {
    isRejected = isRejected && p * (tested.length - i) < LEVEL;
    found[id] = isRejected ? "clear" : "unclear";
  });
  return found;
}
