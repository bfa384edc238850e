// For everybody with an account: the second step, sessions, own data and leaving, and the accounts in the office.
import AxeBuilder from "@axe-core/playwright";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Program } from "../fixtures/program";
import { bothWays, expect, test } from "../fixtures/test";
import { SignInPage } from "../pages/sign-in";

/** The code that an app shows for a secret (RFC 6238), now or so many steps of 30 seconds later. */
function code(secret: string, later = 0): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = (hash[19] ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

const email = (name: string): string => `${name}@example.org`;

async function alive(page: Page, selector: string, scripts: boolean): Promise<void> {
  if (scripts) await expect.poll(() => page.locator(selector).first().evaluate((one) => one.alive), { message: "the page comes alive" }).toBe(true);
}

async function signIn(page: Page, server: Program, name: string, scripts: boolean): Promise<void> {
  const door = new SignInPage(page, scripts);
  await door.open();
  await door.send(email(name), server.peoplesPassword);
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}`))).toEqual([]);
}

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    test("the second step: set up, sign in with it, with a recovery code, and switch it off", async ({ page, server, newBrowser, guard }) => {
      const name = scripts ? "schritt-mit" : "schritt-ohne";
      guard.expect(/status of \d+ .*\/calls\/sign-in-code/);
      await signIn(page, server, name, scripts);
      await expect(page).toHaveURL(/\/office$/);
      await page.goto("/account");
      await page.getByRole("link", { name: "Einrichten" }).click();
      const secret = (await page.locator(".secret").textContent()) ?? "";
      await expect(page.locator("img.scan")).toBeVisible();
      if (scripts) await accessible(page);
      await alive(page, "form.account-form", scripts);
      await page.getByLabel("Code").fill(code(secret));
      await page.getByRole("button", { name: "Code prüfen und einschalten" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre Notfall-Codes");
      const codes = await page.locator(".codes code").allTextContents();
      expect(codes).toHaveLength(10);
      if (scripts) await accessible(page);
      await alive(page, "main form", scripts);
      await page.getByRole("button", { name: "Ich habe die Codes notiert" }).click();
      await expect(page).toHaveURL(/\/account\?done=codes$/);
      await expect(page.getByText("Sie haben noch 10 Notfall-Codes.")).toBeVisible();

      const other = await newBrowser({ javaScriptEnabled: scripts });
      await signIn(other, server, name, scripts);
      await expect(other).toHaveURL(/\/sign-in\/code$/);
      const send = async (what: string) => {
        await alive(other, "form.sign-in", scripts);
        await other.getByLabel("Code").fill(what);
        await other.getByRole("button", { name: "Weiter" }).click();
      };
      await send("000000");
      await expect(other.getByRole("alert")).toContainText("Dieser Code stimmt nicht");
      expect(other.url()).not.toContain("000000");
      await send(code(secret, 1));
      await expect(other).toHaveURL(/\/office$/);

      const third = await newBrowser({ javaScriptEnabled: scripts });
      await signIn(third, server, name, scripts);
      await expect(third).toHaveURL(/\/sign-in\/code$/);
      await third.goto("/account");
      await expect(third, "half signed in is not signed in").toHaveURL(/\/sign-in(\?next=.*)?$/);
      await third.goto("/sign-in/code");
      await alive(third, "form.sign-in", scripts);
      await third.getByLabel("Code").fill((codes[0] ?? "").toLowerCase());
      await third.getByRole("button", { name: "Weiter" }).click();
      await expect(third).toHaveURL(/\/office$/);

      await third.goto("/account/second-factor");
      await expect(third.getByText("Sie haben noch 9 Notfall-Codes.")).toBeVisible();
      await alive(third, "form.account-form", scripts);
      const remove = third.locator("section", { has: third.getByRole("button", { name: "Ausschalten" }) });
      await remove.getByLabel("Ihr jetziges Passwort").fill(server.peoplesPassword);
      await remove.getByRole("button", { name: "Ausschalten" }).click();
      await expect(third.getByRole("status")).toHaveText("Der zweite Schritt ist ausgeschaltet.");
    });

    test("another browser is signed out from here", async ({ page, server, newBrowser }) => {
      const other = await newBrowser({ javaScriptEnabled: scripts });
      await signIn(other, server, scripts ? "schritt-mit" : "schritt-ohne", scripts);
      await expect(other).toHaveURL(/\/office$/);
      await signIn(page, server, scripts ? "schritt-mit" : "schritt-ohne", scripts);
      await expect(page).toHaveURL(/\/office$/);
      await page.goto("/account");
      await alive(page, ".account form", scripts);
      await expect(page.locator(".sessions li").first()).toContainText("dieses Gerät");
      await page.getByRole("button", { name: "Alle anderen abmelden" }).click();
      await expect(page.getByRole("status")).toHaveText("Abgemeldet.");
      await expect(page.locator(".sessions li")).toHaveCount(1);
      await other.goto("/account");
      await expect(other).toHaveURL(/\/sign-in(\?next=.*)?$/);
      await page.goto("/account");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mein Konto");
    });

    test("taking one's data along, and leaving", async ({ page, server, guard }) => {
      guard.expect(/status of \d+ .*\/calls\/(erase-me|sign-in)/);
      const name = scripts ? "geht-mit" : "geht-ohne";
      await signIn(page, server, name, scripts);
      await expect(page).toHaveURL(/\/office$/);
      await page.goto("/account");
      if (scripts) await accessible(page);
      await alive(page, ".account form", scripts);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Meine Daten herunterladen" }).click(),
      ]);
      const data = JSON.parse(readFileSync(await download.path(), "utf8")) as { account: { email: string }; sessions: unknown[] };
      expect(data.account.email).toBe(email(name));
      expect(data.sessions.length).toBeGreaterThan(0);

      const section = page.locator("section", { has: page.getByRole("button", { name: "Konto endgültig löschen" }) });
      await section.getByLabel("Ihr jetziges Passwort").fill("nicht das richtige");
      await section.getByRole("button", { name: "Konto endgültig löschen" }).click();
      await expect(section.getByRole("alert")).toHaveText("Das Passwort stimmt nicht. Bitte prüfen Sie es.");
      await alive(page, ".account form", scripts);
      await section.getByLabel("Ihr jetziges Passwort").fill(server.peoplesPassword);
      await section.getByRole("button", { name: "Konto endgültig löschen" }).click();
      await expect(page.getByRole("status")).toContainText("Ihr Konto ist gelöscht.");
      await signIn(page, server, name, scripts);
      await expect(page.getByRole("alert")).toHaveText("E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides.");
    });

    test("inviting somebody, changing the role, deactivating", async ({ staff, server, guard }) => {
      guard.expect(/status of \d+ .*\/calls\/change-role/);
      const page = staff;
      const address = `neu-${scripts ? "mit" : "ohne"}@verein.example`;
      expect(server.runs).toBe(true);
      await page.goto("/office/accounts");
      await alive(page, "main form", scripts);
      await page.getByLabel("Name", { exact: true }).fill("Ayşe Yılmaz");
      await page.getByLabel("E-Mail-Adresse", { exact: true }).fill(address);
      await page.getByRole("button", { name: "Einladung schicken" }).click();
      await expect(page.getByRole("status").first()).toHaveText("Die Einladung ist unterwegs.");
      expect(page.url()).not.toContain("verein");
      const row = page.getByRole("row", { name: address });
      await expect(row).toContainText("eingeladen");
      await alive(page, "main form", scripts);
      await row.locator("summary").click();
      await row.getByLabel("Rolle").selectOption("delegate");
      await row.getByRole("button", { name: "Rolle speichern" }).click();
      await expect(row.locator("td").first()).toHaveText("Organisation");
      await expect(page.getByRole("status").first()).toHaveText("Die Rolle ist geändert. Sie gilt sofort.");
      // A refusal hides what was done before, and goes with the next thing that is done.
      const open = async () => row.locator("details").evaluate((details) => ((details as HTMLDetailsElement).open = true));
      await alive(page, "main form", scripts);
      await open();
      await row.getByLabel("Rolle").selectOption("reader");
      await row.getByRole("button", { name: "Rolle speichern" }).click();
      await expect(page.getByRole("alert")).toHaveText("Bitte geben Sie einen letzten Tag in der Zukunft an.");
      await expect(page.getByText("Die Rolle ist geändert.")).toHaveCount(0);
      await alive(page, "main form", scripts);
      await open();
      await row.getByLabel("Rolle").selectOption("member");
      await row.getByRole("button", { name: "Rolle speichern" }).click();
      await expect(page.getByText("Die Rolle ist geändert.")).toHaveCount(1);
      await expect(page.getByRole("alert")).toHaveCount(0);
      await alive(page, "main form", scripts);
      // With scripts the row stays as it was, open; without, the page came anew.
      await open();
      await row.getByRole("button", { name: "Deaktivieren" }).click();
      await expect(row).toContainText("deaktiviert");
    });
  });
}

test("the list of accounts is searched without an address", async ({ staff }) => {
  await staff.goto("/office/accounts");
  await staff.getByRole("searchbox").fill("FRAU schritt-mit");
  await expect(staff.getByRole("row")).toHaveCount(2);
  await expect(staff.getByRole("row", { name: "schritt-mit@example.org" })).toBeVisible();
  expect(staff.url()).toMatch(/\/office\/accounts$/);
});
