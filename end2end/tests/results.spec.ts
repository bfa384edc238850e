// For staff: figures and charts move by themselves, are right, and leave nothing behind.
import type { CDPSession, Page } from "@playwright/test";
import { demoResponses, german, kind, label, least, plain, question, slug } from "../fixtures/demo";
import { bothWays, expect, lineIsCut, test } from "../fixtures/test";
import type { QuestionResults } from "../fixtures/program";
import { type Line, ResultsPage } from "../pages/results";
import { SurveyPage } from "../pages/survey";

const WITHIN_A_SECOND = { timeout: 1000 };

test("one browser sends, the other's count, table and chart move within a second, without reload", async ({ staff, page, server }) => {
  const before = await server.results(slug);
  const results = new ResultsPage(staff, slug);
  await results.openLive();
  await expect(results.total).toHaveText(String(before.responses));
  await staff.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
  const religious = label(question("rechtsform"), "religion");
  const line = async () => (await results.lines("rechtsform")).find((line) => line.label === religious)?.count;
  const counted = await line();
  const pictures = { rechtsform: await results.settledPixels("rechtsform"), ehrenamtliche: await results.settledPixels("ehrenamtliche") };
  const drawn = await results.drawn("rechtsform");

  const survey = new SurveyPage(page, slug);
  await survey.goto(1);
  await survey.fill({ ...german, rechtsform: "religion", ehrenamtliche: "2000" });
  await survey.submit();

  await expect(results.total).toHaveText(String(before.responses + 1), WITHIN_A_SECOND);
  await expect.poll(line, WITHIN_A_SECOND).toBe((counted ?? 0) + 1);
  await expect.poll(() => results.drawn("rechtsform"), WITHIN_A_SECOND).not.toEqual(drawn);
  await expect.poll(() => results.pixels("ehrenamtliche"), WITHIN_A_SECOND).not.toBe(pictures.ehrenamtliche);
  await expect.poll(() => results.pixels("rechtsform"), WITHIN_A_SECOND).not.toBe(pictures.rechtsform);
  expect(await staff.evaluate(() => "stillTheSamePage" in window)).toBe(true);
});

test("a dead server shows as cut; when it lives again the page is live and right", async ({ staff, server, guard }) => {
  guard.expect(lineIsCut);
  const results = new ResultsPage(staff, slug);
  await results.openLive();
  const before = Number(await results.total.textContent());
  await server.kill();
  await expect(results.status).toHaveText("getrennt");
  await expect(staff.getByText("Die Verbindung ist unterbrochen. Sie sehen den letzten Stand.")).toBeVisible();
  await expect(results.total).toHaveText(String(before));
  await server.start();
  await server.respond(slug, least);
  await expect(results.status).toHaveText("live", { timeout: 20_000 });
  await expect(results.total).toHaveText(String(before + 1));
  await server.respond(slug, least);
  await expect(results.total).toHaveText(String(before + 2));
  expect(await server.count(slug)).toBe(before + 2);
});

/** The lines of the table that these figures make, in the order of the page; histograms by their counts alone. */
function expected(figures: QuestionResults): Line[] {
  const asked = question(figures.code);
  const { multiple_choice, single_choice } = kind(asked);
  const share = (count: number) => `${figures.answered === 0 ? 0 : Math.round((count * 100) / figures.answered)} %`;
  const rows = figures.numbers && figures.kind === "number" ? figures.numbers.histogram.map(({ count }) => ({ label: "", count }))
    : (figures.options ?? []).map(({ code, count }) => ({ label: label(asked, code), count }));
  if (multiple_choice ?? single_choice?.dropdown) rows.sort((one, other) => other.count - one.count);
  return rows.map((row) => ({ ...row, share: share(row.count) }));
}

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    test("every figure on the page is the API's", async ({ staff, server }) => {
      const page = new ResultsPage(staff, slug);
      await (scripts ? page.openLive() : page.open());
      const results = await server.results(slug);
      expect(results.responses).toBeGreaterThanOrEqual(demoResponses);
      await expect(page.total).toHaveText(String(results.responses));
      await expect(page.cards).toHaveCount(results.questions.length);
      await expect(staff.getByText("Beispieldaten: Diese Antworten sind erfunden.")).toBeVisible();
      const write = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 1, useGrouping: false });

      for (const figures of results.questions) {
        const card = page.card(figures.code);
        await expect(card.getByRole("heading")).toHaveText(plain(question(figures.code).text.de ?? ""));
        await expect(card.locator(".base").first()).toContainText(`${figures.answered} von ${figures.asked} haben geantwortet`);
        const lines = await page.lines(figures.code);
        if (figures.kind === "number") {
          expect(lines.map((line) => ({ ...line, label: "" })), figures.code).toEqual(expected(figures));
          await expect(card.locator(".measures dd").nth(0)).toHaveText(write.format(figures.numbers?.median ?? NaN));
          await expect(card.locator(".measures dd").nth(1)).toHaveText(write.format(figures.numbers?.mean ?? NaN));
        } else {
          expect(lines, figures.code).toEqual(expected(figures));
        }
        if (figures.texts) {
          const texts = await card.locator(".text-answers > li").allTextContents();
          expect(texts.length, figures.code).toBe(figures.texts.length);
          for (const [place, { text }] of figures.texts.entries()) expect(texts[place], figures.code).toContain(text);
        }
        if (scripts && lines.length > 0) {
          const drawn = await page.drawn(figures.code);
          const top = lines.slice(0, 15);
          expect(drawn.labels, figures.code).toEqual(top.map((line) => line.label));
          // Bars are as long as the share is, to the last decimal: they move with every response.
          const share = (count: number) => (figures.answered === 0 ? 0 : (count * 100) / figures.answered);
          expect(drawn.values, figures.code).toEqual(top.map(({ count }) => (figures.kind === "number" ? count : share(count))));
        } else if (lines.length > 0) {
          await expect(card.locator(".result-table")).toBeVisible();
        }
      }
    });
  });
}

