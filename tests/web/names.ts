// Prints what the page would show in French without having a French name for it, for each territory, and which statuses it
// would draw so that only their colours tell them apart.
//
//     names.mjs ENGINE.wasm TERRITORIES.json FOLDER
import { readFileSync } from "node:fs";

import { Engine, Run, Scenario } from "../../analysis/web/src/engine";
import { missingNames } from "../../analysis/web/src/names";
import { alike } from "../../analysis/web/src/palette";
import { behaviourBox, policyBoxes, rangeOf } from "../../analysis/web/src/settings";

const [wasm, list, folder] = process.argv.slice(2);
const engine = await Engine.load(readFileSync(wasm));
const missing: string[] = [];
const statuses = new Set<string>();
let shown = 0;
for (const { scenario, sliders } of JSON.parse(readFileSync(list, "utf8")) as { scenario: string; sliders: string[] }[]) {
  const read = Scenario.read(engine, JSON.parse(readFileSync(`${folder}/${scenario}.json`, "utf8")));
  const parameters = read.parameters();
  const policies = policyBoxes(parameters);
  const boxes = [...policies, behaviourBox(parameters, sliders)];
  const offered = boxes.flatMap((box) => (box.master === null ? box.parameters : [box.master, ...box.parameters]));
  const unknown = sliders.filter((path) => !offered.some((parameter) => parameter.path === path));
  const run = Run.begin(read);
  const { dimensions } = run.outputs();
  const labels = ["status", "reason", "qualification", "occupation", "contract"].flatMap((name) => dimensions[name]);
  missing.push(...missingNames(offered, policies.map(({ group }) => group), labels).map((name) => `${scenario}: ${name}`));
  missing.push(...unknown.map((path) => `${scenario}: there is no ${path}`));
  for (const parameter of offered.filter(({ type }) => type !== "bool")) {
    const { min, max, step } = rangeOf(parameter);
    if (!(min < max && step > 0 && (max - min) / step <= 5000)) missing.push(`${scenario}: no sound range of ${parameter.path}`);
  }
  for (const status of dimensions.status) statuses.add(status);
  shown += offered.length;
  run.free();
  read.free();
}
console.log(JSON.stringify({ missing, shown, alike: alike([...statuses], 10) }));
