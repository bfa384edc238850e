// How the browser tests run: one browser, one worker, Debian's Chromium, nothing fetched from anywhere.
import { defineConfig } from "@playwright/test";

const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["html", { outputFolder: "report", open: "never" }], ["./closing.ts"]],
  use: {
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    trace: "on-first-retry",
    // The unoptimised server takes two seconds to compress the unoptimised program for every new browser.
    extraHTTPHeaders: { "accept-encoding": "identity" },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        ...(root ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
