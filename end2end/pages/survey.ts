// Answering a survey as a respondent does, from the letter to the receipt. Knows fields by question code, so it fills any survey.
import { type Locator, type Page, expect } from "@playwright/test";

/** The free text of "other". */
export interface Other {
  other: string;
}

export type Answer = string | number | Other | (string | Other)[];
export type Answers = Record<string, Answer>;

/** A question as it stands on the page. */
export interface Seen {
  code: string;
  control: "radio" | "checkbox" | "select" | "number" | "date" | "email" | "text";
  /** Values of the options, those that exclude others left out. */
  options: string[];
  /** Whether an option has a free text beside it. */
  free: boolean;
}

/** Gives the answer to a question; nothing leaves it unanswered. */
export type Chooser = (question: Seen) => Answer | undefined;

export const RECEIPT = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;

export class SurveyPage {
  readonly form: Locator;
  readonly progress: Locator;
  readonly heading: Locator;
  readonly problems: Locator;
  readonly primary: Locator;
  readonly code: Locator;
  /** Codes of all questions that were on a page so far, statements aside. */
  readonly seen = new Set<string>();

  constructor(readonly page: Page, readonly slug: string, private readonly scripts = true) {
    this.form = page.locator("form#answers");
    this.progress = page.locator("#page-count");
    this.heading = page.locator("#page-title");
    this.problems = page.locator("#problems");
    this.primary = page.locator(".page-actions .primary");
    this.code = page.locator(".receipt-code");
  }

  address(step: number | "review" | "thanks" | "" = ""): string {
    return `/surveys/${this.slug}${step === "" ? "" : `/${step}`}`;
  }

  /** The letter. */
  async open(): Promise<void> {
    await this.page.goto(this.address());
  }

  /** Goes straight to a page of the survey. */
  async goto(step: number | "review" | "thanks"): Promise<void> {
    await this.page.goto(this.address(step));
    await this.settled();
  }

  /** Presses the letter's button. */
  async begin(): Promise<void> {
    await this.page.locator(".letter-action button").click();
    await this.page.waitForURL(`**${this.address(1)}`);
    await this.settled();
  }

  /** Waits until the page can be used the way this test uses it. */
  async settled(): Promise<void> {
    await expect(this.primary).toBeVisible();
    if (this.scripts) await expect.poll(() => this.primary.evaluate((button) => button.alive), { message: "the page comes alive" }).toBe(true);
  }

  question(code: string): Locator {
    return this.page.locator(`[id="question-${code}"]`);
  }

  /** The field with this value, for radio buttons and check boxes. */
  option(code: string, value: string): Locator {
    return this.question(code).locator(`input[value="${value}"]:not([type="hidden"])`);
  }

  /** The field one writes in. */
  field(code: string): Locator {
    return this.page.locator(`[id="question-${code}-control"]`);
  }

  otherField(code: string): Locator {
    return this.page.locator(`[id="question-${code}-other"]`);
  }

  problem(code: string): Locator {
    return this.page.locator(`[id="question-${code}-problem"]`);
  }

  /** The questions on the page, in their order. */
  async questions(): Promise<Seen[]> {
    return this.page.locator("form#answers .question").evaluateAll((all) =>
      all.map((element) => {
        const code = element.querySelector<HTMLInputElement>('input[name="shown"]')?.value ?? "";
        const fields = [...element.querySelectorAll<HTMLInputElement>("input:not([type=hidden]), select, textarea")];
        const first = fields[0];
        const choice = fields.filter((field) => field.type === "radio" || field.type === "checkbox");
        const options = choice.filter((field) => !field.closest(".apart")).map((field) => field.value);
        const free = element.querySelector(".other-text") !== null;
        const selectable = first instanceof HTMLSelectElement ? [...first.options].map((option) => option.value).filter(Boolean) : options;
        const control =
          choice[0]?.type === "radio" ? "radio"
          : choice[0]?.type === "checkbox" ? "checkbox"
          : first instanceof HTMLSelectElement ? "select"
          : first?.inputMode === "numeric" || first?.inputMode === "decimal" ? "number"
          : first?.type === "date" ? "date"
          : first?.type === "email" ? "email"
          : "text";
        return { code, control, options: selectable, free } as const;
      }),
    );
  }

  async answer({ code, control }: Pick<Seen, "code" | "control">, answer: Answer): Promise<void> {
    if (control === "select") {
      await this.field(code).selectOption(String(answer));
    } else if (control === "radio" || control === "checkbox") {
      for (const one of [answer].flat()) {
        const free = typeof one === "object";
        await this.option(code, free ? "other" : String(one)).check();
        if (free) await this.otherField(code).fill(one.other);
      }
    } else {
      await this.field(code).fill(String(answer));
    }
  }

  /** Answers what is on the page, also what appears meanwhile. */
  async fillPage(choose: Chooser | Answers): Promise<void> {
    const chooser = typeof choose === "function" ? choose : ({ code }: Seen) => choose[code];
    for (;;) {
      const next = (await this.questions()).find(({ code }) => !this.seen.has(code));
      if (!next) return;
      this.seen.add(next.code);
      const answer = chooser(next);
      if (answer !== undefined) await this.answer(next, answer);
    }
  }

  /** Goes on and waits for what comes: the next page, the same one with a further question, or the review. */
  async next(): Promise<void> {
    await this.go(this.primary);
  }

  async back(): Promise<void> {
    await this.go(this.page.locator(".page-actions [value=back]"));
  }

  private async go(button: Locator): Promise<void> {
    const before = this.page.url();
    // Without scripts every step is a new document, be it at the same address.
    if (!this.scripts) await this.page.locator("html").evaluate((html) => html.setAttribute("data-left", ""));
    await button.click();
    if (this.scripts) await expect(this.page).not.toHaveURL(before);
    else await expect(this.page.locator("html")).not.toHaveAttribute("data-left");
    await expect.poll(async () => new URL(this.page.url()).pathname === (await this.form.getAttribute("action"))).toBe(true);
    await this.settled();
  }

  onReview(): boolean {
    return this.page.url().endsWith("/review");
  }

  /** From the page one is on to the review. */
  async fill(choose: Chooser | Answers): Promise<void> {
    while (!this.onReview()) {
      await this.fillPage(choose);
      await this.next();
    }
  }

  /** Sends and gives the receipt's code. */
  async submit(): Promise<string> {
    await this.primary.click();
    return this.receipt();
  }

  async receipt(): Promise<string> {
    await expect(this.code).toHaveText(RECEIPT);
    await expect(this.page).toHaveURL(new RegExp(`${this.address("thanks")}$`));
    return (await this.code.textContent()) ?? "";
  }

  /** Opens the choice of languages on a survey page and takes one; what is on the page is sent along. */
  async speak(language: string): Promise<void> {
    await this.page.locator(".survey-head .language-switch summary").click();
    await this.page.locator(`.survey-head button[value="language:${language}"]`).click();
    await expect(this.page.locator("html")).toHaveAttribute("lang", language);
    await this.settled();
  }

  /** The answer to a question on the review page. */
  reviewed(question: string): Locator {
    return this.page.locator(".answers > div").filter({ has: this.page.locator("dt").getByText(question, { exact: true }) }).locator("dd");
  }
}
