// For staff and respondents: the real survey from LimeSurvey arrives whole, can be filled to the receipt, and its faults are marked.
import { realSurveyIsHere } from "../fixtures/program";
import { bothWays, expect, test } from "../fixtures/test";
import { ResultsPage } from "../pages/results";
import { type Answers, type Seen, SurveyPage } from "../pages/survey";

test.skip(!realSurveyIsHere, "the real survey is not on this machine");

const PAGES = 8;
const QUESTIONS = 41;
/** Asks about an option that does not exist: kept, and never shown. */
const NEVER_SHOWN = "teilhabegruppenother";

/** Where the first option would not lead on to a further question. */
const leading: Answers = {
  zusammenarbeitstadte: "schle",
  email: "vorstand@example.org",
  vieleehrenamtkomm: 25,
  vielehauptamtkomm: 2,
};

/** Everything that can be ticked, something in every field. */
function choose({ code, control, options }: Seen) {
  const given = leading[code];
  if (given !== undefined) return given;
  switch (control) {
    case "radio":
    case "select":
      return options[0];
    case "checkbox":
      return options;
    case "number":
      return 12;
    case "date":
      return "2027-01-15";
    case "email":
      return "name@example.org";
    case "text":
      return `Antwort auf ${code}`;
  }
}

test("the report counts everything and names both faults", async ({ server }) => {
  expect(server.realSlug).toMatch(/^[a-z0-9-]+$/);
  expect(server.imported).toContain(`Gelesen: ${PAGES} Seiten, ${QUESTIONS} Fragen, 75 Teilfragen, 28 Antwortoptionen, 14 Bedingungen.`);
  expect(server.imported).toMatch(/Zeile \d+, Frage „teilhabegruppenother“/);
  expect(server.imported).toMatch(/Zeile \d+, Frage „gesetzveraenderungte“/);
});

for (const { scripts, way } of bothWays) {
  test(`it is filled to the receipt, with all its conditions met, ${way}`, async ({ newBrowser, server }) => {
    const page = await newBrowser({ javaScriptEnabled: scripts });
    const before = await server.count(server.realSlug);
    const survey = new SurveyPage(page, server.realSlug, scripts);
    await survey.open();
    await expect(page.locator('.letter a[href="https://www.zusammenlebenev.de/"]').first()).toBeVisible();
    await survey.begin();

    const titles = new Set<string>();
    const statements = new Set<string>();
    const offered = { subquestions: 0, answers: 0 };
    while (!survey.onReview()) {
      await expect(survey.progress).toHaveText(new RegExp(`^Seite \\d von ${PAGES}$`));
      titles.add((await survey.progress.textContent()) ?? "");
      const known = new Set(survey.seen);
      await survey.fillPage(choose);
      for (const { code, control, options } of await survey.questions()) {
        if (known.has(code)) continue;
        if (control === "checkbox") offered.subquestions += options.length;
        if (control === "radio" || control === "select") offered.answers += options.length;
      }
      for (const id of await page.locator(".statement").evaluateAll((all) => all.map((one) => one.id))) statements.add(id);
      await survey.next();
    }
    expect(titles.size).toBe(PAGES);
    expect(survey.seen).not.toContain(NEVER_SHOWN);
    expect(survey.seen.size + statements.size, "all questions but the one that cannot be shown").toBe(QUESTIONS - 1);
    expect(offered).toEqual({ subquestions: 75, answers: 28 });
    await survey.submit();

    const after = await server.results(server.realSlug);
    expect(after.responses).toBe(before + 1);
    const groups = after.questions.find(({ code }) => code === "teilhabegruppen");
    expect(groups?.options?.find(({ code }) => code === "geflü")?.count).toBe(before + 1);
    const helped = after.questions.find(({ code }) => code === "hilfe");
    expect(helped?.options?.find(({ code }) => code === "other")?.count).toBe(before + 1);
    for (const { code, answered } of after.questions) {
      expect(answered, code).toBe(code === NEVER_SHOWN ? 0 : before + 1);
    }
  });
}

test("the e-mail address is checked", async ({ page, server }) => {
  const survey = new SurveyPage(page, server.realSlug);
  await survey.goto(7);
  await survey.field("email").fill("vorstand at example.org");
  await survey.primary.click();
  await expect(survey.problem("email")).toHaveText("Bitte prüfen Sie die E-Mail-Adresse, zum Beispiel name@verein.de.");
});

test("staff see the faults at their questions and nowhere else; respondents see none", async ({ staff, page, server }) => {
  const results = new ResultsPage(staff, server.realSlug);
  await results.openLive();
  await expect(staff.locator(".fault")).toHaveCount(2);
  await expect(results.card(NEVER_SHOWN).locator(".fault")).toContainText("teilhabegruppen");
  await expect(results.card("gesetzveraenderungte").locator(".fault")).toContainText("Klammern");
  const survey = new SurveyPage(page, server.realSlug);
  await survey.goto(3);
  await expect(page.locator(".fault")).toHaveCount(0);
});
