// For staff: mails arrive at a real mail server, their texts are written and looked at. For everybody: stopping invitations.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { hkdfSync } from "node:crypto";
import { MailBox, mailServerIsHere } from "../fixtures/mail";
import { Program } from "../fixtures/program";
import { bothWays, expect, test as base } from "../fixtures/test";

// One program with a mail server for all of these tests.
const test = base.extend<object, { mailbox: MailBox; server: Program }>({
  mailbox: [
    async ({}, use) => {
      const mailbox = await MailBox.open();
      await use(mailbox);
      await mailbox.close();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ mailbox }, use) => {
      const program = await Program.begin(mailbox.settings);
      await use(program);
      await program.end();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test.skip(!mailServerIsHere, "no Python with aiosmtpd");

async function clean(page: Page, name: string): Promise<void> {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const findings = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} at ${node.target.join(" ")}`));
    expect.soft(findings, `${name}, ${width} px`).toEqual([]);
    const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(sticksOut, `${name} fits ${width} px`).toBeLessThanOrEqual(0);
  }
}

/** The link in a mail to this address, made as the program makes it (app/src/services/mail/stop.rs). */
async function stopLink(page: Page, server: Program, address: string): Promise<string> {
  // The first look at any link makes the key.
  await page.request.get(`/mail/stop/${"A".repeat(43)}`);
  const derive = (purpose: string, thing: Buffer) =>
    Buffer.from(hkdfSync("sha256", server.secret("mail"), Buffer.alloc(0), Buffer.concat([Buffer.from(`${purpose}\0`), thing]), 16));
  const hash = derive("stop-address", Buffer.from(address));
  return `/mail/stop/${Buffer.concat([hash, derive("stop-link", hash)]).toString("base64url")}`;
}

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    test("a mail that staff send themselves arrives and is listed", async ({ staff, server, mailbox }) => {
      const before = mailbox.mails(server.email).length;
      await staff.goto("/office");
      await staff.getByRole("navigation", { name: "Bereiche" }).getByRole("link", { name: "E-Mails" }).click();
      await staff.getByRole("button", { name: "Probe-E-Mail an mich senden" }).click();
      await expect(staff.getByRole("status")).toContainText("unterwegs");
      await expect.poll(() => mailbox.mails(server.email).length, { timeout: 20_000 }).toBe(before + 1);
      expect(mailbox.mails(server.email).at(-1)?.headers.Subject).toBe("Probe: E-Mails von Teilhabe kommen an");
      await expect(async () => {
        await staff.goto("/office/mail?state=sent");
        await expect(staff.getByRole("row").filter({ hasText: server.email })).toHaveCount(before + 1);
      }).toPass();
      await expect(staff.getByRole("row").filter({ hasText: server.email }).first()).toContainText("gesendet");
    });

    test("a text is written, looked at, used and taken back", async ({ staff }) => {
      await staff.goto("/office/mail/templates");
      await staff.getByRole("link", { name: "Erinnerung, Türkisch, alle Befragungen" }).click();
      await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Erinnerung, Türkisch");
      await expect(staff.locator(".mail-preview")).toContainText("Örnek Derneği");
      await staff.getByLabel("Betreff").fill("Lütfen {anket}");
      await staff.getByLabel("Text", { exact: true }).fill("Merhaba {organisation}");
      await staff.getByRole("button", { name: "Vorschau ansehen" }).click();
      await expect(staff.getByText("{anket} kennen wir nicht.")).toBeVisible();
      await expect(staff.getByText("{url} fehlt.")).toBeVisible();
      await expect(staff.getByLabel("Text", { exact: true })).toHaveValue("Merhaba {organisation}");
      await expect(staff.getByRole("button", { name: "So verwenden" })).toHaveCount(0);

      await staff.getByLabel("Betreff").fill("Lütfen: {survey}");
      await staff.getByLabel("Text", { exact: true }).fill("Merhaba {organisation}\n\n{url}\n");
      await staff.getByRole("button", { name: "Vorschau ansehen" }).click();
      await expect(staff.locator(".mail-preview")).toContainText("Merhaba Örnek Derneği e. V.");
      await staff.getByRole("button", { name: "So verwenden" }).click();
      await expect(staff.getByRole("status")).toHaveText("Ihr Text gilt ab jetzt.");
      await staff.getByRole("button", { name: "Zurück zum vorigen Text" }).click();
      await expect(staff.getByRole("status")).toHaveText("Ihr eigener Text ist gelöscht.");
      await expect(staff.getByLabel("Betreff")).toHaveValue("Hatırlatma: {survey}");
    });

    test("stopping invitations with one click, and undoing it", async ({ page, server }) => {
      const link = await stopLink(page, server, `${scripts ? "mit" : "ohne"}@example.org`);
      await page.goto(`${link}?language=tr`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Artık davet istemiyor musunuz?");
      await page.goto(`${link}?language=de`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Keine Einladungen mehr?");
      await page.getByRole("button", { name: "Keine Einladungen mehr schicken" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sie bekommen keine Einladungen mehr.");
      await page.getByRole("button", { name: "Doch wieder Einladungen schicken" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Keine Einladungen mehr?");
    });
  });
}

test("the pages are without a finding of axe and fit small screens", async ({ staff, newBrowser, server, page }) => {
  await staff.goto("/office/mail");
  await clean(staff, "mails");
  await staff.goto("/office/mail/templates");
  await clean(staff, "texts");
  await staff.goto("/office/mail/template?template=invitation&language=ar&survey=");
  await staff.getByLabel("Betreff").fill("{wer}");
  await staff.getByRole("button", { name: "Vorschau ansehen" }).click();
  await expect(staff.getByText("{wer} kennen wir nicht.")).toBeVisible();
  await clean(staff, "a text with problems");
  await staff.getByRole("button", { name: "Entwurf verwerfen" }).click();
  await clean(staff, "a text");
  const link = await stopLink(page, server, "axe@example.org");
  const reader = await newBrowser({ locale: "ar" });
  await reader.goto(link);
  await expect(reader.locator("html")).toHaveAttribute("dir", "rtl");
  await clean(reader, "stopping");
});

test("a link that does not fit says so", async ({ page, guard }) => {
  guard.expect(/status of 404/);
  await page.goto(`/mail/stop/${"A".repeat(43)}?language=en`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link does not fit.");
});
