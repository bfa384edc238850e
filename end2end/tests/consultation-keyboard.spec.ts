// Taking part by keyboard alone: comment, amend, merge, object, vote; after each step the focus is seen, and where one goes on.
import { type Locator, type Page } from "@playwright/test";
import { amend, begin, beginText, expect, moment, test } from "../fixtures/conference";
import { bothWays } from "../fixtures/test";
import { Keyboard } from "../pages/keyboard";

test.use({ database: "consultation", contextOptions: { reducedMotion: "reduce" } });

const words = "# Warum\n\nVereine brauchen Räume am Abend.\n\nDie Stadt hilft bei der Suche.";
const first = "Vereine brauchen Räume am Abend.";

let rooms: string;
test.beforeAll(async ({ people }, { workerIndex }) => {
  rooms = (await begin(people, `tasten-${workerIndex}`)).rooms;
});

/** The page that the server wrote has come alive: this part of it, or its links. */
async function alive(part: Locator | Page, scripts: boolean): Promise<void> {
  if (!scripts) return;
  const is = "goto" in part ? () => part.evaluate(() => window.alive) : () => part.first().evaluate((one) => one.alive);
  await expect.poll(is, { message: "the page comes alive" }).toBe(true);
}

async function paragraphOf(page: Page, text: string): Promise<string> {
  await page.goto(`${text}?lines=0`);
  return (await page.locator(".paragraph", { hasText: first }).getAttribute("data-paragraph")) ?? "";
}

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    test("commenting on a paragraph, on words of it, and replying", async ({ newBrowser, people, states }) => {
      const text = await beginText(people.anna, rooms, "Räume", words);
      const page = await newBrowser({ storageState: states.bela, javaScriptEnabled: scripts });
      const keyboard = new Keyboard(page);
      await page.goto(text);
      await alive(page, scripts);
      await keyboard.skip();
      await keyboard.activate(page.getByRole("link", { name: "Absatz 1: Mitreden" }));
      const panel = page.getByRole("complementary", { name: "Absatz 1" });
      await expect(panel, "the reader arrives where one talks").toBeFocused();

      const form = page.locator("form.composer:visible");
      await alive(form, scripts);
      await keyboard.to(form.getByRole("group", { name: "Was möchten Sie sagen?" }).getByRole("radio", { name: "Dafür" }));
      await keyboard.press("Space", "ArrowDown", "ArrowDown");
      await expect(form.getByRole("radio", { name: "Frage" })).toBeChecked();
      await expect(form.getByRole("radio", { name: "Frage" })).toBeFocused();
      await keyboard.write(form.getByRole("textbox", { name: "Zu diesen Wörtern (nicht nötig)" }), "am Abend");
      await keyboard.write(form.getByRole("textbox", { name: "Ihr Kommentar" }), "Auch am Wochenende?");
      const send = form.getByRole("button", { name: "Absenden" });
      await keyboard.activate(send);
      const comment = page.getByRole("article", { name: /Frau bela.*Frage/ });
      await expect(comment).toContainText("Auch am Wochenende?");
      await expect(comment.locator("blockquote")).toHaveText("am Abend");
      if (scripts) {
        await expect(form.getByRole("status").last()).toHaveText("Gespeichert.");
        await expect(form.getByRole("textbox", { name: "Ihr Kommentar" })).toHaveValue("");
        await expect(send, "the next comment is near").toBeFocused();
      } else {
        await expect(page, "the reader arrives at the comment").toHaveURL(/#c-/);
      }

      // A reply opens where it is read, and closes there, too.
      const reply = comment.getByRole("link", { name: "Antworten" });
      await keyboard.activate(reply);
      const answer = comment.locator("form.composer");
      await expect(answer).toBeVisible();
      if (scripts) {
        await expect(answer.getByRole("textbox", { name: "Ihr Kommentar" })).toBeFocused();
        await keyboard.back(answer.getByRole("radio", { name: "Vorschlag" }));
      } else {
        await keyboard.to(answer.getByRole("radio", { name: "Dafür" }));
      }
      await keyboard.press("Space");
      await keyboard.write(answer.getByRole("textbox", { name: "Ihr Kommentar" }), "Ja, jeden Tag.");
      await keyboard.activate(answer.getByRole("button", { name: "Absenden" }));
      await expect(page.getByRole("article").filter({ hasText: "Ja, jeden Tag." }).last()).toBeVisible();
      if (scripts) await expect(reply, "the reader is back where the reply began").toBeFocused();

      // What others think of it.
      const opinion = page.getByRole("group", { name: /Was denken Sie über den Kommentar von Frau bela/ }).first().getByRole("button", { name: /Stimme zu/ });
      await keyboard.to(opinion);
      await keyboard.press("Space");
      await expect(opinion).toHaveAttribute("aria-pressed", "true");
      if (scripts) await expect(opinion).toBeFocused();

      // Where others have spoken already, reading comes first: the form opens when it is wanted.
      await page.goto(`${text}/paragraphs/${await paragraphOf(page, text)}`);
      await alive(page.locator("form.composer"), scripts);
      await expect(page.getByRole("textbox", { name: "Ihr Kommentar" })).toBeHidden();
      await keyboard.to(page.getByText("Kommentar schreiben"));
      await keyboard.press("Enter");
      await expect(page.getByRole("textbox", { name: "Ihr Kommentar" })).toBeVisible();
    });

    test("amending a paragraph", async ({ newBrowser, people, states }) => {
      const text = await beginText(people.anna, rooms, "Räume", words);
      const page = await newBrowser({ storageState: states.bela, javaScriptEnabled: scripts });
      const keyboard = new Keyboard(page);
      await page.goto(`${text}/paragraphs/${await paragraphOf(page, text)}`);
      await alive(page, scripts);
      await keyboard.skip();
      await keyboard.activate(page.getByRole("link", { name: "Änderung vorschlagen" }));
      const title = page.getByRole("heading", { level: 1, name: "Änderung vorschlagen: Absatz 1" });
      await expect(title).toBeVisible();
      if (scripts) await expect(title, "the reader starts at the title").toBeFocused();
      const form = page.locator("form.amend-form");
      await alive(form, scripts);
      await keyboard.to(form.getByRole("group", { name: "Was möchten Sie?" }).getByRole("radio", { name: "Den Absatz umschreiben" }));
      await keyboard.press("ArrowDown");
      await expect(form.getByRole("textbox", { name: "Der neue Absatz" })).toBeVisible();
      await keyboard.press("ArrowUp");
      await expect(form.getByRole("radio", { name: "Den Absatz umschreiben" })).toBeFocused();
      await keyboard.to(page.getByText("So steht es jetzt da"));
      await keyboard.press("Enter");
      await expect(form.locator("details")).toHaveAttribute("open");
      await keyboard.write(form.getByRole("textbox", { name: "So soll es heißen" }), "Vereine brauchen günstige Räume am Abend.");
      await keyboard.write(form.getByRole("textbox", { name: "Warum?" }), "Das Geld ist knapp.");
      if (scripts) await expect(form.locator("ins")).toContainText("günstige");
      await keyboard.activate(form.getByRole("button", { name: "Änderung prüfen" }));
      await expect(page.getByRole("status").filter({ hasText: "Ihr Entwurf ist gespeichert." })).toBeVisible();
      if (scripts) await expect(form.locator(":focus"), "the reader is still in the form").toHaveCount(1);
      await expect(form.locator("ins")).toContainText("günstige");
      await keyboard.activate(form.getByRole("button", { name: "Antrag senden" }));
      await expect(page).toHaveURL(/\/amendments\/[0-9a-f-]+$/);
      const sent = page.getByRole("heading", { level: 1, name: "Absatz 1 umschreiben" });
      await expect(sent).toBeVisible();
      if (scripts) await expect(sent, "the reader starts at the title").toBeFocused();
      await keyboard.to(page.getByRole("link", { name: "Gespräch zum ganzen Text" }));
    });

    test("merging: accept, undo, settle, finish", async ({ newBrowser, people, states }) => {
      const text = await beginText(people.anna, rooms, "Räume", words);
      const page = await newBrowser({ storageState: states.anna, javaScriptEnabled: scripts });
      const form = `${text}/amend/${await paragraphOf(page, text)}`;
      await amend(people.bela, form, { words: "Vereine brauchen Räume am Wochenende.", reason: "Da haben alle Zeit." });
      await amend(people.anna, form, { words: "Vereine brauchen Räume am Vormittag.", reason: "Da sind sie leer." });
      const keyboard = new Keyboard(page);
      await page.goto(`${text}/merge`);
      const progress = page.getByRole("main").getByRole("status").first();
      const accept = page.getByRole("button", { name: /^Annehmen ?: von Frau/ });
      const undo = page.getByRole("button", { name: "Letzten Schritt rückgängig machen" });
      await expect(progress).toHaveText("0 von 2 entschieden");
      await alive(page.locator("main form"), scripts);
      await keyboard.skip();
      const wish = page.getByRole("region", { name: "Absatz 1" }).getByRole("article");
      await keyboard.activate(accept.first());
      await expect(progress).toHaveText("1 von 2 entschieden");
      await expect(wish.filter({ hasText: "angenommen" })).toHaveCount(1);
      if (scripts) await expect(wish.first(), "the reader is still at the amendment").toBeFocused();
      await (scripts ? keyboard.back(undo) : keyboard.to(undo));
      await expect(undo).toHaveAccessibleDescription(/hat den Antrag von Frau (anna|bela) angenommen\./);
      await keyboard.press("Enter");
      await expect(progress).toHaveText("0 von 2 entschieden");
      await expect(undo).toBeHidden();
      if (scripts) await expect(page.locator("main :focus"), "the reader is still on the page").toHaveCount(1);

      await keyboard.activate(accept.first());
      await expect(progress).toHaveText("1 von 2 entschieden");
      await keyboard.activate(accept);
      await expect(progress).toHaveText("2 von 2 entschieden");
      await expect(page.getByText("Beide sind angenommen. Bitte legen Sie den Wortlaut fest.")).toBeVisible();
      await keyboard.activate(page.locator("summary", { hasText: "Wortlaut festlegen" }));
      const place = page.getByRole("region", { name: "Absatz 1" });
      await keyboard.write(place.getByRole("textbox", { name: "So heißt der Absatz am Ende" }), "Vereine brauchen Räume, wenn sie Zeit haben.");
      await keyboard.write(place.getByRole("textbox", { name: "Begründung (für alle lesbar)" }).and(page.locator("[id^=settle-reason]")), "Beides zusammen.");
      await keyboard.activate(place.getByRole("button", { name: "Wortlaut festlegen" }));
      await expect(page.getByText("Festgelegter Wortlaut")).toBeVisible();
      if (scripts) await expect(page.locator("main :focus"), "the reader is still on the page").toHaveCount(1);
      await keyboard.write(page.getByRole("textbox", { name: "Was ist neu, und warum?" }), "Zwei Anträge zusammengeführt.");
      await keyboard.activate(page.getByRole("button", { name: "Neue Fassung daraus machen" }));
      await expect(page).not.toHaveURL(/\/merge/);
      await page.goto(text);
      await expect(page.getByText("wenn sie Zeit haben")).toBeVisible();
    });

    test("a position with an objection, heard and taken back", async ({ newBrowser, people, states }) => {
      const text = await beginText(people.anna, rooms, "Räume", words);
      const [bela, anna] = await Promise.all([states.bela, states.anna].map((storageState) => newBrowser({ storageState, javaScriptEnabled: scripts })));
      if (!bela || !anna) throw new Error("two people");
      const keyboard = new Keyboard(bela);
      await bela.goto(`${text}/agreement`);
      const form = bela.getByRole("region", { name: "Räume" }).locator("form");
      await alive(form, scripts);
      await keyboard.skip();
      await keyboard.to(form.getByRole("group", { name: "Ihre Haltung" }).getByRole("radio", { name: /^Zustimmung/ }));
      await keyboard.press("Space", "ArrowDown", "ArrowDown");
      await expect(form.getByRole("radio", { name: /schwerwiegenden Einwand/ })).toBeChecked();
      await expect(form.getByRole("radio", { name: /schwerwiegenden Einwand/ })).toBeFocused();
      await keyboard.write(form.getByRole("textbox", { name: "Warum?" }), "Es fehlt ein Datum.");
      await keyboard.to(form.getByRole("combobox", { name: "Worum geht es?" }));
      await keyboard.type("Absatz 1");
      await expect(form.getByRole("combobox").locator("option:checked")).toContainText("Absatz 1");
      const save = form.getByRole("button", { name: "Haltung speichern" });
      await keyboard.activate(save);
      const objection = (page: Page) => page.getByRole("article", { name: /^Einwand gegen Fassung 1/ });
      await expect(objection(bela)).toContainText("Es fehlt ein Datum.");
      if (scripts) await expect(save).toBeFocused();

      // The chair hears it.
      const chair = new Keyboard(anna);
      await anna.goto(`${text}/agreement`);
      await alive(objection(anna).locator("form"), scripts);
      await chair.skip();
      await chair.write(objection(anna).getByRole("textbox", { name: "Was hat die Gruppe dazu besprochen?" }), "Das Datum kommt mit dem Haushalt.");
      await chair.activate(objection(anna).getByRole("button", { name: "Als gehört festhalten" }));
      await expect(objection(anna)).toContainText("gehört");
      await expect(objection(anna)).toContainText("Das Datum kommt mit dem Haushalt.");
      if (scripts) await expect(objection(anna), "the chair is still at the objection").toBeFocused();

      if (scripts) await expect(objection(bela)).toContainText("Das Datum kommt mit dem Haushalt.");
      else await bela.goto(`${text}/agreement`);
      const back = objection(bela).getByRole("button", { name: "Zurücknehmen und zustimmen" });
      await keyboard.activate(back);
      await expect(objection(bela)).toContainText("zurückgenommen");
      if (scripts) await expect(objection(bela), "the member is still at the objection").toBeFocused();
    });

    test("an open vote and a secret one", async ({ newBrowser, people, states }) => {
      const text = await beginText(people.anna, rooms, "Räume", words);
      const announce = (secret: boolean) =>
        people.anna.send(`${text}/agreement`, "announce-vote", { question: "Sollen wir das empfehlen?", "how[closes]": moment(7), "how[secret]": String(secret) });
      const page = await newBrowser({ storageState: states.bela, javaScriptEnabled: scripts });
      const keyboard = new Keyboard(page);
      await page.goto(await announce(false));
      const own = page.getByRole("region", { name: "Ihre Stimme" });
      await alive(own.locator("form"), scripts);
      await keyboard.skip();
      await keyboard.to(own.getByRole("group", { name: "Ihre Stimme" }).getByRole("radio", { name: "Ja" }));
      await keyboard.press("Space");
      await keyboard.activate(own.getByRole("button", { name: "Abstimmen" }));
      await expect(own).toContainText("Ihre Stimme bisher: Ja.");
      const change = own.getByRole("button", { name: "Stimme ändern" });
      if (scripts) {
        await expect(change).toBeFocused();
        await keyboard.back(own.getByRole("radio", { name: "Ja" }));
      } else {
        await keyboard.to(own.getByRole("radio", { name: "Ja" }));
      }
      await keyboard.press("ArrowDown");
      await keyboard.activate(change);
      await expect(own).toContainText("Ihre Stimme bisher: Nein.");

      await page.goto(await announce(true));
      await alive(own.locator("form"), scripts);
      await keyboard.skip();
      await keyboard.to(own.getByRole("radio", { name: "Ja" }));
      await keyboard.press("Space", "ArrowDown", "ArrowDown");
      await expect(own.getByRole("radio", { name: "Enthaltung" })).toBeChecked();
      const cast = own.getByRole("button", { name: "Geheim abstimmen" });
      await keyboard.activate(cast);
      await expect(page.getByText("Ihre Stimme ist gezählt. Danke.")).toBeVisible();
      if (scripts) await expect(cast).toBeFocused();
    });
  });
}

