// For respondents: the demo survey from the home page to the receipt, in German and in Arabic, with and without scripts.
import { type Results } from "../fixtures/program";
import { type Question, arabic, demo, german, kind, label, least, plain, question, questions, slug } from "../fixtures/demo";
import { bothWays, expect, test } from "../fixtures/test";
import { type Answers, SurveyPage } from "../pages/survey";

const languages = [
  {
    language: "de",
    answers: german,
    takePart: "Mitmachen",
    page: (page: number) => `Seite ${page} von 5`,
    review: "Zum Schluss: prüfen und absenden",
    thanks: "Vielen Dank!",
    minutes: "8 Minuten",
  },
  {
    language: "ar",
    answers: arabic,
    takePart: "شاركوا",
    page: (page: number) => `الصفحة ${page} من 5`,
    review: "الخطوة الأخيرة: المراجعة والإرسال",
    thanks: "شكراً جزيلاً!",
    minutes: "8 دقائق",
  },
] as const;

/** An answer as the review shows it. */
function inWords(question: Question, answer: Answers[string], language: string): string {
  const { number, date } = kind(question);
  if (number) return `3 ${number.unit[language]}`;
  if (date) return String(answer).split("-").reverse().join(".");
  if (typeof answer === "object") {
    const all = [answer].flat();
    const words = (one: (typeof all)[number]) =>
      typeof one === "object" ? `${label(question, "other", language)}: ${one.other}` : label(question, String(one), language);
    // Codes in the order they were ticked, the free text last.
    return all.map(words).join("\n");
  }
  return label(question, String(answer), language);
}