test("chart and table take turns, and the chart says its figures to who cannot see it", async ({ staff }) => {
  const results = new ResultsPage(staff, slug);
  await results.openLive();
  const card = results.card("rechtsform");
  await expect(card.locator(".chart canvas")).toBeVisible();
  await expect(card.getByRole("table")).toBeHidden();
  const [largest] = [...(await results.lines("rechtsform"))].sort((one, other) => other.count - one.count);
  await expect(card.getByRole("img")).toHaveAccessibleName(new RegExp(`${largest?.label.replaceAll(/[()]/g, ".")} ${largest?.share}`));
  await results.show("rechtsform", "Tabelle");
  await expect(card.getByRole("table")).toBeVisible();
  await expect(card.locator(".chart")).toBeHidden();
  await results.show("rechtsform", "Diagramm");
  await expect(card.locator(".chart canvas")).toBeVisible();
});

test("charts follow the window's size and the dark", async ({ staff }) => {
  await staff.setViewportSize({ width: 1280, height: 900 });
  const results = new ResultsPage(staff, slug);
  await results.openLive();
  const light = await results.settledPixels("rechtsform");
  await staff.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => results.pixels("rechtsform")).not.toBe(light);
  const width = () => results.chart("rechtsform").locator("canvas").evaluate((canvas) => canvas.clientWidth);
  expect(await width()).toBeGreaterThan(400);
  await staff.setViewportSize({ width: 360, height: 900 });
  await expect.poll(width).toBeLessThan(340);
});

type Watched = "ResizeObserver" | "EventSource" | "HTMLCanvasElement";
type Made = Record<Watched, WeakRef<object>[]>;

/** Lets the page remember weakly what it makes of these classes. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: Made = { ResizeObserver: [], EventSource: [], HTMLCanvasElement: [] };
    Object.assign(window, { made });
    window.ResizeObserver = class extends ResizeObserver {
      constructor(callback: ResizeObserverCallback) {
        super(callback);
        made.ResizeObserver.push(new WeakRef(this));
      }
    };
    window.EventSource = class extends EventSource {
      constructor(url: string | URL, options?: EventSourceInit) {
        super(url, options);
        made.EventSource.push(new WeakRef(this));
      }
    };
    const create = Document.prototype.createElement;
    Document.prototype.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
      const element = create.call(this, name, options);
      if (element instanceof HTMLCanvasElement) made.HTMLCanvasElement.push(new WeakRef(element));
      return element;
    } as typeof create;
  });
}

/** How many of them are still there after tidying up. */
async function held(session: CDPSession, page: Page, name: Watched): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  return page.evaluate((name) => (window as unknown as { made: Made }).made[name].filter((one) => one.deref() !== undefined).length, name);
}

async function leave(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Übersicht" }).click();
  await expect(page.getByRole("heading", { name: "Laufende Befragungen" })).toBeVisible();
}

test("leaving the results frees the charts and closes the line", async ({ staff }) => {
  await watch(staff);
  const results = new ResultsPage(staff, slug);
  await results.openLive();
  await results.settledPixels("rechtsform");
  await staff.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
  const session = await staff.context().newCDPSession(staff);
  const charts = await staff.locator(".chart").count();
  expect(charts).toBeGreaterThan(15);
  expect(await held(session, staff, "ResizeObserver")).toBeGreaterThanOrEqual(charts);

  for (const _ of [1, 2, 3]) {
    await leave(staff);
    await expect.poll(() => held(session, staff, "ResizeObserver"), { message: "observers of charts" }).toBe(0);
    // The engine keeps one or two for itself, to measure letters with; the charts had one each.
    await expect.poll(() => held(session, staff, "HTMLCanvasElement"), { message: "canvases" }).toBeLessThanOrEqual(2);
    await expect.poll(() => held(session, staff, "EventSource"), { message: "lines to the server" }).toBe(0);
    await staff.getByRole("link", { name: "Alle Befragungen ansehen" }).click();
    await staff.locator(`a[href="/office/surveys/${slug}"]`).click();
    await expect(results.status).toHaveText("live");
    await results.settledPixels("rechtsform");
  }
  expect(await staff.evaluate(() => "stillTheSamePage" in window), "it was one page all the time").toBe(true);
});

test("the overview and the list count the responses", async ({ staff, server }) => {
  const count = await server.count(slug);
  await staff.goto("/office");
  await expect(staff.getByRole("listitem").filter({ hasText: "MSO-Bedarfsbefragung Duisburg" })).toContainText(String(count));
  await staff.goto("/office/surveys");
  const row = staff.getByRole("row").filter({ hasText: "MSO-Bedarfsbefragung Duisburg" });
  await expect(row.getByRole("cell").nth(1)).toHaveText(String(count));
  await expect(row).toContainText("offen");
  await expect(row).toContainText("Beispieldaten");
  await expect(row).toContainText("Deutsch, Türkçe, العربية, English");
});
