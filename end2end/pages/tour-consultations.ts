// Every page of consultations, each as somebody who sees the most of it, and the public ones as a stranger, too.
import { type Page, expect } from "@playwright/test";
import type { Places, Who } from "../fixtures/conference";

export interface ForumStop {
  name: string;
  /** Who looks; nobody in particular for a stranger. */
  who?: Who;
  path: (places: Places) => string;
  /** What else has to happen until the page is what is meant. */
  then?: (page: Page) => Promise<void>;
  /** What the page provokes on purpose. */
  complaint?: RegExp;
}

const panel = ({ text, spoken }: Places): string => `${text}/paragraphs/${spoken}`;
const doing = (what: string, of: "asked" | "changed") => (places: Places): string => `${panel(places)}?do=${what}&at=${places[of]}`;
const there = (words: string | RegExp) => (page: Page): Promise<void> => expect(page.getByText(words).filter({ visible: true }).first()).toBeVisible();

/** Opens everything that can be opened. */
async function open(page: Page): Promise<void> {
  await page.locator("main details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
}

async function charts(page: Page): Promise<void> {
  await expect(page.locator(".chart svg, .chart canvas").first()).toBeVisible();
}

/** Follows a link to the page with this heading. */
const follow = (link: string, title: string) => async (page: Page): Promise<void> => {
  await page.getByRole("main").getByRole("link", { name: link }).first().click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
};

/** Brings a file and waits for the page that shows what was read of it. */
const bring = (title: string) => async (page: Page): Promise<void> => {
  const buffer = Buffer.from("# Räume\n\nVereine brauchen Räume.\n\nDie Stadt hilft bei der Suche.\n");
  await page.getByLabel("Datei").setInputFiles({ name: "text.md", mimeType: "text/markdown", buffer });
  await page.locator("form[enctype] button").click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
};

export const forumStops: ForumStop[] = [
  { name: "consultations", path: () => "/consultations" },
  { name: "consultations-office", who: "office", path: () => "/consultations" },
  { name: "conference-new", who: "office", path: () => "/consultations/new" },
  { name: "conference", who: "office", path: ({ conference }) => conference },
  { name: "conference-public", path: ({ conference }) => conference },
  { name: "conference-edit", who: "office", path: ({ conference }) => `${conference}/edit` },
  { name: "conference-phases", who: "office", path: ({ conference }) => `${conference}/phases`, then: open },
  { name: "conference-groups", who: "office", path: ({ conference }) => `${conference}/groups` },
  { name: "search", path: ({ conference }) => `${conference}/search?q=Wochenende`, then: there("Frau bela") },
  { name: "search-nothing", path: ({ conference }) => `${conference}/search?q=Quastenflosser`, then: there("Dazu gibt es nichts, das Sie lesen dürfen.") },
  { name: "tags-used", path: ({ conference }) => `${conference}/tags`, then: there("Wochenende") },
  { name: "tagged", path: ({ conference }) => `${conference}/tags`, then: follow("Wochenende", "Alle Absätze dazu") },
  { name: "group", who: "office", path: ({ group }) => group, then: open },
  { name: "group-public", path: ({ group }) => group },
  { name: "group-edit", who: "anna", path: ({ group }) => `${group}/edit` },
  { name: "group-phases", who: "office", path: ({ group }) => `${group}/phases`, then: open },
  { name: "group-opening", who: "office", path: ({ group }) => `${group}/opening?to=closed`, then: there("Ja, so einstellen") },

  { name: "text-new", who: "anna", path: ({ group }) => `${group}/texts/new` },
  { name: "text-import", who: "anna", path: ({ group }) => `${group}/texts/import` },
  { name: "text-imported", who: "anna", path: ({ group }) => `${group}/texts/import`, then: bring("Das haben wir gelesen") },
  { name: "text", who: "anna", path: ({ text }) => text, then: open },
  { name: "text-without-lines", who: "bela", path: ({ text }) => `${text}?lines=0` },
  { name: "text-public", path: ({ text }) => text },
  { name: "text-earlier", who: "bela", path: ({ text }) => `${text}/versions/1` },
  { name: "text-write", who: "anna", path: ({ text }) => `${text}/write` },
  { name: "text-tags", who: "anna", path: ({ text, tagged }) => `${text}/paragraphs/${tagged}/tags`, then: open },
  { name: "text-replace", who: "anna", path: ({ text }) => `${text}/replace` },
  { name: "text-replaced-by", who: "anna", path: ({ text }) => `${text}/replace`, then: bring("Das würde sich ändern") },
  { name: "versions", who: "bela", path: ({ text }) => `${text}/versions`, then: open },
  { name: "compare", who: "bela", path: ({ text }) => `${text}/compare?old=1&new=2` },
  { name: "compare-sides", who: "bela", path: ({ text }) => `${text}/compare?old=1&new=2&view=sides` },
  { name: "compare-changes", path: ({ text }) => `${text}/compare?old=1&new=2&view=changes` },

  { name: "discussion", who: "bela", path: panel, then: there("Gilt das auch am Wochenende?") },
  { name: "discussion-chair", who: "anna", path: panel, then: there("Gilt das auch am Wochenende?") },
  { name: "discussion-public", path: panel, then: there("Gilt das auch am Wochenende?") },
  { name: "discussion-empty", who: "bela", path: ({ text, quiet }) => `${text}/paragraphs/${quiet}`, then: there("Noch hat niemand etwas geschrieben.") },
  { name: "discussion-reply", who: "bela", path: doing("reply", "asked"), then: there("Antwort an") },
  { name: "discussion-edit", who: "bela", path: doing("edit", "changed"), then: there("Kommentar ändern") },
  { name: "discussion-history", who: "anna", path: doing("history", "changed"), then: there("Frühere Wortlaute") },
  { name: "discussion-report", who: "anna", path: doing("report", "changed"), then: there("Kommentar melden") },
  { name: "discussion-rule", who: "anna", path: doing("rule", "changed"), then: there("Diesen Kommentar zeigen oder ausblenden") },
  { name: "discussion-settle", who: "anna", path: doing("settle", "changed"), then: there("Was wird aus diesem Kommentar?") },
  { name: "discussion-of-text", who: "bela", path: ({ text }) => `${text}/discussion`, then: there("Absätze, die es nicht mehr gibt") },
  { name: "discussion-of-gone", who: "bela", path: ({ text, gone }) => `${text}/discussion?gone=${gone}`, then: there("Wer zahlt dann?") },
  { name: "moderation", who: "anna", path: () => "/moderation", then: there("Diskriminierung gemeldet") },
  { name: "moderation-nothing", who: "emre", path: () => "/moderation", then: there("Gerade wartet nichts auf Sie.") },

  { name: "amend", who: "bela", path: ({ text, spoken }) => `${text}/amend/${spoken}`, then: open },
  { name: "amend-draft", who: "bela", path: ({ draft }) => draft, then: there("Bitte schreiben Sie, warum.") },
  { name: "amend-amendment", who: "anna", path: ({ amendment }) => `${amendment}/amend` },
  { name: "amendments", who: "bela", path: ({ text }) => `${text}/amendments` },
  { name: "amendments-decided", path: ({ text }) => `${text}/amendments?state=decided` },
  { name: "amendment", who: "anna", path: ({ amendment }) => amendment, then: open },
  { name: "amendment-own", who: "bela", path: ({ amendment }) => amendment, then: open },
  { name: "amendment-accepted", path: ({ accepted }) => accepted },
  { name: "merge", who: "anna", path: ({ text }) => `${text}/merge`, then: open },
  { name: "protocol", who: "bela", path: ({ text }) => `${text}/protocol` },

  { name: "agreement", who: "bela", path: ({ text }) => `${text}/agreement`, then: charts },
  { name: "agreement-chair", who: "anna", path: ({ text }) => `${text}/agreement`, then: open },
  { name: "agreement-report", who: "dora", path: ({ report }) => `${report}/agreement`, then: charts },
  { name: "agreement-public", path: ({ text }) => `${text}/agreement` },
  { name: "vote", who: "bela", path: ({ vote }) => vote },
  { name: "vote-result", who: "anna", path: ({ vote }) => vote, then: charts },
  { name: "vote-secret", who: "bela", path: ({ secretVote }) => secretVote },

  { name: "report", who: "office", path: ({ conference }) => `${conference}/report`, then: open },
  { name: "report-text", path: ({ report }) => report },
  { name: "bodies", who: "office", path: () => "/bodies", then: open },
  { name: "bodies-public", path: () => "/bodies" },
  { name: "outcome", who: "office", path: ({ report }) => `${report}/outcome`, then: open },
  { name: "outcome-work", who: "office", path: ({ text, changed }) => `${text}/outcome?open=${changed}`, then: open },
  { name: "outcome-public", path: ({ text }) => `${text}/outcome` },
  { name: "trace-choice", path: ({ text }) => `${text}/trace` },
  { name: "trace", who: "office", path: ({ text, spoken }) => `${text}/trace?paragraph=${spoken}`, then: charts },
  { name: "trace-report", path: ({ report, reported }) => `${report}/trace?paragraph=${reported}` },

  { name: "meeting-new", who: "office", path: ({ conference }) => `${conference}/meetings/new` },
  { name: "meeting", who: "anna", path: ({ meeting }) => meeting, then: there("Jetzt dran") },
  { name: "meeting-member", who: "bela", path: ({ meeting }) => meeting },
  { name: "meeting-public", path: ({ meeting }) => meeting },
  { name: "meeting-edit", who: "anna", path: ({ meeting }) => `${meeting}/edit` },
  { name: "meeting-screen", who: "anna", path: ({ meeting }) => `${meeting}/screen`, then: there("Jetzt dran") },
  { name: "following", who: "bela", path: () => "/account/following", then: open },
  { name: "following-nothing", who: "emre", path: () => "/account/following" },
  { name: "text-not-there", path: () => "/texts/00000000-0000-4000-8000-000000000000", complaint: /status of 404|404 \(Not Found\)/ },
];

/** Goes there and waits until everything is. */
export async function goThere(page: Page, stop: ForumStop, places: Places): Promise<void> {
  await page.goto(stop.path(places));
  await expect(page).toHaveTitle(/\S · Teilhabe$/);
  await expect(page.getByRole("heading", { level: 1 }).or(page.getByRole("alert")).first()).toBeVisible();
  await stop.then?.(page);
}
