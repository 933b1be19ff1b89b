// Measures the page in Chromium: time to the first picture, three years of one arm, memory. Prints JSON.
//
//     PAGE=... CHROMIUM=... [REPORT=...] node tests/web/bench.mjs TIMES
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { chromium } = await import(`${root}analysis/web/node_modules/playwright-core/index.mjs`);
const times = Number(process.argv[2] ?? 5);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"] });
const measured = { firstPicture: [], years: [], shown: [], engineMegabytes: [], heapMegabytes: [] };
for (let i = 0; i < times; i++) {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, locale: "en-GB", offline: true });
  const page = await context.newPage();
  await page.goto(`file://${process.env.PAGE}#d=2016-01-01`);
  await page.waitForFunction(() => document.getElementById("today")?.textContent === "1 Jan 2016" && document.getElementById("state").textContent === "");
  const told = await page.evaluate(async () => {
    const isAt = async (date) => { while (document.getElementById("today").textContent !== date) await new Promise((resolve) => setTimeout(resolve, 1)); };
    const years = [];
    const shown = [];
    for (let round = 0; round < 4; round++) {
      const begun = performance.now();
      document.getElementById("to-end").click();
      await isAt("1 Jan 2019");
      shown.push(performance.now() - begun);
      years.push(performance.getEntriesByName("lived").at(-1).detail);
      document.getElementById("restart").click();
      document.getElementById("play").click();
      await isAt("1 Jan 2016");
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const heap = performance.memory.usedJSHeapSize / 1e6;
    return { firstPicture: performance.getEntriesByName("first-picture")[0].startTime, years, shown, heap, memory: document.getElementById("memory").textContent };
  });
  measured.firstPicture.push(told.firstPicture);
  measured.years.push(...told.years);
  measured.shown.push(...told.shown);
  measured.heapMegabytes.push(told.heap);
  measured.engineMegabytes.push(Number(/(\d+) MB/.exec(told.memory)[1]));
  await context.close();
}
if (process.env.REPORT) {
  measured.report = [];
  for (let i = 0; i < times; i++) {
    const page = await browser.newPage();
    await page.goto(`file://${process.env.REPORT}`);
    await page.waitForSelector("#provenance");
    measured.report.push(await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))))));
    await page.close();
  }
}
await browser.close();
console.log(JSON.stringify(measured));
