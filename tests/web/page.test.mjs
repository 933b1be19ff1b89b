// The page in a headless browser, from the disk and without a network. SCREENS names the folder for pictures and files.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { chromium } = await import(`${root}analysis/web/node_modules/playwright-core/index.mjs`);
const axe = readFileSync(`${root}analysis/web/node_modules/axe-core/axe.min.js`, "utf8");
const PAGE = process.env.PAGE;
const SCREENS = process.env.SCREENS;
const REFORM = "n=0&b=minimum_wage.level:12@2016-07-01;unemployment_insurance.replacement:0.57@2016-07-01";
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
});
after(() => browser?.close());

/** A page that may load nothing but itself, and where nothing may go wrong. */
async function open(hash, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, locale: "en-GB", offline: true, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => /^(file|blob|data):/.test(request.url()) || faults.push(request.url()));
  await page.goto(`file://${PAGE}${hash}`);
  return { page, close: async () => {
    assert.deepEqual(faults, []);
    await context.close();
  } };
}

const text = (page, id) => page.locator(`#${id}`).textContent();
const isAt = (page, date) => page.waitForFunction((wanted) => document.getElementById("today")?.textContent === wanted && document.getElementById("play").textContent.match(/Play|Lancer/), date, { timeout: 120000 });

/** Violations that axe calls serious or worse. */
async function serious(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

async function download(page, button, path) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  await file.saveAs(path);
  return readFileSync(path, "utf8");
}

test("it moves without a click, and a slider changes one arm only", async () => {
  const { page, close } = await open("");
  await page.waitForFunction(() => /2016/.test(document.getElementById("today")?.textContent ?? ""), null, { timeout: 60000 });
  const early = await text(page, "today");
  await page.waitForFunction((before) => document.getElementById("today").textContent !== before, early);
  assert.match(await page.locator("#legend caption").textContent(), /Nothing is changed/);
  await page.click("#to-end");
  await isAt(page, "1 Jan 2019");
  const unchanged = await page.locator("#results tbody tr").first().innerText();
  await page.focus("#p-minimum_wage-level");
  await page.keyboard.press("End"); // the keyboard alone moves it
  await page.waitForFunction(() => /elsewhere/.test(document.querySelector("#legend caption").textContent));
  // the band comes by itself
  await page.waitForFunction(() => /10 of 10/.test(document.getElementById("pair-state").textContent), null, { timeout: 120000 });
  const [figure, without, withThem, difference] = (await page.locator("#results tbody tr", { hasText: "Pay, first decile" }).innerText()).split("\t");
  assert.match(figure, /first decile/);
  assert.ok(Number(withThem) > Number(without) + 1, `${without} and ${withThem}`);
  assert.match(difference, /^\+/);
  assert.equal((await page.locator("#results tbody tr").first().innerText()).split("\t")[1], unchanged.split("\t")[1]);
  assert.match(await page.locator("#results tbody tr", { hasText: "Pay, first decile" }).innerText(), /…\s*\+.*10 of 10/s);
  await page.screenshot({ path: `${SCREENS}/results.png`, fullPage: true });
  await page.click("#reset-all");
  await page.waitForFunction(() => /Nothing is changed/.test(document.querySelector("#legend caption").textContent));
  await close();
});

test("a link restores place, day, settings and results; series are those of the command line", async () => {
  const { page, close } = await open(`#t=classroom&s=3&l=en&d=2019-01-01&${REFORM}`);
  await isAt(page, "1 Jan 2019");
  await page.waitForFunction(() => document.querySelectorAll("#results tbody tr").length > 10);
  const results = (row) => row.map((line) => line.split("\t").slice(0, 4).join());
  const first = results(await page.locator("#results tbody tr").allInnerTexts());
  assert.equal(await page.inputValue("#p-minimum_wage-level"), "12");
  assert.match(await text(page, "command"), /value = 12; \}[^]*--seed 3 --until 2019-01-01/);
  writeFileSync(`${SCREENS}/experiment.sh`, await text(page, "experiment"));
  for (const arm of [0, 1]) await download(page, `#save-series-${arm}`, `${SCREENS}/series_${arm}.csv`);
  const link = await page.getAttribute("#link", "href");
  await close();

  const again = await open(link);
  await isAt(again.page, "1 Jan 2019");
  await again.page.waitForFunction(() => document.querySelectorAll("#results tbody tr").length > 10);
  assert.deepEqual(results(await again.page.locator("#results tbody tr").allInnerTexts()), first);
  // what a class keeps
  await again.page.fill("#group", 'The "first", group');
  await again.page.click("#keep");
  const csv = await download(again.page, "#save-class", `${SCREENS}/class.csv`);
  const [head, line] = csv.split("\r\n");
  assert.match(head, /^group,place,seed,until,link,unemployment_without,unemployment_with,unemployment_difference,/);
  assert.match(line, /^"The ""first"", group",classroom,3,2019-01-01,/);
  await again.page.click("#clear-class");
  await again.page.setInputFiles("#add-class", `${SCREENS}/class.csv`);
  await again.page.waitForFunction(() => /: 1\.$/.test(document.getElementById("kept").textContent));
  // twenty restarts need no more memory than three
  const restart = async () => {
    await again.page.click("#restart");
    await again.page.click("#play");
    await again.page.click("#step-month");
    await again.page.waitForFunction(() => /2016/.test(document.getElementById("today").textContent));
  };
  for (let i = 0; i < 3; i++) await restart();
  const memory = await text(again.page, "memory");
  for (let i = 0; i < 17; i++) await restart();
  assert.equal(await text(again.page, "memory"), memory);
  await again.close();
});

