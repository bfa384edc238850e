// Using a page by keyboard alone: Tab leads to what is meant, and at every station on the way one sees where one is.
import { type Locator, type Page, expect } from "@playwright/test";

/** So many stations at most: more would be no way. */
const FAR = 120;

interface Station {
  name: string;
  /** Whether there is a ring around it, or around the row it stands in. */
  ringed: boolean;
  /** Whether any of it can be seen. */
  inView: boolean;
}

/** The element with the focus: what it is, and whether one sees that it has it. */
export async function focused(page: Page): Promise<Station> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const ring = (one: Element | null) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(", 0)");
    };
    const field = element as HTMLInputElement;
    const valued = ["checkbox", "radio", "submit"].includes(field.type);
    const name = field.name ? `${field.name}=${valued ? field.value : ""}` : element.className || element.tagName;
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const inView = bottom > 0 && right > 0 && top < window.innerHeight && left < window.innerWidth;
    return { name, ringed: ring(element) || ring(element.closest(".option-row, .scale-point")), inView };
  });
}

export class Keyboard {
  constructor(readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** From the top of the page past its header. */
  async skip(): Promise<void> {
    const link = this.page.getByRole("link", { name: "Zum Inhalt springen" });
    await this.press("Tab");
    await expect(link).toBeFocused();
    await expect(link).toBeInViewport();
    await this.press("Enter");
  }

  /** On to this element. */
  async to(target: Locator): Promise<void> {
    await this.walk("Tab", target);
  }

  /** Back to this element. */
  async back(target: Locator): Promise<void> {
    await this.walk("Shift+Tab", target);
  }

  /** On to a button or link, and pressed. */
  async activate(target: Locator): Promise<void> {
    await this.to(target);
    await this.press("Enter");
  }

  /** On to a field, and whatever stands in it is replaced. */
  async write(field: Locator, words: string): Promise<void> {
    await this.to(field);
    await this.press("ControlOrMeta+A");
    await this.type(words);
    await expect(field).toHaveValue(words);
  }

  private async walk(key: "Tab" | "Shift+Tab", target: Locator): Promise<void> {
    await expect(target, "the element to go to").toBeVisible();
    const stations: string[] = [];
    for (let pressed = 0; pressed < FAR; pressed += 1) {
      await this.press(key);
      const station = await focused(this.page);
      stations.push(station.name);
      if (station.name !== "BODY") expect(station, `the focus is seen, after ${stations.join(", ")}`).toMatchObject({ ringed: true, inView: true });
      if ((await target.and(this.page.locator(":focus")).count()) > 0) return;
    }
    throw new Error(`${key} does not lead to ${target}, but to ${stations.join(", ")}`);
  }
}
