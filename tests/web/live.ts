// Lives a scenario as the page does: up to `start`, then on as a fork that has further changes, some days at a time.
//
//     live.mjs ENGINE.wasm SCENARIO.json CHANGES.json
//
// Prints all series and all spells as JSON, whose numbers read back equal; null is no number.
import { readFileSync } from "node:fs";

import { Engine, FINAL, MONTHLY, Run, Scenario } from "../../analysis/web/src/engine";

const [wasm, scenarioPath, changesPath] = process.argv.slice(2);
const engine = await Engine.load(readFileSync(wasm));
const scenario = Scenario.read(engine, JSON.parse(readFileSync(scenarioPath, "utf8")));
const { start, end } = scenario.parameters();

const past = Run.begin(scenario);
past.advance(start);
const changed = scenario.with({}, JSON.parse(readFileSync(changesPath, "utf8")));
const run = past.fork(changed);
past.free();
for (let day = start; day < end; day += 11) run.advance(day);
run.advance(end);
run.audit();
run.finish();

const outputs = run.outputs();
const series = outputs.outputs.map((output, index) => [
  output.name,
  output.axis === MONTHLY || output.axis === FINAL ? Array.from(run.records(index, output)) : [],
]);
console.log(JSON.stringify({
  series: Object.fromEntries(series),
  periods: run.periods(MONTHLY),
  spells: run.panelRows(outputs, "spells"),
  digest: run.digest(),
}));
