// Every page people see, and the way there: what holds for all of them (accessibility, narrow screens, large text) walks along.
import { type Page, expect } from "@playwright/test";
import { german, least, slug } from "../fixtures/demo";
import type { Program } from "../fixtures/program";
import { CodePage } from "./invitations";
import { ResultsPage } from "./results";
import { SurveyPage } from "./survey";

export interface Stop {
  name: string;
  /** Whether staff only get there. */
  staff?: boolean;
  /** What the page provokes on purpose. */
  complaint?: RegExp;
  go: (page: Page, server: Program) => Promise<void>;
}

const notThere = /status of 404/;

async function heading(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

const questionPages: Stop[] = [1, 2, 3, 4, 5].map((number) => ({
  name: `questions-${number}`,
  go: async (page) => {
    const survey = new SurveyPage(page, slug);
    await survey.goto(number);
    await survey.fillPage(german);
  },
}));

export const stops: Stop[] = [
  { name: "home", go: async (page) => { await page.goto("/"); await heading(page); } },
  {
    name: "languages",
    go: async (page) => {
      await page.goto("/");
      await page.locator(".language-switch summary").click();
      await expect(page.getByRole("link", { name: "Türkçe" })).toBeVisible();
    },
  },
  { name: "letter", go: async (page) => { await page.goto(`/surveys/${slug}`); await heading(page); } },
  ...questionPages,
  {
    name: "problems",
    go: async (page) => {
      const survey = new SurveyPage(page, slug);
      await survey.goto(2);
      await survey.fillPage({ ehrenamtliche: "viele", raum: "nein", raum_ab: "2019-05-01" });
      await survey.primary.click();
      await expect(survey.problems).toBeFocused();
    },
  },
  {
    name: "problem-at-options",
    go: async (page) => {
      const survey = new SurveyPage(page, slug);
      await survey.goto(3);
      await survey.primary.click();
      await expect(survey.problem("bedarf")).toBeVisible();
    },
  },
  {
    name: "review",
    go: async (page) => {
      const survey = new SurveyPage(page, slug);
      await survey.goto(1);
      await survey.fill(german);
      await heading(page);
    },
  },
  {
    name: "thanks",
    go: async (page) => {
      const survey = new SurveyPage(page, slug);
      await survey.goto(1);
      await survey.fill(least);
      await survey.submit();
    },
  },
  { name: "code", go: async (page) => { await new CodePage(page).open(); } },
  {
    name: "code-mistyped",
    go: async (page) => {
      const door = new CodePage(page);
      await door.open();
      await door.send("7K3M-9QTX");
      await expect(door.problem).toBeVisible();
    },
  },
  { name: "code-replaced", go: async (page) => { await page.goto("/i?problem=replaced"); await heading(page); } },
  { name: "receipt", go: async (page) => { await page.goto(`/surveys/${slug}/receipt`); await heading(page); } },
  {
    name: "receipt-unknown",
    complaint: /status of 422 .*\/receipt/,
    go: async (page) => {
      await page.goto(`/surveys/${slug}/receipt`);
      await page.locator("#receipt").fill("0000-0000-0000-0000");
      await page.locator("button[value=change]").click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "sign-in", go: async (page) => { await page.goto("/sign-in"); await heading(page); } },
  {
    name: "sign-in-refused",
    complaint: /status of \d+ .*\/calls\/sign-in/,
    go: async (page) => {
      await page.goto("/sign-in");
      await expect.poll(() => page.locator("form.sign-in").evaluate((form) => form.alive)).toBe(true);
      await page.getByLabel("E-Mail-Adresse").fill("niemand@example.org");
      await page.getByLabel("Passwort").fill("falsch-und-lang");
      await page.getByRole("button", { name: "Anmelden" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "forgotten", go: async (page) => { await page.goto("/sign-in/forgotten"); await heading(page); } },
  { name: "sign-in-code", go: async (page) => { await page.goto("/sign-in/code"); await heading(page); } },
  { name: "link-over", complaint: notThere, go: async (page) => { await page.goto("/account/link/alt"); await heading(page); } },
  { name: "account", staff: true, go: async (page) => { await page.goto("/account"); await heading(page); } },
  {
    name: "office-accounts",
    staff: true,
    go: async (page) => {
      await page.goto("/office/accounts");
      await expect(page.getByRole("searchbox")).toBeVisible();
      await page.locator("tbody summary").first().click();
    },
  },
  { name: "office-rights", staff: true, go: async (page) => { await page.goto("/office/rights"); await expect(page.getByRole("table")).toBeVisible(); } },
  { name: "office", staff: true, go: async (page) => { await page.goto("/office"); await heading(page); } },
  { name: "office-surveys", staff: true, go: async (page) => { await page.goto("/office/surveys"); await expect(page.getByRole("table")).toBeVisible(); } },
  { name: "directory", go: async (page) => { await page.goto("/organisations"); await expect(page.getByRole("article").first()).toBeVisible(); } },
  { name: "office-organisations", staff: true, go: async (page) => { await page.goto("/office/organisations"); await expect(page.getByRole("table")).toBeVisible(); } },
  {
    name: "office-organisation",
    staff: true,
    go: async (page) => {
      await page.goto("/office/organisations/new");
      await page.locator("details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
      await heading(page);
    },
  },
  { name: "office-organisation-import", staff: true, go: async (page) => { await page.goto("/office/organisations/import"); await expect(page.getByLabel("Datei")).toBeVisible(); } },
  {
    name: "results-charts",
    staff: true,
    go: async (page) => {
      const results = new ResultsPage(page, slug);
      await results.openLive();
      await results.settledPixels("rechtsform");
    },
  },
  {
    name: "results-tables",
    staff: true,
    go: async (page) => {
      const results = new ResultsPage(page, slug);
      await results.openLive();
      await page.getByRole("button", { name: "Tabelle" }).evaluateAll((all) => all.forEach((button) => (button as HTMLElement).click()));
      await expect(results.card("rechtsform").getByRole("table")).toBeVisible();
    },
  },
  { name: "not-found", complaint: notThere, go: async (page) => { await page.goto("/gibt-es/nicht"); await heading(page); } },
  { name: "survey-not-found", complaint: notThere, go: async (page) => { await page.goto("/surveys/gibt-es-nicht"); await heading(page); } },
  {
    // No command closes a survey yet, so the answer of the server is changed on its way.
    name: "closed",
    go: async (page) => {
      await page.route("**/calls/load-letter*", async (route) => {
        const answer = await route.fetch();
        const letter = (await answer.json()) as { stage: string };
        await route.fulfill({ response: answer, json: { ...letter, stage: "Closed" } });
      });
      await page.goto("/");
      await expect.poll(() => page.evaluate(() => window.alive)).toBe(true);
      await page.locator(`a[href="/surveys/${slug}"]`).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Diese Befragung ist beendet");
    },
  },
];

/** Real results without a response, and with marks of faults. */
export const realResults: Stop = {
  name: "results-with-faults",
  staff: true,
  go: async (page, server) => {
    const results = new ResultsPage(page, server.realSlug);
    await results.openLive();
    await expect(page.locator(".fault").first()).toBeVisible();
  },
};

/** What Arabic readers see. */
export const arabicStops = stops.filter(({ name }) => ["home", "directory", "letter", "questions-2", "problems", "review", "thanks", "code", "code-mistyped", "code-replaced", "receipt", "receipt-unknown", "forgotten", "account"].includes(name));
