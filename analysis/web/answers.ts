// Answers to the exercises of the lesson, from real runs, as tables for the teacher's page.
//
//     answers.mjs ENGINE.wasm FOLDER PAIRS [EXERCISE]
//
// Lives each exercise as the page does: seed 1 for the first columns, and PAIRS pairs of runs with the seeds after it
// on the same people. Prints {exercise: {en: table, fr: table}} as JSON.
import { readFileSync } from "node:fs";

import { Engine, Run, Scenario, type Change } from "./src/engine";
import { INDICATORS, indexOf, lastYear, seriesOf } from "./src/indicators";
import { figureName } from "./src/names";
import { EXERCISES, type Exercise } from "./src/lesson";
import { spread } from "./src/results";
import { changesOf } from "./src/settings";
import { Format, TEXTS, fill, type Language } from "./src/texts";

const [wasm, folder, pairs, only] = process.argv.slice(2);
const engine = await Engine.load(readFileSync(wasm));

/** Series of both arms of one seed. */
function live(scenario: Scenario, changes: Change[]): Float64Array[] {
  const { start, end } = scenario.parameters();
  const past = Run.begin(scenario);
  past.advance(start);
  const arms = [[], changes].map((list) => {
    const changed = scenario.with({}, list);
    const run = past.fork(changed);
    changed.free();
    run.advance(end);
    const series = seriesOf(run, run.outputs());
    run.free();
    return series;
  });
  past.free();
  return arms;
}

function livesOf(exercise: Exercise): Float64Array[][] {
  const read = Scenario.read(engine, JSON.parse(readFileSync(`${folder}/${exercise.territory}.json`, "utf8")));
  const changes = changesOf(read.parameters(), exercise.settings);
  const lives = Array.from({ length: 1 + Number(pairs) }, (_, i) => {
    const scenario = read.with({ "run.seed": String(1 + i) }, []);
    const arms = live(scenario, changes);
    scenario.free();
    return arms;
  });
  read.free();
  return lives;
}

const year = (series: Float64Array, i: number) => lastYear(series, i, series.length / INDICATORS.length);

/** Where nothing is changed there is one column. */
function tableOf(exercise: Exercise, lives: Float64Array[][], language: Language): string {
  const texts = TEXTS[language];
  const format = new Format(language);
  const isChanged = Object.keys(exercise.settings).length > 0;
  const head = isChanged ? [texts.figure, texts.without, texts.with, texts.meanPair, fill(texts.band, { count: lives.length - 1 }), texts.sign] : [texts.figure, texts.without];
  const lines = exercise.look.map((id) => {
    const i = indexOf(id);
    const { digits, unit } = INDICATORS[i];
    const name = `${figureName(INDICATORS[i], texts, language)} (${texts.units[unit]})`;
    const [without, withThem] = lives[0].map((series) => format.number(year(series, i), digits));
    const { low, high, mean, same, count } = spread(lives.slice(1).map(([a, b]) => year(b, i) - year(a, i)));
    const others = [withThem, format.signed(mean, digits), `${format.signed(low, digits)} … ${format.signed(high, digits)}`, fill(texts.signOf, { count: same, of: count })];
    return [name, without, ...(isChanged ? others : [])];
  });
  const rule = head.map((_, i) => (i === 0 ? "---" : "---:"));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

const wanted = EXERCISES.filter(({ id }) => only === undefined || id === only);
console.log(JSON.stringify(Object.fromEntries(wanted.map((exercise) => {
  const lives = livesOf(exercise);
  return [exercise.id, { en: tableOf(exercise, lives, "en"), fr: tableOf(exercise, lives, "fr") }];
}))));