test("words that are selected in the paragraph come into the form", async ({ newBrowser, people, states }) => {
  const text = await beginText(people.anna, rooms, "Räume", words);
  const page = await newBrowser({ storageState: states.bela });
  await page.goto(`${text}/paragraphs/${await paragraphOf(page, text)}`);
  const form = page.locator("form.composer");
  await alive(form, true);
  // As reading programs and the browser's own cursor do: a cursor in the text, then Shift and the arrow keys.
  await page.locator(".paragraph.chosen .words").evaluate((paragraph) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf("Räume") ?? -1;
      if (at >= 0) getSelection()?.setBaseAndExtent(node, at, node, at + 3);
    }
  });
  const keyboard = new Keyboard(page);
  await keyboard.press("Shift+ArrowRight", "Shift+ArrowRight");
  await expect(form.getByRole("textbox", { name: "Zu diesen Wörtern (nicht nötig)" })).toHaveValue("Räume");
  await expect(form.getByRole("status").first()).toHaveText("Ihr Kommentar gehört jetzt zu diesen Wörtern: Räume");

  // Closed by hand, the form opens again with the next words.
  await page.getByText("Kommentar schreiben").click();
  await expect(form).toBeHidden();
  await page.locator(".paragraph.chosen .words").evaluate((paragraph) => getSelection()?.selectAllChildren(paragraph));
  await expect(form).toBeVisible();
});