/** How often each answer was given: "question/option" -> count. */
function counts(results: Results): Map<string, number> {
  const all = new Map<string, number>();
  for (const { code, answered, options = [], texts = [] } of results.questions) {
    all.set(code, answered);
    for (const option of options) all.set(`${code}/${option.code}`, option.count);
    for (const text of texts) all.set(`${code}: ${text.text}`, text.count);
  }
  return all;
}

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    for (const { language, answers, ...words } of languages) {
      test.describe(language, () => {
        test.use({ locale: language });

        test("from the home page to the receipt, with everything answered", async ({ page, server }) => {
          const before = counts(await server.results(slug));
          const survey = new SurveyPage(page, slug, scripts);
          const html = page.locator("html");

          await page.goto("/");
          await expect(html).toHaveAttribute("lang", language);
          await expect(html).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
          await page.getByRole("link", { name: `${words.takePart}: ${demo.title[language]}` }).click();

          await expect(page.getByRole("heading", { level: 1, name: demo.title[language] })).toBeVisible();
          const { letter } = demo;
          for (const text of [letter.purpose, letter.use_of_answers, letter.results, letter.responsible, letter.contact]) {
            const first = plain((text[language] ?? "").split("</p>")[0]?.split("</li>")[0] ?? "");
            await expect(page.getByText(first, { exact: false }).first()).toBeVisible();
          }
          await expect(page.getByText(words.minutes)).toBeVisible();

          await survey.begin();
          for (const [index, { title }] of demo.pages.entries()) {
            await expect(survey.progress).toHaveText(words.page(index + 1));
            await expect(survey.heading).toHaveText(title[language] ?? "");
            await expect(page.locator("progress")).toHaveAttribute("value", String(index + 1));
            await survey.fillPage(answers);
            await survey.next();
            while (!scripts && page.url().endsWith("?more=1")) {
              await survey.fillPage(answers);
              await survey.next();
            }
          }

          await expect(survey.progress).toHaveText(words.review);
          const all = questions.filter(({ kind }) => kind !== "statement").map(({ code }) => code);
          expect([...survey.seen].sort(), "every question was asked").toEqual(all.sort());
          for (const [code, answer] of Object.entries(answers)) {
            const asked = question(code);
            const shown = await survey.reviewed(plain(asked.text[language] ?? "")).innerText();
            expect(shown.split("\n").sort(), code).toEqual(inWords(asked, answer, language).split("\n").sort());
          }

          await survey.submit();
          await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.thanks);
          await expect(page.getByText(demo.letter.results[language] ?? "")).toBeVisible();

          const results = await server.results(slug);
          const after = counts(results);
          const listsSome = new Set(results.questions.filter(({ more_texts }) => more_texts).map(({ code }) => code));
          for (const [code, answer] of Object.entries(answers)) {
            expect(after.get(code), `${code} is answered once more`).toBe((before.get(code) ?? 0) + 1);
            for (const one of [answer].flat()) {
              const { single_choice, multiple_choice, scale, short_text, long_text } = kind(question(code));
              const place =
                typeof one === "object" ? `${code}: ${one.other}`
                : single_choice ?? multiple_choice ?? scale ? `${code}/${one}`
                : short_text ?? long_text ? `${code}: ${one}`
                : undefined;
              // Of long lists of texts the API names the first ones only.
              const named = !place?.includes(": ") || !listsSome.has(code);
              if (place && named) expect(after.get(place), place).toBe((before.get(place) ?? 0) + 1);
            }
          }
        });
      });
    }

    test("going back loses nothing, also what is not finished", async ({ page }) => {
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      await survey.fillPage(german);
      await survey.next();
      await survey.fillPage({ ...german, ehrenamtliche: "viele" });
      await survey.back();
      await expect(survey.progress).toHaveText("Seite 1 von 5");
      await expect(survey.field("stadtteil")).toHaveValue("202");
      await expect(survey.option("rechtsform", "ev")).toBeChecked();
      await expect(survey.otherField("sprachen")).toHaveValue("Romanes");
      await expect(survey.option("themen", "bildung")).toBeChecked();
      await expect(survey.option("themen", "kultur")).not.toBeChecked();
      await expect(survey.option("ort_passung", "4")).toBeChecked();
      await survey.next();
      await expect(survey.field("ehrenamtliche")).toHaveValue("viele");
      await expect(survey.option("raum", "nein")).toBeChecked();
    });

    test("problems stand at their fields and in the summary, which has the focus, until they are mended", async ({ page }) => {
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      for (const theme of ["bildung", "deutsch", "arbeit", "kultur"]) await survey.option("themen", theme).check();
      await survey.option("sprachen", "other").check();
      await survey.primary.click();

      await expect(survey.problems).toBeFocused();
      await expect(survey.problems.getByRole("heading")).toHaveText("3 Antworten brauchen noch Ihre Hilfe");
      await expect(survey.problem("rechtsform")).toHaveText("Bitte beantworten Sie diese Frage.");
      await expect(survey.problem("themen")).toHaveText("Bitte wählen Sie höchstens 3 Antworten.");
      await expect(survey.problem("sprachen")).toHaveText("Bitte schreiben Sie kurz dazu, was Sie meinen.");
      await expect(survey.question("rechtsform")).toHaveAccessibleDescription(/Bitte beantworten Sie diese Frage/);
      await expect(survey.option("themen", "kultur")).toBeChecked();
      const links = survey.problems.getByRole("link");
      await expect(links).toHaveCount(3);
      await links.filter({ hasText: plain(question("rechtsform").text.de ?? "") }).click();
      await expect(survey.question("rechtsform")).toBeInViewport();
      if (scripts) await expect(survey.question("rechtsform")).toBeFocused();

      await survey.option("rechtsform", "ev").check();
      await survey.otherField("sprachen").fill("Romanes");
      await survey.option("themen", "kultur").uncheck();
      // With scripts each problem goes as soon as it is mended, before the page is sent.
      if (scripts) await expect(survey.page.locator(".problem, #problems")).toHaveCount(0);
      await survey.next();
      await expect(survey.progress).toHaveText("Seite 2 von 5");
    });

    test("numbers, dates and options that exclude each other are checked", async ({ page }) => {
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(2);
      await survey.field("ehrenamtliche").fill("9999");
      await survey.option("raum", "nein").check();
      if (!scripts) {
        await survey.primary.click();
        await survey.settled();
      }
      await expect(survey.question("raum_ab")).toBeVisible();
      await survey.field("raum_ab").fill("2019-05-01");
      await survey.primary.click();
      await expect(survey.problem("ehrenamtliche")).toHaveText("Bitte nennen Sie eine Zahl von 0 bis 2000.");
      await expect(survey.problem("raum_ab")).toHaveText("Bitte wählen Sie ein Datum zwischen dem 01.11.2026 und dem 31.12.2028.");
      await expect(survey.field("ehrenamtliche")).toHaveAttribute("aria-invalid", "true");
      await expect(survey.field("ehrenamtliche")).toHaveAccessibleDescription(/Zahl von 0 bis 2000/);

      await survey.goto(3);
      await survey.option("bedarf", "nichts").check();
      await survey.option("bedarf", "vernetzung").check();
      await survey.primary.click();
      await expect(survey.problem("bedarf")).toHaveText("Das passt nicht zusammen: Bitte wählen Sie entweder diese Antwort oder die anderen.");
    });

    test("what a condition hides again is neither reviewed nor stored", async ({ page, server }) => {
      const before = counts(await server.results(slug));
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(2);
      await survey.fillPage({ raum: "nein", raum_ab: "2027-03-01" });
      await survey.next();
      if (!scripts) {
        await survey.fillPage({ raum_ab: "2027-03-01" });
        await survey.next();
      }
      await survey.back();
      await expect(survey.field("raum_ab")).toHaveValue("2027-03-01");
      await survey.option("raum", "ja").check();
      if (scripts) await expect(survey.question("raum_ab")).toHaveCount(0);
      await survey.goto(1);
      survey.seen.clear();
      await survey.fill({ ...least, raum: "ja" });
      await expect(survey.reviewed(plain(question("raum").text.de ?? ""))).toHaveText("Ja");
      await expect(page.getByText(plain(question("raum_ab").text.de ?? ""))).toHaveCount(0);
      await survey.submit();
      const after = counts(await server.results(slug));
      expect(after.get("raum/ja")).toBe((before.get("raum/ja") ?? 0) + 1);
      expect(after.get("raum_ab")).toBe(before.get("raum_ab"));
    });

    test("another language midway keeps every input and turns the page around", async ({ page }) => {
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      await survey.fillPage(german);
      await survey.speak("ar");
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
      await expect(survey.progress).toHaveText("الصفحة 1 من 5");
      await expect(survey.question("stadtteil")).toContainText(question("stadtteil").text.ar ?? "");
      await expect(survey.field("stadtteil")).toHaveValue("202");
      await expect(survey.option("themen", "frauen")).toBeChecked();
      await expect(survey.otherField("sprachen")).toHaveValue("Romanes");
      await survey.speak("en");
      await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
      await expect(survey.otherField("sprachen")).toHaveValue("Romanes");
      await survey.next();
      await expect(survey.progress).toHaveText("Page 2 of 5");
    });

    test("an unfinished survey cannot be sent: the review leads to what is missing", async ({ page, server }) => {
      const before = await server.count(slug);
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      await survey.fillPage({ rechtsform: "ev" });
      await survey.next();
      await survey.goto("review");
      await survey.primary.click();
      await expect(page).toHaveURL(/\/3\?check=1$/);
      await expect(survey.problem("bedarf")).toHaveText("Bitte beantworten Sie diese Frage.");
      expect(await server.count(slug)).toBe(before);
    });

    test("what fills in the field that people do not see is told, and sends without it", async ({ page, server }) => {
      const before = await server.count(slug);
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      await survey.fill(least);
      const trap = page.locator("#subject");
      await expect(page.getByRole("textbox", { name: "Bitte leer lassen" }), "nobody meets it").toHaveCount(0);
      await trap.evaluate((field: HTMLInputElement) => (field.value = "Buy now"));
      await survey.primary.click();
      await expect(page.getByRole("alert")).toContainText("Das Feld „Bitte leer lassen“ war ausgefüllt");
      await page.getByRole("textbox", { name: "Bitte leer lassen" }).fill("");
      expect(await server.count(slug)).toBe(before);
      await survey.submit();
      expect(await server.count(slug)).toBe(before + 1);
    });

    test("the review leads back to a page and shows what was changed there", async ({ page }) => {
      const survey = new SurveyPage(page, slug, scripts);
      await survey.goto(1);
      await survey.fill(least);
      await expect(survey.reviewed(plain(question("wunsch").text.de ?? ""))).toHaveText("keine Antwort");
      await page.getByRole("link", { name: `${demo.pages[4]?.title.de} ändern` }).click();
      await expect(survey.progress).toHaveText("Seite 5 von 5");
      await survey.settled();
      await survey.option("saeule", "beruflich").check();
      await survey.next();
      await expect(survey.reviewed(plain(question("saeule").text.de ?? ""))).toHaveText(label(question("saeule"), "beruflich"));
    });
  });
}

