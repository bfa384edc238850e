// The results page of a survey as staff see it: figures, tables, and what the charts draw.
import { type Locator, type Page, expect } from "@playwright/test";

export interface Line {
  label: string;
  count: number;
  share: string;
}

/** The part of a chart's option that says what is drawn. */
export interface Drawn {
  labels: string[];
  values: number[];
}

export class ResultsPage {
  readonly status: Locator;
  readonly total: Locator;
  readonly cards: Locator;

  constructor(readonly page: Page, readonly slug: string) {
    this.status = page.locator(".live-status");
    this.total = page.locator(".results-head .total b");
    this.cards = page.locator(".result-card");
  }

  async open(): Promise<void> {
    await this.page.goto(`/office/surveys/${this.slug}`);
  }

  async openLive(): Promise<void> {
    await this.open();
    await expect(this.status).toHaveText("live");
  }

  card(code: string): Locator {
    return this.page.locator(`.result-card[aria-labelledby="result-${code}"]`);
  }

  async lines(code: string): Promise<Line[]> {
    return this.card(code).locator("tbody tr").evaluateAll((rows) =>
      rows.map((row) => {
        const [label = "", , count = "", share = ""] = [...row.children].map((cell) => cell.textContent ?? "");
        return { label, count: Number(count), share };
      }),
    );
  }

  chart(code: string): Locator {
    return this.card(code).locator(".chart");
  }

  /** What the chart was told to draw. */
  async drawn(code: string): Promise<Drawn> {
    const text = await this.chart(code).evaluate((element) => (element as HTMLElement & { teilhabeOption?: string }).teilhabeOption);
    const option = JSON.parse(text ?? "{}") as { xAxis: unknown; yAxis: unknown; series: unknown };
    const axes = [option.xAxis, option.yAxis].flat() as { type?: string; data?: string[] }[];
    const [series] = [option.series].flat() as { data: number[] }[];
    return { labels: axes.find((axis) => axis.type === "category")?.data ?? [], values: series?.data ?? [] };
  }

  /** What stands on the canvas, as an image. */
  async pixels(code: string): Promise<string> {
    const canvas = this.chart(code).locator("canvas");
    await canvas.waitFor();
    return canvas.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  }

  /** The canvas once it has come to rest after growing or moving. */
  async settledPixels(code: string): Promise<string> {
    let last = "";
    await expect.poll(async () => {
      const before = last;
      last = await this.pixels(code);
      return last === before;
    }, { intervals: [150, 150, 200] }).toBe(true);
    return last;
  }

  async show(code: string, view: "Diagramm" | "Tabelle"): Promise<void> {
    await this.card(code).getByRole("button", { name: view }).click();
  }
}
