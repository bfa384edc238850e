// The office's pages about the invitations to a survey; coming with an access, by link or by typed code; letters on paper.
import { type Locator, type Page, type Request, expect } from "@playwright/test";
import jsQR from "jsqr";
import { PNG } from "pngjs";

/** What an invitation's letter holds. */
export interface Access {
  /** In six groups of four. */
  code: string;
  /** The half that the server knows. */
  invitation: string;
  /** The half that stays with the respondent. */
  half: string;
  /** The address on the same site, with both halves. */
  link: string;
}

export const CODE = /^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/;

export function access(code: string): Access {
  expect(code).toMatch(CODE);
  const letters = code.replaceAll("-", "");
  const [invitation, half] = [letters.slice(0, 8), letters.slice(8)];
  return { code, invitation, half, link: `/i/${invitation}#${half}` };
}

/** Like the code, with another letter in the half that only the respondent knows. */
export const mistyped = (code: string): string => code.slice(0, 12) + (code[12] === "7" ? "8" : "7") + code.slice(13);

export class InvitationsPage {
  readonly said: Locator;
  readonly rows: Locator;
  readonly letters: Locator;

  constructor(readonly page: Page, readonly slug: string) {
    this.said = page.locator(".notice[role=status]");
    this.rows = page.locator("tbody tr");
    this.letters = page.locator(".paper");
  }

  async open(place: "invitations" | "terms" | "letters" | "letters?all=1" = "invitations"): Promise<void> {
    await this.page.goto(`/office/surveys/${this.slug}/${place}`);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** On the page about how a survey is run. */
  async onlyInvited(mode: "Anonym" | "Unter einem Kürzel" | "Mit Namen"): Promise<void> {
    await this.page.getByLabel("Nur Eingeladene, jede Organisation einmal").check();
    await this.page.getByRole("radio", { name: new RegExp(`^${mode}`) }).check();
    await this.page.getByRole("button", { name: "Speichern" }).click();
    await expect(this.said).toHaveText("Gespeichert.");
    // Whoever has just looked at the survey sees the change within two seconds.
    await expect.poll(async () => (await this.page.request.get(`/surveys/${this.slug}`)).text()).toContain('href="/i"');
  }

  /** One of the two ways to invite. */
  part(heading: "Aus dem Register einladen" | "Eine Liste einfügen"): Locator {
    return this.page.locator(".panel").filter({ has: this.page.getByRole("heading", { name: heading }) });
  }

  /** Whom one would invite; nothing is made yet. */
  async lookIntoRegister(name: string, district: string): Promise<void> {
    const part = this.part("Aus dem Register einladen");
    await part.getByLabel("Name enthält").fill(name);
    await part.getByLabel("Stadtteil").selectOption(district);
    await part.getByRole("button", { name: "Organisationen suchen" }).click();
  }

  /** Invites whoever is ticked. */
  async inviteTicked(): Promise<void> {
    await this.part("Aus dem Register einladen").getByRole("button", { name: "Einladungen anlegen" }).click();
  }

  async sendList(...lines: string[]): Promise<void> {
    const part = this.part("Eine Liste einfügen");
    await part.getByLabel("Eine Zeile für jede Organisation").fill(lines.join("\n"));
    await part.getByRole("button", { name: "Einladungen anlegen" }).click();
  }

  async inviteList(...lines: string[]): Promise<void> {
    await this.sendList(...lines);
    const made = lines.length === 1 ? "Eine Einladung ist angelegt." : `${lines.length} Einladungen sind angelegt.`;
    await expect(this.said).toContainText(made);
  }

  /** Makes the survey one by invitation, and invites these by name alone. */
  async invite(mode: "Anonym" | "Mit Namen", ...names: string[]): Promise<void> {
    await this.open("terms");
    await this.onlyInvited(mode);
    await this.open();
    await this.inviteList(...names);
  }

  /** What stands on this organisation's letter. */
  async access(name: string): Promise<Access> {
    await this.open("letters");
    return access((await this.letter(name).locator(".paper-code").textContent()) ?? "");
  }

  letter(name: string): Locator {
    return this.letters.filter({ has: this.page.getByText(name, { exact: true }) });
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole("rowheader", { name, exact: true }) });
  }

  async revoke(name: string): Promise<void> {
    await this.row(name).locator("button[value=revoke]").click();
    await expect(this.said).toContainText("Die Einladung ist zurückgenommen.");
  }

  async replace(name: string): Promise<void> {
    await this.row(name).locator("button[value=replace]").click();
    await expect(this.said).toContainText("Die neue Einladung steht in der Liste.");
  }

  /** How far this organisation is. */
  state(name: string): Locator {
    return this.row(name).locator(".state");
  }
}

/** The page where a code is typed. */
export class CodePage {
  readonly form: Locator;
  readonly field: Locator;
  readonly go: Locator;
  readonly problem: Locator;

  constructor(readonly page: Page, private readonly scripts = true) {
    this.form = page.locator("form.sign-in");
    this.field = this.form.locator("#code");
    this.go = this.form.locator("button.primary");
    this.problem = this.form.getByRole("alert");
  }

  async open(): Promise<void> {
    await this.page.goto("/i");
    await this.settled();
  }

  async settled(): Promise<void> {
    await expect(this.form).toBeVisible();
    if (this.scripts) await expect.poll(() => this.form.evaluate((form) => form.alive), { message: "the page comes alive" }).toBe(true);
  }

  async send(code: string): Promise<void> {
    await this.field.fill(code);
    await this.go.click();
  }

  /** Types the code as people do: in lower case, without hyphens. */
  async enter({ code }: Access, slug: string): Promise<void> {
    await this.open();
    await this.send(code.replaceAll("-", "").toLowerCase());
    await expect(this.page).toHaveURL(new RegExp(`/surveys/${slug}$`));
  }
}

/** Comes by link, which leads on to the survey's letter. */
export async function come(page: Page, { link }: Access, slug: string): Promise<void> {
  await page.goto(link);
  await expect(page).toHaveURL(new RegExp(`/surveys/${slug}$`));
}

/** Presses what the survey's letter offers to whoever has been here before. */
export async function goOn(page: Page): Promise<void> {
  await page.locator(".letter-action").locator("button:visible, a[href$='/thanks']").click();
}

/** Addresses in the history of this page, as the browser keeps them. */
export async function history(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send("Page.getNavigationHistory");
  await session.detach();
  return entries.map(({ url }) => url);
}

/** Everything that this browser sends from now on: addresses, headers and bodies; letters and digits only, in upper case. */
export function eavesdrop(page: Page): string[] {
  const sent: string[] = [];
  page.context().on("request", (request: Request) => {
    sent.push(bare(`${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ""}`));
  });
  return sent;
}

/** What this browser keeps for the site, beside its history. */
export async function keeps(page: Page): Promise<string> {
  return bare(JSON.stringify(await page.context().storageState()) + (await page.evaluate(() => JSON.stringify({ ...sessionStorage }))));
}

/** So that a code is found with and without its hyphens. */
const bare = (text: string): string => text.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");

/** What a camera reads in a picture on the page. */
export async function scan(picture: Locator): Promise<string | undefined> {
  const { data, width, height } = PNG.sync.read(await picture.screenshot());
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

/** Width and height of each page of a printed document, in points. */
export function paperSizes(pdf: Buffer): [number, number][] {
  const pages = pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g);
  return [...pages].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))]);
}