test("a person's life is found with the keyboard", async () => {
  const { page, close } = await open(`#t=classroom&s=1&l=en&d=2018-01-01&${REFORM}`);
  await isAt(page, "1 Jan 2018");
  await page.focus("#field");
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await page.waitForFunction(() => document.querySelectorAll("#life .life").length === 2);
  assert.match(await text(page, "life"), /(Woman|Man), \d+ years old, .* lives in the town\..*Now: /s);
  // where two lives part is told: both lists are the same before that day, and it is in at least one of them
  const spells = (column) => page.locator("#life .life").nth(column).locator(".spells li").allInnerTexts();
  const day = (words) => Date.parse(words.replace("Sept", "Sep") + " UTC");
  let parted = 0;
  for (let row = 5; row < 1500 && parted < 3; row += 23) {
    await page.fill("#person", String(row));
    await page.click("#find-person");
    await page.waitForFunction((number) => document.querySelector("#life p").textContent.includes(`number ${number}.`) && document.querySelectorAll("#life .life").length === 2, row);
    const told = /until (.*):$/.exec(await page.locator("#life p").first().innerText())?.[1];
    const lists = [await spells(0), await spells(1)];
    const early = lists.map((list) => list.filter((text) => told === undefined || day(/to (.*?):/.exec(text)[1]) < day(told)).map((text) => text.replace(/, [\d.]+ EUR an hour/, "")));
    assert.deepEqual(early[0], early[1], `person ${row}, ${told}`);
    if (told === undefined) continue;
    parted++;
    assert.match(await text(page, "life"), new RegExp(`(${told} to|to ${told}|since ${told})`), `person ${row}`);
  }
  assert.equal(parted, 3);
  await page.click("#field", { position: { x: 60, y: 200 } });
  await page.waitForFunction(() => document.querySelectorAll(".marker").length === 2);
  assert.deepEqual(await serious(page), []);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print", colorScheme: "dark" }); // as some browsers do while they print
  await page.waitForTimeout(300);
  assert.match(await page.locator("#worksheet").innerText(), /Worksheet[^]*Minimum wage: 12/);
  await page.screenshot({ path: `${SCREENS}/worksheet.png`, fullPage: true });
  await close();
});

