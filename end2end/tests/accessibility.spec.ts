// For everybody: every page without a finding of axe, in light and dark, wide and narrow, with large text, by keyboard alone.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { german, slug } from "../fixtures/demo";
import { expect, test } from "../fixtures/conference";
import { realSurveyIsHere } from "../fixtures/program";
import { focused } from "../pages/keyboard";
import { SurveyPage } from "../pages/survey";
import { type Stop, arabicStops, realResults, stops } from "../pages/tour";
import { type ForumStop, forumStops, goThere } from "../pages/tour-consultations";

const WIDTHS = [360, 1280];
const NARROWEST = 320;

// The conference that the tour visits is nobody else's.
test.use({ database: "tour", contextOptions: { reducedMotion: "reduce" } });

/** What axe finds. Legacy mode: there are no frames here, and without a second page it takes a third of the time. */
async function findings(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  // In the dark nothing but colours is different. By rule, as the tag would bring in those of level AAA, too.
  const { violations } = await (colorScheme === "dark" ? axe.withRules(["color-contrast", "link-in-text-block"]) : axe).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} at ${node.target.join(" ")} (${node.failureSummary})`));
}

/** Elements that stick out sideways; those that scroll by themselves may. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth;
    const room = document.documentElement.clientWidth;
    if (wide <= room) return [];
    const out = [...document.querySelectorAll("body *")].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > room + 1 || left < -1);
    });
    return [`${wide} > ${room}`, ...out.slice(-5).map((element) => `${element.tagName}.${element.className}`)];
  });
}

async function look(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await findings(page, colorScheme), `${name}, ${width} px, ${colorScheme}`).toEqual([]);
      await page.screenshot({ path: `results/screens/${name}-${width}-${colorScheme}.png`, fullPage: true, animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: NARROWEST, height: 640 });
  expect.soft(await sticksOut(page), `${name} fits ${NARROWEST} px`).toEqual([]);
}

/** Text twice as large, as set in the browser: it grows, and nothing is cut off or sticks out. */
async function enlarge(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  const size = () => page.locator("body").evaluate((body) => Number.parseFloat(getComputedStyle(body).fontSize));
  const normal = await size();
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  await expect.poll(size, `${name}: the text grows`).toBe(2 * normal);
  expect.soft(await sticksOut(page), `${name} with large text`).toEqual([]);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("h1, h2, h3, p, label, legend, dt, dd, button, a, th, td, summary, option, select")]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const hides = overflowX !== "visible" || overflowY !== "visible";
        const tooBig = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
        return hides && tooBig && !element.closest(".visually-hidden");
      })
      .map((element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`),
  );
  expect.soft(cut, `${name} with large text cuts nothing off`).toEqual([]);
}

function visit(stop: Stop, screen: string): void {
  test(screen, async ({ newBrowser, signedIn, server, guard, locale }) => {
    if (stop.complaint) guard.expect(stop.complaint);
    const page = await newBrowser({ locale, ...(stop.staff ? { storageState: signedIn } : {}) });
    await stop.go(page, server);
    await look(page, screen);
    await enlarge(page, screen);
  });
}

function visitForum(stop: ForumStop): void {
  test(`forum-${stop.name}`, async ({ newBrowser, guard, states, places }) => {
    if (stop.complaint) guard.expect(stop.complaint);
    const page = await newBrowser(stop.who ? { storageState: states[stop.who] } : {});
    await goThere(page, stop, places);
    await look(page, `forum-${stop.name}`);
    await enlarge(page, `forum-${stop.name}`);
  });
}

for (const stop of stops) visit(stop, stop.name);
for (const stop of forumStops) visitForum(stop);
if (realSurveyIsHere) visit(realResults, realResults.name);

test.describe("from right to left", () => {
  test.use({ locale: "ar" });
  for (const stop of arabicStops) visit(stop, `${stop.name}-ar`);
});

test("one page of the survey by keyboard alone", async ({ page }) => {
  const survey = new SurveyPage(page, slug);
  await survey.goto(1);
  const keyboard = page.keyboard;
  const stations: string[] = [];
  const to = async (name: string) => {
    for (let pressed = 0; pressed < 60; pressed += 1) {
      await keyboard.press("Tab");
      const station = await focused(page);
      expect(station.ringed, `${station.name}: the focus is seen`).toBe(true);
      stations.push(station.name);
      if (station.name === name) return;
    }
    throw new Error(`Tab does not lead to ${name}, but to ${stations.join(", ")}`);
  };

  await keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Zum Inhalt springen" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Zum Inhalt springen" })).toBeInViewport();
  await keyboard.press("Enter");
  await to("q.stadtteil=");
  await keyboard.type("Marx");
  await expect(survey.field("stadtteil")).toHaveValue("202");
  await to("q.rechtsform=ev");
  await keyboard.press("ArrowDown");
  await expect(survey.option("rechtsform", "verein")).toBeChecked();
  await to("q.sprachen=tr");
  await keyboard.press("Space");
  await expect(survey.option("sprachen", "tr")).toBeChecked();
  await to("q.themen=frauen");
  await keyboard.press("Space");
  await to("q.ort_passung=1");
  await keyboard.press("Space");
  await keyboard.press("ArrowRight");
  await expect(survey.option("ort_passung", "2")).toBeChecked();
  await to("go=next");
  expect(stations, "the skip link has led past the header").not.toContain("wordmark");
  await keyboard.press("Enter");
  await expect(survey.progress).toHaveText("Seite 2 von 5");
  await expect(survey.heading, "the reader starts at the heading").toBeFocused();
});

test("Enter in a field goes on, like the button", async ({ page }) => {
  const survey = new SurveyPage(page, slug);
  await survey.goto(2);
  await survey.field("ehrenamtliche").fill("12");
  await survey.field("ehrenamtliche").press("Enter");
  await expect(survey.progress).toHaveText("Seite 3 von 5");
});

test("targets are at least 44 pixels high on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const survey = new SurveyPage(page, slug);
  for (const number of [1, 2, 4]) {
    await survey.goto(number);
    await survey.fillPage(german);
    const small = await page.locator(".option-row, .scale-point, .page-actions button, select, .question input[type=text], .question input[type=date], textarea, summary").evaluateAll((all) =>
      all.filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return height < 44 || width < 44;
      }).map((one) => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().width)}x${Math.round(one.getBoundingClientRect().height)}`),
    );
    expect(small, `page ${number}`).toEqual([]);
  }
});
