// For staff and visitors: a list of 300 organisations comes into the register, is searched, changed, and shown to the public.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { bothWays, expect, test } from "../fixtures/test";
import { xlsx } from "../fixtures/xlsx";

const header = ["Name", "Sprachen", "Themen", "Stadtteile", "Kontakt 1 Name", "Kontakt 1 E-Mail", "Kontakt 1 öffentlich", "PLZ", "Ort", "Einwilligung vom", "Einwilligung Verzeichnis", "Einwilligung Kontakt"];

/** Three hundred good rows, and two that cannot be taken. */
function list(prefix: string): Buffer {
  const good = Array.from({ length: 300 }, (_, number) => [
    `${prefix} ${String(number).padStart(3, "0")}`,
    number % 2 ? "Türkisch, Deutsch" : "Arabisch",
    number % 3 ? "Bildung" : "Sport, Frauen",
    number % 5 ? "Marxloh" : "Hochfeld, Alt-Homberg",
    `Person ${number}`,
    `person-${number}@example.org`,
    "ja",
    "47169",
    "Duisburg",
    "01.02.2025",
    "ja",
    "ja",
  ]);
  const bad = [
    [`${prefix} schlecht`, "Klingonisch", "", "Entenhausen", "", "", "", "", "", "", "", ""],
    [`${prefix} 007`, "", "", "", "", "", "", "", "", "", "", ""],
  ];
  return xlsx([header, ...good, ...bad]);
}

async function bring(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto("/office/organisations/import");
  await page.getByLabel("Datei").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await page.getByRole("button", { name: "Datei prüfen" }).click();
}

async function look(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] }).analyze();
    expect.soft(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}`)), `${name}, ${width} px`).toEqual([]);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${name} fits ${width} px`).toBe(0);
    await page.screenshot({ path: `results/register/${name}-${width}.png`, fullPage: true, animations: "disabled" });
  }
}

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts, contextOptions: { reducedMotion: "reduce" } });
    const prefix = scripts ? "Listenverein" : "Tabellenverein";

    test("from a list of 300 to the public directory and out of it again", async ({ staff, newBrowser }) => {
      await bring(staff, "vereine.xlsx", list(prefix));
      await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Vorschau: Das würde sich ändern");
      await expect(staff.getByText("Die Sprache „Klingonisch“ kennen wir nicht.")).toBeVisible();
      await expect(staff.getByText("Den Stadtteil „Entenhausen“ kennen wir nicht.")).toBeVisible();
      await expect(staff.getByText("Diese Organisation steht schon in Zeile 9.")).toBeVisible();
      if (scripts) await look(staff, "preview");
      const preview = staff.url();
      await staff.getByRole("button", { name: "300 Zeilen übernehmen" }).click();
      await expect(staff.getByText("300 neu angelegt, 0 geändert.")).toBeVisible();
      await staff.goto(preview);
      await expect(staff.getByText("300 neu angelegt, 0 geändert."), "coming back shows the report").toBeVisible();

      await staff.getByRole("link", { name: "Zum Register", exact: true }).click();
      await staff.getByLabel("Name der Organisation").fill(`${prefix.toUpperCase()} 0`);
      await staff.getByLabel("Stadtteil").selectOption("Hochfeld");
      await staff.getByRole("button", { name: "Suchen" }).click();
      await expect(staff.getByText("20 Organisationen")).toBeVisible();
      await expect(staff.getByRole("table").getByRole("row")).toHaveCount(21);
      if (scripts) await look(staff, "list");

      const visitor = await newBrowser({ javaScriptEnabled: scripts });
      const find = async () => {
        await visitor.goto("/organisations");
        await visitor.getByLabel("Name der Organisation").fill(`${prefix} 005`);
        await visitor.getByRole("button", { name: "Suchen" }).click();
      };
      await find();
      await expect(visitor.getByRole("article")).toHaveCount(1);
      await expect(visitor.getByRole("article")).toContainText("person-5@example.org");
      if (scripts) await look(visitor, "directory");

      await staff.getByRole("link", { name: `${prefix} 005` }).click();
      await expect(staff.getByRole("heading", { level: 1 })).toHaveText(`${prefix} 005`);
      if (scripts) await look(staff, "organisation");
      await staff.getByLabel("Eingewilligt am").fill("");
      await staff.getByLabel("Die Organisation steht im öffentlichen Verzeichnis").uncheck();
      await staff.getByLabel("Die gekennzeichneten Kontaktpersonen werden dort genannt").uncheck();
      await staff.getByRole("button", { name: "Speichern", exact: true }).click();
      await expect(staff.getByText("Gespeichert.")).toBeVisible();
      await find();
      await expect(visitor.getByText("Dazu haben wir keine Organisation gefunden.")).toBeVisible();
    });

    test("a mistake in the form is named at its field and nothing is lost", async ({ staff }) => {
      await staff.goto("/office/organisations/new");
      await staff.getByLabel("Name", { exact: true }).first().fill(`Neuer ${prefix}`);
      await staff.getByLabel("Postleitzahl").fill("47");
      await staff.getByRole("button", { name: "Speichern", exact: true }).click();
      await expect(staff.getByRole("alert")).toContainText("Eine Postleitzahl hat fünf Ziffern.");
      await expect(staff.getByLabel("Postleitzahl")).toHaveAccessibleDescription("Eine Postleitzahl hat fünf Ziffern.");
      await expect(staff.getByLabel("Name", { exact: true }).first()).toHaveValue(`Neuer ${prefix}`);
      if (scripts) await look(staff, "problem");
      await staff.getByLabel("Postleitzahl").fill("47051");
      await staff.getByRole("button", { name: "Speichern", exact: true }).click();
      await expect(staff.getByText("Gespeichert.")).toBeVisible();

      await staff.getByLabel("Neue Notiz").fill("Nächste Woche anrufen");
      await staff.getByLabel("Wiedervorlage am").fill("2026-01-02");
      await staff.getByRole("button", { name: "Notiz speichern" }).click();
      await expect(staff.getByText("Nächste Woche anrufen")).toBeVisible();
      await staff.goto("/office/organisations");
      await expect(staff.getByRole("region", { name: "Wiedervorlagen bis heute" })).toContainText(`Neuer ${prefix}`);
    });

    test("what is no list is refused in words", async ({ staff }) => {
      await bring(staff, "bild.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]));
      await expect(staff.getByRole("alert")).toContainText("Das ist keine Tabelle.");
    });
  });
}

test("what is downloaded can be brought back and changes nothing", async ({ staff }) => {
  await staff.goto("/office/organisations?text=Beispiel");
  for (const link of ["Als Excel-Datei herunterladen", "Als CSV-Datei herunterladen"]) {
    const waiting = staff.waitForEvent("download");
    await staff.getByRole("link", { name: link }).click();
    const file = await (await waiting).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of file) chunks.push(chunk as Buffer);
    const second = await staff.context().newPage();
    await bring(second, "register", Buffer.concat(chunks));
    await expect(second.getByText("In dieser Datei ändert keine Zeile etwas am Register.")).toBeVisible();
    await second.close();
  }
});

test.describe("from right to left", () => {
  test.use({ locale: "ar" });

  test("the directory in Arabic", async ({ page }) => {
    await page.goto("/organisations?topic=women");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("منظمات في دويسبورغ");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await expect(page.getByRole("article").first()).toBeVisible();
    await look(page, "directory-ar");
  });
});
