// Six people, one consultation: from the conference to the council's decision, and back along its trace.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, makeMembers, test } from "../fixtures/conference";
import { bothWays } from "../fixtures/test";

// Accounts change their roles here.
test.use({ database: "consultation", actionTimeout: 10_000 });

async function fitsAndIsClean(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] }).analyze();
  expect.soft(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id} at ${node.target.join(" ")} ${node.failureSummary}`))).toEqual([]);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `results/screens/consultation-${name}-${width}.png`, fullPage: true, animations: "disabled" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(wide, `${name} fits ${width} px`).toBeLessThanOrEqual(0);
  }
}

for (const { scripts, way } of bothWays) {
  test(`${way}: conference, groups, text, comment, two amendments that collide, objection, report, advice, decision, trace`, async ({ newBrowser, server, guard }) => {
    // Who may not see a text is told that there is none.
    guard.expect(/404 \(Not Found\)/);
    test.setTimeout(300_000);
    await makeMembers(server);
    const look = async (page: Page, name: string) => {
      if (scripts) await fitsAndIsClean(page, name);
    };
    const browser = () => newBrowser({ javaScriptEnabled: scripts, viewport: { width: 1280, height: 900 } });
    const signIn = async (email: string, password: string): Promise<Page> => {
      const page = await browser();
      await page.goto("/sign-in");
      await page.getByLabel("E-Mail-Adresse").fill(email);
      await page.getByLabel("Passwort", { exact: true }).fill(password);
      await page.getByRole("main").getByRole("button", { name: "Anmelden" }).click();
      await expect(page).not.toHaveURL(/sign-in/);
      return page;
    };
    const staff = await signIn(server.email, server.password);
    const [anna, bela, cem, dora] = await Promise.all(["anna", "bela", "cem", "dora"].map((name) => signIn(`${name}@example.org`, server.peoplesPassword)));
    if (!anna || !bela || !cem || !dora) throw new Error("four members");
    const stranger = await browser();
    const slug = scripts ? "konferenz-mit" : "konferenz-ohne";

    // The office: a conference and three groups in one step.
    await staff.goto("/consultations");
    await staff.getByRole("link", { name: "Konferenz anlegen" }).click();
    await staff.getByLabel("Titel").fill("Integrationskonferenz 2027");
    await staff.getByLabel("Adresse der Seite").fill(slug);
    await staff.getByLabel("Worum es geht").fill("Gemeinsam planen, was die Stadt **als Nächstes** tut.");
    await staff.getByLabel("Veröffentlicht").check();
    await staff.getByRole("button", { name: "Speichern" }).click();
    await expect(staff).toHaveURL(new RegExp(`/consultations/${slug}$`));
    await staff.getByRole("link", { name: "Gruppen anlegen" }).click();
    await staff.getByLabel("Namen der Gruppen").fill("Räume\nSprache\nGesundheit");
    await staff.getByRole("button", { name: "Gruppen anlegen" }).click();
    await expect(staff).toHaveURL(new RegExp(`/consultations/${slug}#groups$`));
    await look(staff, "conference");
    const groupOf = async (name: string) => (await staff.getByRole("link", { name, exact: true }).getAttribute("href")) ?? "";
    const groups = [await groupOf("Räume"), await groupOf("Sprache"), await groupOf("Gesundheit")];
    const seats: [string, string, boolean][] = [["Räume", "anna", true], ["Räume", "bela", false], ["Sprache", "cem", false], ["Gesundheit", "dora", false]];
    for (const [group, name, chair] of seats) {
      await staff.goto(groups[["Räume", "Sprache", "Gesundheit"].indexOf(group)] ?? "");
      await staff.getByLabel("Wer macht mit?").selectOption(`Frau ${name}`);
      if (chair) await staff.getByLabel("leitet die Gruppe").check();
      await staff.getByRole("button", { name: "Aufnehmen" }).click();
      await expect(staff.locator("#members ~ ul")).toContainText(`Frau ${name}`);
    }
    await look(staff, "group");

    // A member writes and shows the text; members of other groups do not find it.
    await anna.goto(groups[0] ?? "");
    await anna.getByRole("link", { name: "Text beginnen" }).click();
    await anna.getByLabel("Titel des Textes").fill("Räume für Vereine");
    await anna.getByLabel("Text", { exact: true }).fill("# Warum\n\nVereine brauchen Räume am Abend.\n\nDie Stadt hilft bei der Suche.");
    await anna.getByRole("button", { name: "Entwurf speichern" }).click();
    await expect(anna.getByRole("heading", { level: 1 })).toHaveText("Räume für Vereine");
    const text = new URL(anna.url()).pathname;
    expect((await bela.goto(text))?.status()).toBe(404);
    await anna.getByRole("button", { name: "Der Gruppe zeigen" }).click();
    await expect(anna.getByText("in Beratung")).toBeVisible();
    expect((await cem.goto(text))?.status()).toBe(404);
    await look(anna, "text");

    // A comment appears where others read.
    const paragraph = await anna.locator(".paragraph", { hasText: "Vereine brauchen Räume am Abend." }).getAttribute("data-paragraph");
    const panel = `${text}/paragraphs/${paragraph}`;
    await anna.goto(panel);
    if (scripts) await anna.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
    await bela.goto(panel);
    await bela.getByLabel("Frage").first().check();
    await bela.getByLabel("Ihr Kommentar").fill("Gilt das auch am Wochenende?");
    await bela.getByRole("button", { name: "Absenden" }).click();
    await expect(bela.getByText("Gilt das auch am Wochenende?").first()).toBeVisible();
    if (scripts) {
      await expect(anna.getByText("Gilt das auch am Wochenende?")).toBeVisible({ timeout: 10_000 });
      expect(await anna.evaluate(() => "stillTheSamePage" in window)).toBe(true);
    } else {
      await anna.reload();
      await expect(anna.getByText("Gilt das auch am Wochenende?")).toBeVisible();
    }
    await look(bela, "discussion");

    // Two amendments that collide, merged by the chair.
    for (const [page, words] of [[bela, "Vereine brauchen Räume am Wochenende."], [anna, "Vereine brauchen Räume am Vormittag."]] as const) {
      await page.goto(`${text}/amend/${paragraph}`);
      await page.getByLabel("So soll es heißen").fill(words);
      await page.getByLabel("Warum?").fill("Das Geld ist knapp.");
      await page.getByRole("button", { name: "Änderung prüfen" }).click();
      await expect(page.getByText("Ihr Entwurf ist gespeichert.").first()).toBeVisible();
      await look(page, "amend");
      await page.getByRole("button", { name: "Antrag senden" }).click();
      await expect(page).toHaveURL(/\/amendments\//);
    }
    await look(bela, "amendment");
    await anna.goto(`${text}/merge`);
    await look(anna, "merge");
    await anna.getByRole("button", { name: /^Annehmen/ }).first().click();
    await expect(anna.getByText("1 von 2 entschieden")).toBeVisible();
    await anna.getByRole("button", { name: /^Annehmen/ }).first().click();
    await expect(anna.getByText("2 von 2 entschieden")).toBeVisible();
    if (!(await anna.getByLabel("So heißt der Absatz am Ende").isVisible())) await anna.getByText("Wortlaut festlegen").first().click();
    await anna.getByLabel("So heißt der Absatz am Ende").fill("Vereine brauchen günstige, oft kostenlose Räume am Abend und am Wochenende.");
    await anna.locator("form", { has: anna.getByLabel("So heißt der Absatz am Ende") }).getByLabel(/Begründung/).fill("Beides zusammen.");
    await anna.getByRole("button", { name: "Wortlaut festlegen" }).click();
    await expect(anna.getByText("Festgelegter Wortlaut")).toBeVisible();
    await anna.getByLabel("Was ist neu, und warum?").fill("Zwei Anträge zusammengeführt.");
    await anna.getByRole("button", { name: "Neue Fassung daraus machen" }).click();
    await expect(anna).not.toHaveURL(/\/merge/);
    await anna.goto(text);
    await expect(anna.getByText("günstige, oft kostenlose")).toBeVisible();
    await anna.goto(`${text}/compare?old=1&new=2`);
    await expect(anna.locator("ins").first()).toBeVisible();
    await look(anna, "compare");

    // Consent: an objection is heard, then taken back.
    await bela.goto(`${text}/agreement`);
    await bela.getByLabel("Ich habe einen schwerwiegenden Einwand.").check();
    await bela.getByLabel("Warum?").first().fill("Es fehlt ein Datum.");
    await bela.getByRole("button", { name: "Haltung speichern" }).click();
    await expect(bela.getByText("Es fehlt ein Datum.").first()).toBeVisible();
    await look(bela, "agreement");
    await anna.goto(`${text}/agreement`);
    await anna.getByLabel("Ich kann damit leben.").check();
    await anna.getByRole("button", { name: "Haltung speichern" }).click();
    await expect(anna.getByText("Ihre Haltung ist gespeichert.")).toBeVisible();
    await expect(anna.getByText("Es haben noch nicht alle Gruppen zugestimmt.").first()).toBeVisible();
    await anna.getByLabel("Was hat die Gruppe dazu besprochen?").fill("Das Datum kommt mit dem Haushalt.");
    await anna.getByRole("button", { name: "Als gehört festhalten" }).click();
    await expect(anna.getByText("Das Datum kommt mit dem Haushalt.").first()).toBeVisible();
    await bela.goto(`${text}/agreement`);
    await bela.getByRole("button", { name: "Zurücknehmen und zustimmen" }).click();
    await expect(bela.getByText("Alle Gruppen haben zugestimmt.").first()).toBeVisible();

    // The report, in public.
    await staff.goto(`/consultations/${slug}/report`);
    await look(staff, "report");
    await staff.getByLabel("Titel des Berichts").fill("Bericht 2027");
    await staff.getByRole("button", { name: "Bericht zusammenstellen" }).click();
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Bericht 2027");
    const report = new URL(staff.url()).pathname;
    await staff.getByRole("button", { name: "Der Gruppe zeigen" }).click();
    await expect(staff.getByText("in Beratung")).toBeVisible();
    expect((await stranger.goto(report))?.status()).toBe(404);
    await staff.goto(`/consultations/${slug}/phases`);
    await staff.getByText("Wer darf was?").first().click();
    await staff.getByLabel("lesen").first().selectOption("everybody");
    await look(staff, "phases");
    await staff.getByRole("button", { name: "Speichern" }).click();
    await expect(staff).toHaveURL(new RegExp(`/consultations/${slug}$`));
    await stranger.goto(report);
    await expect(stranger.getByText("günstige, oft kostenlose")).toBeVisible();
    await look(stranger, "report-public");

    // All three groups speak about the report: a member of the third comments and objects, is heard, and agrees with the others.
    await dora.goto(report);
    const reported = await dora.locator(".paragraph", { hasText: "günstige, oft kostenlose" }).getAttribute("data-paragraph");
    const words = "Auch Selbsthilfegruppen brauchen diese Räume.";
    await cem.goto(`${report}/paragraphs/${reported}`);
    await dora.goto(`${report}/paragraphs/${reported}`);
    await dora.getByLabel("Vorschlag").first().check();
    await dora.getByLabel("Ihr Kommentar").fill(words);
    await dora.getByRole("button", { name: "Absenden" }).click();
    await expect(dora.getByRole("article").filter({ hasText: words })).toBeVisible();
    if (!scripts) await cem.reload();
    const said = cem.getByRole("article").filter({ hasText: words });
    await said.getByRole("button", { name: /^Stimme zu/ }).click();
    await expect(said.getByRole("button", { name: /^Stimme zu/ })).toHaveAttribute("aria-pressed", "true");
    await look(cem, "report-discussion");

    await dora.goto(`${report}/agreement`);
    await dora.getByLabel("So darf der Text nicht beschlossen werden.").check();
    await dora.getByLabel("Warum?").first().fill("Gesundheit kommt nicht vor.");
    await dora.getByRole("button", { name: "Haltung speichern" }).click();
    await expect(dora.getByRole("article", { name: /^Stopp gegen Fassung 1/ })).toContainText("Gesundheit kommt nicht vor.");
    for (const page of [anna, bela, cem]) {
      await page.goto(`${report}/agreement`);
      await page.getByLabel("Ich kann damit leben.").check();
      await page.getByRole("button", { name: "Haltung speichern" }).click();
      await expect(page.getByText("Ihre Haltung ist gespeichert.")).toBeVisible();
      await expect(page.getByText("Es haben noch nicht alle Gruppen zugestimmt.").first()).toBeVisible();
    }
    await staff.goto(`${report}/agreement`);
    await staff.getByLabel("Was hat die Gruppe dazu besprochen?").fill("Der Punkt kommt in die nächste Empfehlung.");
    await staff.getByRole("button", { name: "Als gehört festhalten" }).click();
    await expect(staff.getByText("Der Punkt kommt in die nächste Empfehlung.").first()).toBeVisible();
    await dora.goto(`${report}/agreement`);
    await dora.getByRole("button", { name: "Zurücknehmen und zustimmen" }).click();
    await expect(dora.getByText("Alle Gruppen haben zugestimmt.").first()).toBeVisible();
    await look(dora, "report-agreement");

    // The bodies advise and decide on a frozen version.
    for (const [name, kind, right] of [["Beirat", "Beirat", "advises"], ["Rat der Stadt", "Rat", "decides"]] as const) {
      await staff.goto("/bodies");
      const form = staff.locator("section", { has: staff.getByRole("heading", { name: "Gremium eintragen" }) });
      await form.getByLabel("Name").fill(`${name} ${slug}`);
      await form.getByLabel("Art", { exact: true }).fill(kind);
      await form.getByLabel("Recht").selectOption({ index: right === "advises" ? 0 : 1 });
      await form.getByRole("button", { name: "Speichern" }).click();
      await expect(staff.getByText(`${name} ${slug}`).filter({ visible: true }).first()).toBeVisible();
    }
    await look(staff, "bodies");
    for (const [name, last] of [["Beirat", false], ["Rat der Stadt", true]] as const) {
      await staff.goto(`${report}/outcome`);
      const desk = staff.locator("details", { has: staff.getByLabel("Nummer der Drucksache") });
      if ((await desk.count()) > 0) await desk.locator("summary").first().click();
      const option = staff.locator("#decision-body option", { hasText: `${name} ${slug}` });
      await staff.getByLabel("Gremium").selectOption((await option.getAttribute("value")) ?? "");
      await staff.getByLabel("Nummer der Drucksache").fill(last ? "27-0815" : "27-0042");
      await staff.getByLabel("Tag der Sitzung").fill("2026-11-20");
      await staff.getByLabel("Dafür", { exact: true }).fill("30");
      await staff.getByLabel("Dagegen", { exact: true }).fill("5");
      await staff.getByLabel("Enthaltungen", { exact: true }).fill("2");
      await staff.locator("form", { has: staff.getByLabel("Nummer der Drucksache") }).getByRole("button").last().click();
      await expect(staff.getByText(last ? "27-0815" : "27-0042").first()).toBeVisible();
    }
    await look(staff, "outcome");
    await stranger.goto(`${report}/outcome`);
    await expect(stranger.getByText("27-0815").first()).toBeVisible();

    // The trace, walked from the report to the group's text.
    await staff.goto(`${report}/trace`);
    await staff.getByRole("main").getByRole("link", { name: /günstige, oft kostenlose/ }).first().click();
    await expect(staff.getByText("27-0815").first()).toBeVisible();
    await look(staff, "trace");
    const file = await stranger.request.get(`${report}/versions/1/files/text.md`);
    expect(await file.text()).toContain("günstige, oft kostenlose");
  });
}
