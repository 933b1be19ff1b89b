// The report in a headless browser, from the disk and without a network. REPORTS names the folder of the reports.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { chromium } = await import(`${root}analysis/web/node_modules/playwright-core/index.mjs`);
const axe = readFileSync(`${root}analysis/web/node_modules/axe-core/axe.min.js`, "utf8");
const FOLDER = process.env.REPORTS;
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
});
after(() => browser?.close());

async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, offline: true, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(`file://${FOLDER}/${name}`);
  await page.waitForSelector("#provenance");
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
  assert.deepEqual(faults, []);
  return { page, context };
}

test("pairs of runs: differences with their uncertainty, who gains and who loses, CSV", async () => {
  const { page, context } = await open("pairs.html");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "fr");
  const said = await page.locator("#headline").innerText();
  assert.match(said, /Salaire, 1er décile : [\d,]+ sans, 12,00 avec le changement dans la première paire[^]*Dans 5 paires de simulations sur 5, cela monte/);
  assert.match(await page.locator("#changes").innerText(), /Salaire minimum[^]*9.67\s+12\s+1er juil. 2016/);
  assert.match(await page.locator("#winners").innerText(), /15-24 ans[^]*sans diplôme/);
  assert.ok(await page.locator("#score tbody tr").count() > 30);
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("#results .csv")]);
  await file.saveAs(`${FOLDER}/results.csv`);
  assert.match(readFileSync(`${FOLDER}/results.csv`, "utf8"), /^figure,without,with,difference,low,high,same_direction,pairs\r\nunemployment,/);
  await page.screenshot({ path: `${FOLDER}/pairs.png`, fullPage: true });
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#print").isVisible(), false);
  assert.equal(await page.locator("#headline").isVisible(), true);
  await context.close();
});

test("one pair says that it cannot tell a change from luck; a phone", async () => {
  const { page, context } = await open("pair.html", { viewport: { width: 390, height: 844 } });
  assert.match(await page.locator("#headline").innerText(), /cannot tell this from luck/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await context.close();
});

test("a run alone has no arms", async () => {
  const { page, context } = await open("one.html");
  assert.match(await page.locator("h1").innerText(), /nothing to compare/);
  assert.equal(await page.locator("#winners").count(), 0);
  assert.equal(await page.locator("#results thead th").count(), 2);
  await context.close();
});
