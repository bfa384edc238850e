// For staff and respondents: how long answers are kept, what is said about it, the audit log and the register.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { demo, slug } from "../fixtures/demo";
import { bothWays, expect, test } from "../fixtures/test";

const protection = `/office/surveys/${slug}/protection`;
const notice = `/surveys/${slug}/privacy`;

async function clean(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] }).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}`));
      expect.soft(found, `${name}, ${width} px, ${colorScheme}`).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.screenshot({ path: `results/screens/${name}-${width}.png`, fullPage: true, animations: "disabled" });
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wide, `${name} fits 320 px`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Waits until scripts have taken over the form, where there are scripts. */
async function alive(page: Page, form: string, scripts: boolean): Promise<void> {
  await expect(page.locator(form)).toBeVisible();
  if (scripts) await expect.poll(() => page.locator(form).evaluate((element) => element.alive), { message: "the page comes alive" }).toBe(true);
}

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    test("a retention date and a notice are set, and respondents read them in two languages", async ({ staff, newBrowser }) => {
      const mark = scripts ? "mit Skripten" : "ohne Skripte";
      await staff.goto(`/office/surveys/${slug}`);
      await staff.getByRole("link", { name: "Datenschutz" }).last().click();
      await expect(staff).toHaveURL(new RegExp(`${protection}$`));
      await expect(staff.getByRole("heading", { level: 1 })).toHaveText(demo.title.de ?? "");
      await alive(staff, "#keep", scripts);
      await staff.getByLabel("Antworten aufbewahren bis einschließlich").fill("2020-01-01");
      await staff.getByRole("button", { name: "Speichern" }).click();
      await expect(staff.getByRole("alert")).toHaveText("Dieses Datum ist schon vorbei. Bitte wählen Sie heute oder einen späteren Tag.");

      await alive(staff, "#keep", scripts);
      await staff.getByLabel("Antworten aufbewahren bis einschließlich").fill("2099-12-31");
      await staff.getByLabel("Hinweis auf Deutsch").fill(`# Hinweis ${mark}\n\nWir **fragen** gern. <b onclick="x()">roh</b>`);
      await staff.getByLabel("Hinweis auf Türkçe").fill(`Bilgi ${mark}`);
      await staff.getByRole("button", { name: "Speichern" }).click();
      await expect(staff.getByText("Gespeichert.")).toBeVisible();
      await staff.goto(protection);
      await expect(staff.getByLabel("Antworten aufbewahren bis einschließlich")).toHaveValue("2099-12-31");
      await expect(staff.getByLabel("Hinweis auf Türkçe")).toHaveValue(`Bilgi ${mark}`);

      const reader = await newBrowser({ javaScriptEnabled: scripts });
      await reader.goto(`/surveys/${slug}`);
      await reader.getByRole("link", { name: "So schützen wir Ihre Daten" }).click();
      await expect(reader).toHaveURL(new RegExp(`${notice}$`));
      await expect(reader.getByRole("heading", { level: 2 })).toHaveText(`Hinweis ${mark}`);
      await expect(reader.locator(".notice-text strong")).toHaveText("fragen");
      await expect(reader.locator(".notice-text b")).toHaveCount(0);
      await reader.goto(`${notice}?language=tr`);
      await expect(reader.locator(".notice-text")).toHaveText(`Bilgi ${mark}`);
      await reader.goto(`${notice}?language=ar`);
      await expect(reader.locator("html")).toHaveAttribute("dir", "rtl");
      await expect(reader.locator(".notice-text")).toHaveAttribute("lang", "de");
      await expect(reader.locator("article .notice")).toContainText("Deutsch");
    });

    test("two who edit at once overwrite nothing", async ({ staff, newBrowser, signedIn }) => {
      const other = await newBrowser({ storageState: signedIn, javaScriptEnabled: scripts });
      for (const page of [staff, other]) {
        await page.goto(protection);
        await alive(page, "#keep", scripts);
      }
      const mark = `Erster ${Date.now()}`;
      await staff.getByLabel("Hinweis auf English").fill(mark);
      await staff.getByRole("button", { name: "Speichern" }).click();
      await expect(staff.getByText("Gespeichert.")).toBeVisible();
      await other.getByLabel("Hinweis auf English").fill("Zweiter");
      await other.getByRole("button", { name: "Speichern" }).click();
      await expect(other.getByRole("alert")).toContainText("Inzwischen hat jemand anderes diese Angaben geändert.");
      if (scripts) await expect(other.getByLabel("Hinweis auf English")).toHaveValue("Zweiter");
      await other.goto(protection);
      await expect(other.getByLabel("Hinweis auf English")).toHaveValue(mark);
    });

    test("the audit log is searched, checked and downloaded", async ({ staff }) => {
      await staff.goto("/office");
      await staff.getByRole("navigation").getByRole("link", { name: "Protokoll" }).click();
      await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Protokoll");
      await expect(staff.getByRole("cell", { name: /hat den Datenschutz einer Befragung geändert/ }).first()).toBeVisible();
      const [download] = await Promise.all([staff.waitForEvent("download"), staff.getByRole("link", { name: "Als JSON Lines" }).click()]);
      expect(download.suggestedFilename()).toBe("protokoll.jsonl");

      await staff.goto("/office/audit");
      await staff.getByLabel("Bereich", { exact: true }).selectOption({ label: "Protokoll" });
      await staff.getByRole("button", { name: "Suchen" }).click();
      await expect(staff).toHaveURL(/area=audit\./);
      await expect(staff.getByRole("cell", { name: "hat das Protokoll heruntergeladen (jsonl)" }).first()).toBeVisible();
      await expect(staff.getByRole("cell", { name: /hat den Datenschutz/ })).toHaveCount(0);
      await expect(staff.getByLabel("Bereich", { exact: true })).toHaveValue("audit.");
      await staff.getByLabel("Von").fill("2098-01-01");
      await staff.getByRole("button", { name: "Suchen" }).click();
      await expect(staff.getByText("Dazu steht nichts im Protokoll.")).toBeVisible();
      await staff.getByRole("link", { name: "Suche aufheben" }).click();
      await expect(staff).toHaveURL(/\/office\/audit$/);

      await staff.getByRole("button", { name: "Prüfen" }).click();
      await expect(staff.getByText(/Das Protokoll ist unverändert: \d+ Einträge passen lückenlos zusammen\./)).toBeVisible();
    });

    test("erasing asks for the title first", async ({ staff, server }) => {
      const before = await server.count(slug);
      await staff.goto(protection);
      await alive(staff, "#erase-form", scripts);
      await staff.getByLabel("Schreiben Sie zur Bestätigung den Titel der Befragung").fill("irgendetwas");
      await staff.getByRole("button", { name: "Alle Antworten löschen" }).click();
      await expect(staff.getByRole("alert")).toHaveText("Das ist nicht der Titel der Befragung. Es wurde nichts gelöscht.");
      expect(await server.count(slug)).toBe(before);
    });

    test("the register lists what is stored, and is downloaded", async ({ staff }) => {
      await staff.goto("/office");
      await staff.getByRole("navigation").getByRole("link", { name: "Datenschutz" }).click();
      await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Datenschutz");
      await expect(staff.getByRole("heading", { name: "Antwortbögen" })).toBeVisible();
      await expect(staff.getByText("30 Tage nach der letzten Änderung").first()).toBeVisible();
      const [download] = await Promise.all([staff.waitForEvent("download"), staff.getByRole("link", { name: "Als CSV herunterladen" }).click()]);
      expect(download.suggestedFilename()).toBe("datenschutz.csv");
    });
  });
}

test("the pages are clean, wide and narrow, light and dark", async ({ staff, newBrowser }) => {
  test.setTimeout(180_000);
  for (const [name, path] of [["audit", "/office/audit"], ["register", "/office/protection"], ["survey-protection", protection]] as const) {
    await staff.goto(path);
    await expect(staff.getByRole("heading", { level: 1 })).toBeVisible();
    await clean(staff, name);
  }
  const visitor = await newBrowser();
  for (const [name, path] of [["privacy", "/privacy"], ["privacy-ar", "/privacy?language=ar"], ["notice", `${notice}?language=de`], ["notice-ar", `${notice}?language=ar`]] as const) {
    await visitor.goto(path);
    await expect(visitor.getByRole("heading", { level: 1 })).toBeVisible();
    await clean(visitor, name);
  }
});
