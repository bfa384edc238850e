// For staff: inviting by mail and by letter. For those who are invited: one response for each, from any device, by link or code.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type Slug, answers, asked, expect, organisations, test } from "../fixtures/invited";
import { MailBox, mailServerIsHere } from "../fixtures/mail";
import { lineIsCut } from "../fixtures/test";
import { CODE, CodePage, InvitationsPage, access, come, eavesdrop, goOn, history, keeps, mistyped, paperSizes, scan } from "../pages/invitations";
import { SignInPage } from "../pages/sign-in";
import { SurveyPage } from "../pages/survey";

test.skip(!mailServerIsHere, "no Python with aiosmtpd");
// Several browsers load the unoptimised program in each of these.
test.describe.configure({ timeout: 180_000 });

const phone = { viewport: { width: 360, height: 740 } };
const anonymous = "Die Befragung ist anonym: Wir speichern nicht, wer Sie sind.";
const named = "Ihre Antworten werden zusammen mit dem Namen Ihrer Organisation gespeichert.";

test("the office imports 300 organisations and invites 50 by mail; one answers, and nobody is written to twice on a day", async ({ page, server, mailbox, newBrowser }) => {
  const slug: Slug = "buero";
  const host = "hochfeld.example.org";
  const office = new InvitationsPage(page, slug);
  const door = new SignInPage(page);
  await door.open();
  await door.send(server.email, server.password);
  await expect(page).toHaveURL(/\/office$/);

  await page.goto("/office/organisations/import");
  await page.getByLabel("Datei").setInputFiles({ name: "vereine.xlsx", mimeType: "application/octet-stream", buffer: organisations("Postverein", host) });
  await page.getByRole("button", { name: "Datei prüfen" }).click();
  await page.getByRole("button", { name: "300 Zeilen übernehmen" }).click();
  await expect(page.getByText("300 neu angelegt, 0 geändert.")).toBeVisible();

  await page.goto(`/office/surveys/${slug}`);
  await page.getByRole("link", { name: "Einladungen" }).click();
  await expect(page.getByText("Diese Befragung steht allen offen")).toBeVisible();
  await page.locator(".empty").getByRole("link", { name: "So läuft die Befragung" }).click();
  await office.onlyInvited("Mit Namen");
  await page.getByRole("link", { name: "Einladungen" }).click();
  await expect(page.getByText("Noch ist niemand eingeladen.")).toBeVisible();

  await office.lookIntoRegister("Postverein", "Hochfeld");
  await expect(page.getByText("Diese 50 Organisationen würden Sie einladen")).toBeVisible();
  await expect(page.getByLabel("Postverein 42", { exact: true })).toBeChecked();
  await expect(office.rows, "looking makes nothing").toHaveCount(0);
  await office.inviteTicked();
  await expect(office.said).toHaveText("50 Einladungen sind angelegt. Geschrieben haben wir noch niemandem.");
  await expect(office.rows).toHaveCount(50);
  await expect(page.getByText("50 würden jetzt eine Einladung per E-Mail bekommen.")).toBeVisible();
  const arrived = () => mailbox.mails().filter(({ to }) => to.some((address) => address.endsWith(`@${host}`)));
  expect(arrived(), "the dry run sends nothing").toEqual([]);
  await office.lookIntoRegister("Postverein", "Hochfeld");
  await expect(page.getByText("Dazu passt niemand, der nicht schon eine gültige Einladung hat."), "nobody is invited twice").toBeVisible();

  await page.getByRole("button", { name: "50 Einladungen senden" }).click();
  await expect(office.said).toHaveText("50 E-Mails sind auf dem Weg.");
  await expect.poll(() => arrived().length, { timeout: 60_000 }).toBe(50);
  expect(new Set(arrived().flatMap(({ to }) => to)).size, "each to somebody else").toBe(50);
  expect(arrived().filter(({ headers }) => headers["Content-Language"] === "tr")).toHaveLength(25);

  const [mail] = mailbox.mails(`person-42@${host}`);
  if (!mail) throw new Error("the mail to person 42 is missing");
  expect(mail.headers.Subject).toBe("Einladung: Was Ihr Verein braucht");
  expect(mail.body).toContain("Diese Einladung ist für: Postverein 42");
  const link = MailBox.link(mail);
  const typed = access(/^.*Code eintippen: (\S+)$/m.exec(mail.body)?.[1] ?? "");
  expect(link).toBe(server.url + typed.link);

  const reader = await newBrowser(phone);
  const survey = new SurveyPage(reader, slug);
  await reader.goto(link);
  await expect(reader).toHaveURL(new RegExp(`/surveys/${slug}$`));
  await expect(reader.getByText(named)).toBeVisible();
  await survey.begin();
  await survey.fill(answers);
  await survey.submit();

  await office.open();
  await expect(office.state("Postverein 42")).toHaveText("fertig");
  await expect(office.rows.filter({ hasText: "eingeladen" })).toHaveCount(49);
  // Nobody is written to twice on a day, and no test of the whole program can wait for tomorrow: that the other 49 are
  // reminded then, and this one is not, is tested with a clock that can be moved (server/tests/server/inviting.rs).
  await expect(page.getByText("Im Moment gibt es niemanden, dem wir schreiben würden.")).toBeVisible();
  await expect(page.getByRole("button", { name: /senden/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Briefe drucken" }).click();
  await expect(page.getByText("Hier ist nichts zu drucken.")).toBeVisible();
  await page.getByRole("link", { name: "An alle, die noch nicht geantwortet haben" }).click();
  await expect(office.letters).toHaveCount(49);
  await expect(office.letter("Postverein 42")).toHaveCount(0);
});

test("letters: one page each, with a code and the same as a picture that a camera can read", async ({ newBrowser, signedIn, server }) => {
  const slug: Slug = "briefe";
  const guests = ["Sternenverein", "Türk Derneği", "جمعية النور", "Verein mit einem Namen, der so lang ist, dass er auf keine Zeile passt und umbrochen werden muss"];
  const page = await newBrowser({ storageState: signedIn, deviceScaleFactor: 3 });
  const office = new InvitationsPage(page, slug);
  await office.open("terms");
  await office.onlyInvited("Anonym");
  await office.open();
  await office.inviteList(...guests.map((name, place) => `${name}; ; ${["Deutsch", "Türkisch", "Arabisch", "Deutsch"][place]}`));
  await expect(page.getByText("4 haben keine E-Mail-Adresse; ihnen schicken Sie einen Brief.")).toBeVisible();

  await page.getByRole("link", { name: "Briefe drucken" }).click();
  await expect(office.letters).toHaveCount(guests.length);
  const links: string[] = [];
  for (const name of guests) {
    const letter = office.letter(name);
    await expect(letter.locator(".paper-code")).toHaveText(CODE);
    const { link } = access((await letter.locator(".paper-code").textContent()) ?? "");
    expect(await scan(letter.locator(".paper-qr")), name).toBe(server.url + link);
    links.push(link);
  }
  expect(new Set(links).size).toBe(guests.length);
  await expect(office.letter("جمعية النور")).toHaveAttribute("dir", "rtl");
  await expect(office.letter("Sternenverein")).toContainText(`${server.url}/i`);

  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(paperSizes(pdf), "A4, one page for each letter").toEqual(guests.map(() => [595, 842]));

  await page.getByRole("button", { name: "Gedruckt: als verschickt merken" }).click();
  await expect(office.said).toHaveText("4 Einladungen gelten jetzt als verschickt.");
  await expect(office.state("Sternenverein")).toHaveText("eingeladen");
  await office.open("letters");
  await expect(page.getByText("Hier ist nichts zu drucken.")).toBeVisible();
  await office.open("letters?all=1");
  await expect(office.letters).toHaveCount(guests.length);
});

test("anonymous: begun on one device, finished on another, changed and withdrawn by receipt; the second half stays with the respondent", async ({ staff, newBrowser, guard }) => {
  guard.expect(/status of 422 .*\/receipt/);
  const slug: Slug = "geraete";
  const office = new InvitationsPage(staff, slug);
  await office.invite("Anonym", "Sternenverein");
  const invited = await office.access("Sternenverein");
  const [first, second, third] = [await newBrowser(), await newBrowser(phone), await newBrowser()];
  const sent = [first, second, third].map(eavesdrop);
  const one = new SurveyPage(first, slug);
  const two = new SurveyPage(second, slug);

  await come(first, invited, slug);
  expect((await history(first)).join(" "), "neither address bar nor history").not.toContain(invited.half);
  await expect(first.getByText(anonymous)).toBeVisible();
  await one.begin();
  await one.fillPage(answers);
  await one.next();
  await one.fillPage(answers);
  const kept = first.waitForResponse(/keep-sealed-draft/);
  await one.next();
  await kept;

  await come(second, invited, slug);
  await two.begin();
  await expect(two.option("form", answers.form)).toBeChecked();
  await expect(two.field("mitglieder")).toHaveValue(answers.mitglieder);
  await two.next();
  await expect(two.option("raum", answers.raum)).toBeChecked();
  await two.next();
  await two.fillPage(answers);
  await two.next();
  const receipt = await two.submit();

  // Back on the first device, or with the code on a third one: the receipt, and no second response.
  await come(first, invited, slug);
  await goOn(first);
  await expect(one.code).toHaveText(receipt);
  await new CodePage(third).enter(invited, slug);
  await goOn(third);
  await expect(third.locator(".receipt-code")).toHaveText(receipt);

  await office.open();
  await expect(staff.getByText(/^Die Befragung ist anonym\. Wer geantwortet hat, sehen Sie deshalb erst am nächsten Tag/)).toBeVisible();
  await expect(office.state("Sternenverein"), "the office does not learn it at once").toHaveText("angelegt");

  const change = async (page: Page) => {
    await page.goto(`/surveys/${slug}/receipt`);
    await page.getByLabel("Beleg").fill(receipt.toLowerCase());
    await page.getByRole("button", { name: "Antworten ändern" }).click();
    await expect(page).toHaveURL(new RegExp(`/surveys/${slug}/1$`));
  };
  await change(second);
  await two.settled();
  await expect(two.field("mitglieder")).toHaveValue(answers.mitglieder);
  await two.field("mitglieder").fill("41");
  while (!two.onReview()) await two.next();
  await expect(two.reviewed(asked.mitglieder)).toHaveText("41");
  await expect(two.reviewed(asked.wunsch)).toHaveText(answers.wunsch);
  expect(await two.submit(), "the same response").toBe(receipt);
  await change(third);
  await expect(new SurveyPage(third, slug).field("mitglieder"), "from any device").toHaveValue("41");

  const withdraw = async (sure: boolean) => {
    await first.goto(`/surveys/${slug}/receipt`);
    await first.getByLabel("Beleg").fill(receipt);
    if (sure) await first.getByLabel("Ja, meine Antwort soll gelöscht werden.").check();
    await first.getByRole("button", { name: "Antwort zurückziehen" }).click();
  };
  await withdraw(false);
  await expect(first.getByRole("alert")).toContainText("Bitte setzen Sie zuerst das Häkchen.");
  await withdraw(true);
  await expect(first.getByRole("heading", { level: 1 })).toHaveText("Ihre Antwort ist gelöscht");
  await withdraw(true);
  await expect(first.getByRole("alert")).toContainText("Zu diesem Beleg finden wir keine Antwort.");
  await come(second, invited, slug);
  await two.begin();
  await expect(two.option("form", answers.form), "who has withdrawn may answer anew").not.toBeChecked();

  // The check letter at the end says nothing; the fifteen before it do.
  const secret = invited.half.slice(0, 15);
  for (const [place, page] of [first, second, third].entries()) {
    expect(sent[place]?.some((one) => one.includes(invited.invitation)), "the first half is sent, so this would be noticed").toBe(true);
    expect(sent[place]?.filter((one) => one.includes(secret)), "the second half is not").toEqual([]);
    expect(await keeps(page), "nor does the browser keep it").not.toContain(secret);
  }
});

test("a code typed before the program has loaded counts", async ({ page, staff }) => {
  const slug: Slug = "zu-frueh";
  const office = new InvitationsPage(staff, slug);
  await office.invite("Anonym", "Sternenverein");
  const { code } = await office.access("Sternenverein");
  let load = () => {};
  const loading = new Promise<void>((resolve) => (load = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await loading;
    await route.continue();
  });
  await page.goto("/i", { waitUntil: "commit" });
  const door = new CodePage(page);
  await door.field.fill(code);
  load();
  await door.settled();
  await door.go.click();
  await expect(page).toHaveURL(new RegExp(`/surveys/${slug}$`));
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("anonymous, by typed code: each that leads nowhere gets its own words, and a good one leads to the receipt from any device", async ({ page, staff, newBrowser, guard }) => {
    guard.expect(/status of 422 .*\/i\)/);
    const slug: Slug = "codes";
    const office = new InvitationsPage(staff, slug);
    await office.invite("Anonym", "Sternenverein", "Zurückgenommen", "Ersetzt");
    const invited = await office.access("Sternenverein");
    const revoked = await office.access("Zurückgenommen");
    const replaced = await office.access("Ersetzt");
    await office.open();
    await office.revoke("Zurückgenommen");
    await expect(office.state("Zurückgenommen")).toHaveText("gilt nicht mehr");
    await office.replace("Ersetzt");
    await expect(office.row("Ersetzt")).toHaveCount(2);
    const replacing = await office.access("Ersetzt");
    expect(replacing.code).not.toBe(replaced.code);

    const door = new CodePage(page, false);
    await page.goto(`/surveys/${slug}`);
    await page.getByRole("link", { name: "Zugangscode eingeben" }).click();
    await expect(door.form, "what it costs is said").toContainText("Ohne Skripte im Browser rechnet unser Server kurz mit Ihrem ganzen Code", { useInnerText: true });
    for (const [code, words] of [
      ["7K3M-9QTX", "Ein Code hat 24 Zeichen."],
      [mistyped(invited.code), "Ein Zeichen stimmt nicht."],
    ] as const) {
      await door.send(code);
      await expect(door.problem).toContainText(words);
      expect(page.url(), "what was typed is not in the address").not.toContain(code);
    }
    for (const [{ code }, words] of [
      [revoked, "Diese Einladung gilt nicht mehr"],
      [replaced, "Es gibt einen neueren Code für Sie"],
    ] as const) {
      await door.open();
      await door.send(code);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words);
    }

    const survey = new SurveyPage(page, slug, false);
    await door.enter(invited, slug);
    await expect(page.getByText(anonymous)).toBeVisible();
    await survey.begin();
    await survey.fillPage(answers);
    await survey.next();

    const device = await newBrowser({ ...phone, javaScriptEnabled: false });
    const other = new SurveyPage(device, slug, false);
    await new CodePage(device, false).enter(invited, slug);
    await other.begin();
    await expect(other.option("form", answers.form)).toBeChecked();
    await expect(other.field("mitglieder")).toHaveValue(answers.mitglieder);
    await other.fill(answers);
    const receipt = await other.submit();

    // The first device goes on, and the code is typed once more: the receipt, and no second response.
    await survey.primary.click();
    await expect(survey.code).toHaveText(receipt);
    await door.enter(invited, slug);
    await goOn(page);
    await expect(survey.code).toHaveText(receipt);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("two with the same invitation: the second is told kindly as well, and keeps the answers to read", async ({ staff, newBrowser }) => {
    const slug: Slug = "zwei-geraete";
    const office = new InvitationsPage(staff, slug);
    await office.invite("Anonym", "Sternenverein");
    const invited = await office.access("Sternenverein");
    const [first, second] = [await newBrowser({ javaScriptEnabled: false }), await newBrowser({ ...phone, javaScriptEnabled: false })];
    const quick = new SurveyPage(first, slug, false);
    const slow = new SurveyPage(second, slug, false);
    for (const [page, survey, mitglieder] of [[second, slow, "13"], [first, quick, "12"]] as const) {
      await new CodePage(page, false).enter(invited, slug);
      await survey.begin();
      await survey.option("form", "gruppe").check();
      await survey.field("mitglieder").fill(mitglieder);
      while (!survey.onReview()) await survey.next();
      await expect(survey.reviewed(asked.mitglieder)).toHaveText(mitglieder);
    }
    const receipt = await quick.submit();

    await slow.primary.click();
    const told = second.getByRole("alert");
    await expect(told.getByRole("heading")).toHaveText("Für Ihre Organisation ist schon geantwortet");
    await expect(told.locator(".receipt-code")).toHaveText(receipt);
    await expect(slow.reviewed(asked.mitglieder), "one's own answers stay").toHaveText("13");
    await expect(slow.primary, "there is nothing left to send").toBeHidden();
  });
});

test("two with the same invitation: the second is told kindly, and keeps the answers to read", async ({ staff, newBrowser }) => {
  const slug: Slug = "zu-zweit";
  const office = new InvitationsPage(staff, slug);
  await office.invite("Anonym", "Sternenverein");
  const invited = await office.access("Sternenverein");
  const [first, second] = [await newBrowser(), await newBrowser(phone)];
  const quick = new SurveyPage(first, slug);
  const slow = new SurveyPage(second, slug);
  for (const [page, survey, mitglieder] of [[first, quick, "12"], [second, slow, "13"]] as const) {
    await come(page, invited, slug);
    await survey.begin();
    await survey.question("form").waitFor();
    await survey.option("form", "gruppe").check();
    await survey.field("mitglieder").fill(mitglieder);
    while (!survey.onReview()) await survey.next();
    await expect(survey.reviewed(asked.mitglieder)).toHaveText(mitglieder);
  }
  const receipt = await quick.submit();

  await slow.primary.click();
  const told = second.getByRole("alert");
  await expect(told.getByRole("heading")).toHaveText("Für Ihre Organisation ist schon geantwortet");
  await expect(told.locator(".receipt-code")).toHaveText(receipt);
  await expect(slow.reviewed(asked.mitglieder), "one's own answers stay").toHaveText("13");
  await told.getByRole("link", { name: "Antworten ändern" }).click();
  await second.getByLabel("Beleg").fill(receipt);
  await second.getByRole("button", { name: "Antworten ändern" }).click();
  await expect(second).toHaveURL(new RegExp(`/surveys/${slug}/1$`));
  await expect(slow.field("mitglieder"), "what was quicker is what is kept").toHaveValue("12");
});

test("a code that was replaced: what was begun with it goes on with the new one", async ({ staff, newBrowser }) => {
  const slug: Slug = "neuer-code";
  const office = new InvitationsPage(staff, slug);
  await office.invite("Mit Namen", "Sternenverein");
  const old = await office.access("Sternenverein");
  const page = await newBrowser();
  const survey = new SurveyPage(page, slug);
  await come(page, old, slug);
  await survey.begin();
  await survey.fill(answers);
  await office.open();
  await office.replace("Sternenverein");
  await expect(office.row("Sternenverein")).toHaveCount(2);
  await survey.primary.click();
  await expect(page.getByRole("alert")).toContainText("Was Sie schon ausgefüllt haben, bleibt gespeichert.");

  await new CodePage(page).enter(await office.access("Sternenverein"), slug);
  await survey.begin();
  await expect(survey.option("form", answers.form)).toBeChecked();
  await expect(survey.field("mitglieder")).toHaveValue(answers.mitglieder);
  while (!survey.onReview()) await survey.next();
  await expect(survey.reviewed(asked.wunsch)).toHaveText(answers.wunsch);
  await survey.submit();
});

test("a poor line: the link is not to blame, may be tried again, and who is done is noted later", async ({ staff, newBrowser, guard }) => {
  guard.expect(lineIsCut);
  const slug: Slug = "funkloch";
  const office = new InvitationsPage(staff, slug);
  await office.invite("Mit Namen", "Sternenverein");
  const invited = await office.access("Sternenverein");
  const page = await newBrowser();
  const survey = new SurveyPage(page, slug);
  const door = new CodePage(page);
  await page.route("**/calls/look-up-invitation", (route) => route.abort());
  await page.goto(invited.link);
  await expect(door.problem).toContainText("Die Verbindung ist unterbrochen.");
  await expect(door.field).not.toHaveAttribute("aria-invalid");
  await page.unroute("**/calls/look-up-invitation");
  await page.getByRole("button", { name: "Noch einmal versuchen" }).click();
  await expect(page).toHaveURL(new RegExp(`/surveys/${slug}$`));

  await page.route("**/calls/report-done", (route) => route.abort());
  await survey.begin();
  await survey.fill(answers);
  await survey.submit();
  await page.unroute("**/calls/report-done");
  const said = page.waitForResponse(/report-done/);
  await come(page, invited, slug);
  expect((await said).ok()).toBe(true);
});

/** What axe finds in light and dark, narrow and wide, and whether the page fits the narrowest screen. */
async function clean(page: Page, name: string, narrowest = 320): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
      const { violations } = await (colorScheme === "dark" ? axe.withRules(["color-contrast", "link-in-text-block"]) : axe).analyze();
      const findings = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} at ${node.target.join(" ")}`));
      expect.soft(findings, `${name}, ${width} px, ${colorScheme}`).toEqual([]);
      await page.screenshot({ path: `results/invitations/${name}-${width}-${colorScheme}.png`, fullPage: true, animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: narrowest, height: 640 });
  const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(sticksOut, `${name} fits ${narrowest} px`).toBeLessThanOrEqual(0);
}

// The page for codes and the one for receipts stand in pages/tour.ts, as they need no invitation.
test.describe("without a finding of axe", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("what staff see", async ({ staff }) => {
      const office = new InvitationsPage(staff, "zugaenglich" satisfies Slug);
    await office.open();
    await clean(staff, "invitations-open-to-all", 360);
    await office.open("terms");
    await office.onlyInvited("Anonym");
    await clean(staff, "terms", 360);
    await office.open();
    await expect(staff.getByText("Noch ist niemand eingeladen.")).toBeVisible();
    await clean(staff, "invitations-empty", 360);
    await office.inviteList("Sternenverein; sterne@verein.example; Türkisch", "جمعية النور; ; Arabisch", "Ersetzt; ersetzt@verein.example");
    await office.replace("Ersetzt");
    await expect(office.rows).toHaveCount(4);
    await clean(staff, "invitations", 360);
    await office.open("letters");
    await expect(office.letters).toHaveCount(3);
    await clean(staff, "letters", 360);
  });

  test("what those who are invited see, in German and in Arabic", async ({ staff, newBrowser }) => {
      const slug: Slug = "lesbar";
    const office = new InvitationsPage(staff, slug);
    await office.invite("Anonym", "Sternenverein", "جمعية النور");
    for (const [locale, name] of [["de-DE", "Sternenverein"], ["ar", "جمعية النور"]] as const) {
      const invited = await office.access(name);
      const reader = await newBrowser({ locale });
      const survey = new SurveyPage(reader, slug);
      await survey.open();
      await expect(reader.locator(".letter-action a")).toBeVisible();
      await clean(reader, `letter-not-invited-${locale}`);
      await come(reader, invited, slug);
      await expect(reader.locator("html")).toHaveAttribute("dir", locale === "ar" ? "rtl" : "ltr");
      await expect(reader.locator(".letter-action button")).toBeVisible();
      await clean(reader, `letter-invited-${locale}`);
      await survey.begin();
      await survey.fill(answers);
      await survey.submit();
      await clean(reader, `thanks-invited-${locale}`);
    }
  });
});

for (const scripts of [true, false]) {
  test(`lists, days and closing ${scripts ? "with" : "without"} scripts: what is wrong stands at its field and nothing typed is lost`, async ({ newBrowser, signedIn }) => {
    const slug: Slug = scripts ? "listen" : "listen-ohne";
    const page = await newBrowser({ storageState: signedIn, javaScriptEnabled: scripts });
    const office = new InvitationsPage(page, slug);
    await office.open("terms");
    await office.onlyInvited("Anonym");
    await office.open();
    const list = office.part("Eine Liste einfügen");
    await office.sendList("Ohne Mail; keine-adresse", `Nachzügler ${scripts}; n-${scripts}@example.org; ; Am Markt 1, 47051 Duisburg`);
    await expect(office.said).toContainText("Eine Einladung ist angelegt.");
    const field = list.getByLabel("Eine Zeile für jede Organisation");
    await expect(field).toHaveValue("Ohne Mail; keine-adresse");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(list.getByText("Das ist keine E-Mail-Adresse.")).toBeVisible();

    await office.open("terms");
    await page.getByLabel("Letzter Tag zum Antworten").fill("2020-01-31");
    await page.getByLabel("Kleinste Gruppe").fill("6");
    await page.getByRole("button", { name: "Speichern" }).click();
    await expect(page.getByText("Dieser Tag ist schon vorbei.")).toBeVisible();
    await expect(page.getByLabel("Letzter Tag zum Antworten")).toHaveValue("2020-01-31");
    await expect(page.getByLabel("Kleinste Gruppe")).toHaveValue("6");
    await page.getByRole("button", { name: "Befragung beenden" }).click();
    await expect(page.getByText("Bitte setzen Sie zuerst das Häkchen.").first()).toBeVisible();
    await expect(page.getByText("Die Befragung läuft.", { exact: true })).toBeVisible();
  });
}
