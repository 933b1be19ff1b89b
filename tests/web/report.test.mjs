// The report in a headless browser, from the disk and without a network. REPORTS names the folder of the reports.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { chromium } = await import(`${root}analysis/web/node_modules/playwright-core/index.mjs`);
const axe = readFileSync(`${root}analysis/web/node_modules/axe-core/axe.min.js`, "utf8");
const FOLDER = process.env.REPORTS;
const PAIRS = process.env.PAIRS;
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
});
after(() => browser?.close());

/** All violations, also those that axe calls minor. */
async function violationsOf(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, offline: true, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => /^(file|blob|data):/.test(request.url()) || faults.push(request.url()));
  await page.goto(`file://${FOLDER}/${name}`);
  await page.waitForSelector("#provenance");
  assert.deepEqual(await violationsOf(page), []);
  return { page, close: async () => {
    assert.deepEqual(faults, []);
    await context.close();
  } };
}

async function download(page, selector, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
  assert.equal(file.suggestedFilename(), `${name}.csv`);
  await file.saveAs(`${FOLDER}/${name}.csv`);
  return readFileSync(`${FOLDER}/${name}.csv`, "utf8");
}

test("an experiment in French: differences with their uncertainty, who gains and who loses, CSV", async () => {
  const { page, close } = await open("pairs.html");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "fr");
  assert.match(await page.locator("#question").innerText(), /Que se passe-t-il si[^]*12 euros dès juillet 2016[^]*ce que fait le hasard[^]*Paires de simulations : 10/);
  assert.deepEqual(await page.locator("h2.chapter").allInnerTexts(), ["La question", "12 euros dès juillet 2016.", "Jusqu’où y croire"]);
  const said = await page.locator("#headline").innerText();
  assert.match(said, new RegExp(`Salaire, 1er décile : [\\d,]+ sans, 12,00 avec le changement[^]*net\\s+Dans ${PAIRS} paires de simulations sur ${PAIRS}, c’est plus haut`));
  assert.equal(await page.locator("#headline svg").count(), await page.locator("#headline li").count());
  assert.match(await page.locator("#changes").innerText(), /Salaire minimum \(euros\/heure\)[^]*9,67\s+12,00\s+1er juil. 2016/);
  // each row says what chance alone does
  assert.match(await page.locator("#results thead").innerText(), /avec seulement un autre hasard/);
  assert.match(await page.locator("#results tbody tr", { hasText: "Salaire, 1er décile" }).innerText(), /net/);
  assert.match(await page.locator("#winners").innerText(), /30 juin 2016[^]*jours en emploi par an[^]*moins de 25 ans[^]*sans diplôme[^]*cinquième le moins payé[^]*salaire brut par mois/);
  assert.match(await page.locator("#accounts").innerText(), /Coût public : aide à l’embauche/);
  assert.match(await page.locator("#score").innerText(), /taux de chômage \(%\)[^]*Insee|INSEE/i);
  assert.ok(await page.locator("#score tbody tr").count() > 30);
  assert.match(await page.locator("#provenance").innerText(), /pairs\.cfg[^]*30 faites sur 30[^]*1 … 10/);
  assert.match(await download(page, "#results .csv >> nth=0", "results"), /^figure,unit,without,with,difference,low,high,higher,lower,pairs,verdict,placebo_difference,/);
  assert.match(await download(page, "#results .csv >> nth=1", "pairs"), new RegExp(`^figure,pair,without,with\r\n[^]*pay_low,${PAIRS},`));
  assert.match(await download(page, "#over .csv >> nth=0", "unemployment"), /^month,without,without_low,without_high,with,with_low,with_high,difference,difference_low,difference_high\r\n2016-01-31,/);
  assert.match(await download(page, "#flows .csv >> nth=1", "flows_with"), /^from,to,moves\r\n/);
  assert.match(await download(page, "#winners .csv", "winners"), /^figure,group,persons,[^]*days_at_work,pay: lowest fifth,/);
  assert.match(await download(page, "#score .csv", "score"), /^measure,unit,published,/);
  await page.screenshot({ path: `${FOLDER}/pairs.png`, fullPage: true });
  await close();
});

test("it prints: white, no wider than paper, without buttons", async () => {
  const { page, close } = await open("pairs.html", { colorScheme: "dark" });
  const isDark = () => page.evaluate(() => document.documentElement.hasAttribute("data-dark"));
  assert.equal(await isDark(), true);
  await page.setViewportSize({ width: 680, height: 900 }); // 180 mm
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.equal(await isDark(), false);
  assert.equal(await page.locator("#print").isVisible(), false);
  assert.equal(await page.locator(".csv >> nth=0").isVisible(), false);
  assert.equal(await page.locator("#headline").isVisible(), true);
  const wide = await page.evaluate(() => [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > 681).map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`));
  assert.deepEqual(wide, []);
  await page.screenshot({ path: `${FOLDER}/paper.png`, fullPage: true });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.equal(await isDark(), true);
  await close();
});

test("dark, on a phone, with the keyboard", async () => {
  const { page, close } = await open("pairs.html", { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "theme");
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.documentElement.hasAttribute("data-dark")), false);
  assert.deepEqual(await violationsOf(page), []);
  await page.screenshot({ path: `${FOLDER}/phone.png`, fullPage: true });
  await close();
});

test("one pair says that it cannot tell a change from luck; two arms are two chapters", async () => {
  const { page, close } = await open("few.html");
  assert.deepEqual(await page.locator("h2.chapter").allInnerTexts(), ["What is asked", "12 euros dès juillet 2016.", "Own rules for fixed terms: on (from 1 Jul 2016); Bonus at the end: 0.3 share of pay (from 1 Jul 2016)", "How far to believe it"]);
  for (const number of [1, 2]) {
    assert.match(await page.locator(`#headline-${number}`).innerText(), /cannot tell this from luck/);
    assert.match(await page.locator(`#winners-${number}`).innerText(), /Nothing can be said on who gains and who loses/);
  }
  assert.match(await page.locator("#changes-2").innerText(), /Bonus at the end[^]*0\.1\s+0\.3/);
  assert.match(await page.locator("#results-1 tbody tr >> nth=0").innerText(), /too few pairs/);
  await close();
});

test("a run alone has no arms", async () => {
  const { page, close } = await open("one.html");
  assert.match(await page.locator("#question").innerText(), /nothing to compare it with/);
  assert.equal(await page.locator("[id^=winners]").count(), 0);
  assert.equal(await page.locator("#results thead th").count(), 2);
  assert.ok(await page.locator("#over canvas").count() > 5);
  await close();
});
