// For respondents and staff: one response is stored once, whatever is pressed twice.
import { randomUUID } from "node:crypto";
import { least, slug } from "../fixtures/demo";
import { bothWays, expect, test } from "../fixtures/test";
import { ResultsPage } from "../pages/results";
import { SurveyPage } from "../pages/survey";

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    test("a double click on the button stores one response", async ({ page, server, staff }) => {
      const before = await server.count(slug);
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      await survey.fill(least);
      await survey.primary.dblclick();
      await survey.receipt();
      expect(await server.count(slug)).toBe(before + 1);
      const results = new ResultsPage(staff, slug);
      await results.open();
      await expect(results.total).toHaveText(String(before + 1));
    });

    test("the back button after sending leads to the receipt, not to a second response", async ({ page, server }) => {
      const before = await server.count(slug);
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      await survey.fill(least);
      const receipt = await survey.submit();
      await page.goBack();
      // Where the browser shows the old form again, sending it once more must not count.
      await expect(survey.primary.or(survey.code)).toBeVisible();
      if (await survey.primary.isVisible()) {
        await survey.primary.click();
        while (!(await survey.code.isVisible())) await survey.next();
      }
      await expect(survey.code).toHaveText(receipt);
      expect(await server.count(slug)).toBe(before + 1);
    });

    test("two tabs with the same response store it once, with one receipt", async ({ page, context, server }) => {
      const before = await server.count(slug);
      const survey = new SurveyPage(page, slug, scripts);
      await survey.open();
      await survey.begin();
      await survey.fill(least);
      const tab = new SurveyPage(await context.newPage(), slug, scripts);
      await tab.goto("review");
      const [first, second] = [await survey.submit(), await tab.submit()];
      expect(second).toBe(first);
      expect(await server.count(slug)).toBe(before + 1);
    });

    test("a reload of the thanks shows the same receipt; filling in again is a new response", async ({ page, server }) => {
      const before = await server.count(slug);
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      await survey.fill(least);
      const receipt = await survey.submit();
      await page.reload();
      await expect(survey.code).toHaveText(receipt);
      await page.getByRole("button", { name: "Noch einmal für eine andere Organisation ausfüllen" }).click();
      await page.waitForURL(`**${survey.address(1)}`);
      await survey.settled();
      await expect(survey.option("rechtsform", "verein")).not.toBeChecked();
      survey.seen.clear();
      await survey.fill(least);
      expect(await survey.submit()).not.toBe(receipt);
      expect(await server.count(slug)).toBe(before + 2);
    });
  });
}

test("a program that sends the same submission twice gets the same receipt", async ({ server }) => {
  const before = await server.count(slug);
  const submission = randomUUID();
  const first = await server.respond(slug, least, submission);
  const second = await server.respond(slug, least, submission);
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.receipt).toBe(first.receipt);
  expect(await server.count(slug)).toBe(before + 1);
});
