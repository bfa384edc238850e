// For staff: who may in comes in, who may not learns nothing, and strangers see no figures.
import { slug } from "../fixtures/demo";
import { bothWays, expect, test } from "../fixtures/test";
import { SignInPage } from "../pages/sign-in";

for (const { scripts, way } of bothWays) {
  test.describe(way, () => {
    test.use({ javaScriptEnabled: scripts });

    test("signing in, and out again", async ({ page, server, context }) => {
      const door = new SignInPage(page, scripts);
      await page.goto("/");
      await page.getByRole("link", { name: "Anmelden" }).click();
      await expect(page).toHaveURL(/\/sign-in(\?next=.*)?$/);
      await door.settled();
      await door.send(server.email, server.password);
      await expect(page).toHaveURL(/\/office$/);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Guten Tag");
      const session = (await context.cookies()).find(({ name }) => name === "teilhabe");
      expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });

      await door.signOut();
      await expect(page).toHaveURL(/\/$/);
      await page.goto("/office");
      await expect(page).toHaveURL(/\/sign-in(\?next=.*)?$/);
      await context.addCookies(session ? [session] : []);
      await page.goto("/office");
      await expect(page, "the old cookie opens nothing").toHaveURL(/\/sign-in(\?next=.*)?$/);
    });

    test("signing in leads back to the page that was wanted", async ({ page, server }) => {
      const door = new SignInPage(page, scripts);
      await page.goto("/office/mail?state=failed");
      await expect(page).toHaveURL(/\/sign-in\?next=/);
      await door.settled();
      await door.send(server.email, server.password);
      await expect(page).toHaveURL(/\/office\/mail\?state=failed$/);
    });

    test("a wrong password and an unknown address get the same words", async ({ page, server, guard }) => {
      guard.expect(/status of \d+ .*\/calls\/sign-in/);
      const door = new SignInPage(page, scripts);
      for (const [email, password] of [[server.email, "falsch-und-lang"], ["niemand@example.org", server.password]] as const) {
        await door.open();
        await door.send(email, password);
        await expect(door.refusal).toHaveText("E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides.");
        expect(page.url()).not.toContain(encodeURIComponent(password));
        expect(page.url()).not.toContain(encodeURIComponent(email));
      }
      await page.goto("/office");
      await expect(page).toHaveURL(/\/sign-in(\?next=.*)?$/);
    });

    test("strangers are led from the office to the sign-in", async ({ page }) => {
      for (const path of ["/office", "/office/surveys", `/office/surveys/${slug}`]) {
        await page.goto(path);
        await expect(page).toHaveURL(/\/sign-in(\?next=.*)?$/);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anmelden");
      }
    });
  });
}

test("strangers get no figures by other doors", async ({ request }) => {
  for (const path of [`/api/v1/surveys/${slug}/results`, `/live/surveys/${slug}`]) {
    expect((await request.get(path)).status(), path).toBe(401);
  }
  for (const call of ["survey-results", "survey-rows"]) {
    const answer = await request.post(`/calls/${call}`, { form: { slug } });
    expect(answer.ok(), call).toBe(false);
    expect(await answer.text(), call).not.toContain("answered");
  }
});