test("the keyboard alone reaches all, focus is seen, and every stop has a name", async () => {
  const { page, close } = await open(`#t=classroom&s=1&l=en&d=2016-02-01&${REFORM}`);
  await isAt(page, "1 Feb 2016");
  const stops = [];
  for (let i = 0; i < 250; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const name = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
      return element === document.body ? null : { id: element.id, name: name.trim().slice(0, 40), isSeen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  assert.ok(stops.length > 70 && stops.length < 250, `${stops.length} stops`);
  assert.deepEqual(stops.filter(({ name, isSeen }) => name === "" || !isSeen), []);
  const reached = new Set(stops.map(({ id }) => id));
  for (const id of ["territory", "language", "theme", "play", "step-day", "restart", "speed", "seed", "field", "date-minimum_wage", "p-minimum_wage-level", "more-sliders", "figure-unemployment", "more-pairs", "copy-link", "keep", "save-class", "print", "open-scenario"]) {
    assert.ok(reached.has(id), id);
  }
  await close();
});

test("French, dark, on a phone", async () => {
  const { page, close } = await open("#t=classroom_mini_jobs&s=1&d=2014-01-01&b=mini_jobs.allowed:false@2013-07-01&n=0",
    { viewport: { width: 390, height: 844 }, locale: "fr-FR", colorScheme: "dark" });
  await isAt(page, "1er janv. 2014");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "fr");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.equal(await page.evaluate(() => document.documentElement.hasAttribute("data-dark")), true);
  assert.equal(await page.isChecked("#p-mini_jobs-allowed"), false);
  assert.match(await page.locator("label[for=p-mini_jobs-pay_cap] ~ output").textContent(), /450 euros\/mois/);
  assert.deepEqual(await serious(page), []);
  await page.screenshot({ path: `${SCREENS}/phone.png`, fullPage: true });
  await page.focus("#language");
  await page.selectOption("#language", "en");
  assert.match(await page.locator("h1").textContent(), /a labour market/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "language");
  await close();
});

test("what a link says wrongly is left out; an exercise prepares the page", async () => {
  const { page, close } = await open("#t=nowhere&s=-3&l=xx&d=2016-01-02&n=0&b=minimum_wage.level:abc@2016-07-01;nothing.here:1@2016-07-01;search.looks:2.5@2016-07-01;demand.level:0.1@1999-01-01");
  await isAt(page, "2 Jan 2016");
  assert.match(await page.getAttribute("#link", "href"), /^#t=classroom&s=1&l=en&d=2016-01-02&n=0$/);
  await page.click("#set-up-recession");
  await page.waitForFunction(() => document.getElementById("p-demand-level")?.value === "-0.1");
  await page.click("#to-end");
  await isAt(page, "1 Jan 2019");
  await page.waitForFunction(() => /elsewhere/.test(document.querySelector("#legend caption").textContent));
  await close();
});

test("any declared parameter becomes a slider; what the engine declares as money becomes a figure", async () => {
  const { page, close } = await open("#t=classroom&s=1&l=en&d=2016-03-01&n=0&b=hiring_subsidy.active:true@2016-01-01;hiring_subsidy.jobless_months:1@2016-01-01");
  await isAt(page, "1 Mar 2016");
  const offered = await page.locator("#more-sliders option").evaluateAll((options) => options.map(({ value }) => value));
  assert.ok(offered.length > 50 && !offered.includes("minimum_wage.level"), offered.join());
  const path = offered.find((each) => each.startsWith("matching.")) ?? offered[5];
  const id = "#p-" + path.replaceAll(".", "-");
  await page.selectOption("#more-sliders", path);
  assert.equal("#" + await page.evaluate(() => document.activeElement.id), id);
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((wanted) => document.getElementById("link").href.includes(wanted), path);
  const link = await page.getAttribute("#link", "href");
  await page.click("#to-end");
  await isAt(page, "1 Jan 2019");
  // nothing on the page names the series hiring_subsidy_paid: its unit does
  const cost = page.locator("#results tbody tr", { hasText: "Public cost: hiring subsidy" });
  assert.match(await cost.innerText(), /0\.0\t[\d.]+\t\+/);
  assert.equal(await page.locator(".chart h3", { hasText: "Public cost: hiring subsidy" }).count(), 1);
  await close();
  // a link that sets it shows it
  const again = await open(link);
  await isAt(again.page, "1 Mar 2016");
  assert.equal(await again.page.locator(id).count(), 1);
  assert.deepEqual(await serious(again.page), []);
  await again.close();
});

test("a link of one's own place waits for its file", async () => {
  const { page, close } = await open("#t=own_town&s=2&l=en&d=2016-01-05&n=0&b=minimum_wage.level:12@2016-01-02");
  await isAt(page, "5 Jan 2016");
  assert.match(await text(page, "place-note"), /“own_town”/);
  await page.setInputFiles("#open-scenario", process.env.OWN);
  await page.waitForFunction(() => document.getElementById("territory").value === "own_town");
  await isAt(page, "5 Jan 2016");
  assert.equal(await text(page, "place-note"), "");
  assert.equal(await page.inputValue("#p-minimum_wage-level"), "12");
  // its author has chosen two sliders
  assert.deepEqual(await page.locator("#date-behaviour").locator("xpath=ancestor::details[1]").locator("input[type=range]").evaluateAll((all) => all.map(({ id }) => id)), ["p-search-step_up", "p-demand-level"]);
  assert.match(await page.getAttribute("#link", "href"), /^#t=own_town&s=2&l=en&d=2016-01-05&n=0&b=minimum_wage/);
  await page.setInputFiles("#open-scenario", { name: "none.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.waitForFunction(() => /did not work/.test(document.getElementById("state").textContent));
  await close();
});

test("the teacher's sheets are whole", async () => {
  for (const [name, language, words] of [["lesson.html", "en", /Aims\.[^]*Course\.[^]*Still waters/], ["lesson.fr.html", "fr", /Buts\.[^]*Déroulement\.[^]*Eau calme/]]) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, offline: true, colorScheme: language === "fr" ? "dark" : "light" });
    const page = await context.newPage();
    await page.goto(`file://${PAGE.replace("classroom.html", name)}`);
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    assert.match(await page.locator("main").innerText(), words);
    assert.ok(await page.locator("table").count() > 6);
    const links = await page.locator("a").evaluateAll((all) => all.map((each) => each.getAttribute("href")));
    assert.ok(links.includes("classroom.html") && links.every((to) => !to.endsWith(".md")), links.join());
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    assert.deepEqual(await serious(page), []);
    await page.screenshot({ path: `${SCREENS}/${name}.png`, fullPage: true });
    await context.close();
  }
});

test("a browser without WebAssembly, or without its vectors, says so", async () => {
  for (const without of [() => { delete window.WebAssembly; }, () => { WebAssembly.validate = () => false; }]) {
    const context = await browser.newContext({ locale: "fr-FR" });
    await context.addInitScript(without);
    const page = await context.newPage();
    await page.goto(`file://${PAGE}`);
    assert.match(await page.locator("[role=alert]").textContent(), /WebAssembly/);
    await context.close();
  }
});
