// For staff who erase all answers of a survey by hand: they are gone at once, and that stays on record.
import { demo, slug } from "../fixtures/demo";
import { expect, test } from "../fixtures/test";

test.use({ database: "emptied" });

test("erasing by hand empties the survey and stays on record", async ({ staff, server }) => {
  expect(await server.count(slug)).toBeGreaterThan(0);
  await staff.goto(`/office/surveys/${slug}/protection`);
  await expect.poll(() => staff.locator("#erase-form").evaluate((form) => form.alive), { message: "the page comes alive" }).toBe(true);
  await staff.getByLabel("Schreiben Sie zur Bestätigung den Titel der Befragung").fill(demo.title.de ?? "");
  await staff.getByRole("button", { name: "Alle Antworten löschen" }).click();
  await expect(staff.getByText(/\d+ Antworten wurden gelöscht\./)).toBeVisible();
  await expect.poll(() => server.count(slug)).toBe(0);
  await expect(staff.getByRole("cell", { name: "von Hand" })).toBeVisible();
  await expect(staff.getByText("Zurzeit gibt es hier keine Antworten")).toBeVisible();
});
