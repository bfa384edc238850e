// For respondents: nothing typed is lost by reload, crash, a dead server or a lost line.
import { german, least, slug } from "../fixtures/demo";
import { bothWays, expect, lineIsCut, test } from "../fixtures/test";
import { SurveyPage } from "../pages/survey";

test("a reload midway keeps what is on the page", async ({ page }) => {
  const survey = new SurveyPage(page, slug);
  await survey.goto(4);
  await survey.fillPage(german);
  await expect(page.locator(".survey-head .saved")).toHaveText("gespeichert");
  await page.reload();
  await survey.settled();
  await expect(survey.option("kontakt", "3")).toBeChecked();
  await expect(survey.field("kontakt_besser")).toHaveValue(String(german.kontakt_besser));
  await expect(survey.option("diskriminierung_wo", "amt")).toBeChecked();
});

test("a crash of the browser keeps what is on the page", async ({ page, context }) => {
  const survey = new SurveyPage(page, slug);
  await survey.goto(1);
  await survey.fillPage(german);
  await survey.next();
  await survey.fillPage(german);
  const crashed = page.waitForEvent("crash");
  await Promise.all([crashed, page.goto("chrome://crash").catch(() => {})]);
  await page.close();

  const again = new SurveyPage(await context.newPage(), slug);
  await again.open();
  await expect(again.page.locator(".letter-action button")).toHaveText("Weiter ausfüllen");
  await again.goto(2);
  await expect(again.field("ehrenamtliche")).toHaveValue("3");
  await expect(again.field("raum_ab")).toHaveValue("2027-03-01");
  await again.back();
  await expect(again.otherField("sprachen")).toHaveValue("Romanes");
});

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    test("kill -9 of the server midway: it starts again and the survey goes on", async ({ page, server, guard }) => {
      guard.expect(lineIsCut);
      const before = await server.count(slug);
      const survey = new SurveyPage(page, slug, scripts);
      await survey.open();
      await survey.begin();
      await survey.fillPage(german);
      await survey.next();
      await server.kill();
      await server.start();
      await survey.fill(german);
      await survey.goto(1);
      await expect(survey.option("rechtsform", "ev")).toBeChecked();
      await survey.goto("review");
      await survey.submit();
      expect(await server.count(slug)).toBe(before + 1);
    });
  });
}

test("what is tapped and typed before the program has loaded counts", async ({ page }) => {
  const survey = new SurveyPage(page, slug);
  let load = () => {};
  const loading = new Promise<void>((resolve) => (load = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await loading;
    await route.continue();
  });
  await page.goto(survey.address(4), { waitUntil: "commit" });
  await survey.option("diskriminierung", "oft").check();
  await survey.option("kontakt", "2").check();
  expect(await survey.primary.evaluate((button) => button.alive ?? false), "the page is not alive yet").toBe(false);
  load();
  await survey.settled();
  await expect(survey.option("diskriminierung", "oft")).toBeChecked();
  await expect(survey.question("diskriminierung_wo")).toBeVisible();
  await expect(survey.question("kontakt_besser")).toBeVisible();
});

test("offline at the end: a notice, and the answers go out by themselves when the line is back", async ({ page, context, server, guard }) => {
  guard.expect(lineIsCut);
  const before = await server.count(slug);
  const survey = new SurveyPage(page, slug);
  await survey.goto(1);
  await survey.fill(least);
  await context.setOffline(true);
  await survey.primary.click();
  await expect(page.getByRole("alert")).toHaveText(/Die Verbindung ist unterbrochen\. Ihre Antworten sind auf diesem Gerät gespeichert\./);
  expect(await server.count(slug)).toBe(before);
  await context.setOffline(false);
  await survey.receipt();
  expect(await server.count(slug)).toBe(before + 1);
});

test("offline between the pages: one can go on, and send once online", async ({ page, context, server, guard }) => {
  guard.expect(lineIsCut);
  const before = await server.count(slug);
  const survey = new SurveyPage(page, slug);
  await survey.goto(1);
  await context.setOffline(true);
  await survey.fill(least);
  await context.setOffline(false);
  await survey.submit();
  expect(await server.count(slug)).toBe(before + 1);
});

test("a dead server at the end: a notice, and sending again works when it lives", async ({ page, server, guard }) => {
  guard.expect(lineIsCut);
  const before = await server.count(slug);
  const survey = new SurveyPage(page, slug);
  await survey.goto(1);
  await survey.fill(least);
  await server.kill();
  await survey.primary.click();
  await expect(page.getByRole("alert")).toBeVisible();
  await server.start();
  await survey.submit();
  expect(await server.count(slug)).toBe(before + 1);
});