test("questions come and go with the answers they depend on, at once", async ({ page }) => {
  const survey = new SurveyPage(page, slug);
  await survey.goto(2);
  await survey.option("raum", "teils").check();
  await expect(survey.question("raum_ab")).toBeVisible();
  await survey.option("raum", "ja").check();
  await expect(survey.question("raum_ab")).toHaveCount(0);
  await survey.field("ehrenamtliche").pressSequentially("4");
  await expect(survey.question("ehrenamt_hilfe")).toBeVisible();
  await survey.field("ehrenamtliche").pressSequentially("2");
  await expect(survey.question("ehrenamt_hilfe")).toHaveCount(0);
  await survey.option("ehrenamt_genug", "zu_wenige").check();
  await expect(survey.question("ehrenamt_hilfe")).toBeVisible();
  await expect(survey.field("ehrenamtliche")).toHaveValue("42");

  await survey.next();
  await survey.option("bedarf", "beratung").check();
  await expect(survey.question("beratung_themen")).toBeVisible();
  await survey.option("bedarf", "beratung").uncheck();
  await expect(survey.question("beratung_themen")).toHaveCount(0);
});

test("an option can be tapped anywhere in its row", async ({ page }) => {
  const survey = new SurveyPage(page, slug);
  await survey.goto(1);
  const row = page.locator("label.option-row").filter({ has: page.locator('[value="ev"]') });
  const { width = 0, height = 0 } = (await row.boundingBox()) ?? {};
  expect(height).toBeGreaterThanOrEqual(44);
  await row.click({ position: { x: width - 8, y: height / 2 } });
  await expect(survey.option("rechtsform", "ev")).toBeChecked();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a question that an answer brings is asked in a step of its own, and nobody is blamed", async ({ page }) => {
    const survey = new SurveyPage(page, slug, false);
    await survey.goto(2);
    await expect(survey.question("raum_ab")).toHaveCount(0);
    await survey.option("raum", "nein").check();
    await survey.next();
    await expect(page).toHaveURL(/\/2\?more=1$/);
    await expect(page.getByText("Zu Ihrer Antwort gibt es auf dieser Seite noch eine Frage.")).toBeVisible();
    await expect(survey.problems).toHaveCount(0);
    await survey.field("raum_ab").fill("2027-03-01");
    await survey.next();
    await expect(survey.progress).toHaveText("Seite 3 von 5");
  });
});

test.describe("from right to left", () => {
  test.use({ locale: "ar", viewport: { width: 1000, height: 800 } });

  test("everything stands on the other side", async ({ page }) => {
    const survey = new SurveyPage(page, slug);
    await survey.goto(2);
    const x = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox();
      if (!box) throw new Error(`${selector} is not on the page`);
      return box.x;
    };
    expect(await x(".option-row input")).toBeGreaterThan(await x(".option-row > span"));
    expect(await x(".wordmark")).toBeGreaterThan(500);
    expect(await x(".page-actions .primary")).toBeLessThan(await x(".page-actions [value=back]"));
    expect(await x(".survey-head .language-switch")).toBeLessThan(await x("#page-count"));
    expect(await page.evaluate(() => document.fonts.check("18px 'Noto Sans Arabic'", "الاندماج"))).toBe(true);
  });
});
