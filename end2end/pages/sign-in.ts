// Signing in and out, as staff do it.
import { type Locator, type Page, expect } from "@playwright/test";

export class SignInPage {
  readonly form: Locator;
  readonly refusal: Locator;

  constructor(readonly page: Page, private readonly scripts = true) {
    this.form = page.locator("form.sign-in");
    this.refusal = this.form.getByRole("alert");
  }

  async open(): Promise<void> {
    await this.page.goto("/sign-in");
    await this.settled();
  }

  async settled(): Promise<void> {
    await expect(this.form).toBeVisible();
    if (this.scripts) await expect.poll(() => this.form.evaluate((form) => form.alive), { message: "the page comes alive" }).toBe(true);
  }

  async send(email: string, password: string): Promise<void> {
    await this.form.getByLabel("E-Mail-Adresse").fill(email);
    await this.form.getByLabel("Passwort").fill(password);
    await this.form.getByRole("button", { name: "Anmelden" }).click();
  }

  async signOut(): Promise<void> {
    const form = this.page.locator(".office-header form");
    if (this.scripts) await expect.poll(() => form.evaluate((form) => form.alive), { message: "the page comes alive" }).toBe(true);
    await form.getByRole("button", { name: "Abmelden" }).click();
  }
}
