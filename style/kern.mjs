// Takes from KERN's style sheet the custom properties that our files use, and those they stand on.
// Colours become hexadecimal: older phones do not know oklch(), and the chart engine does not either.

/** OKLCH (lightness 0–1, chroma, hue in degrees) as #rrggbb; the matrices are Björn Ottosson's. */
function hexadecimal(lightness, chroma, hue) {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return "#" + [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const x = Math.min(1, Math.max(0, linear));
    const encoded = x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255).toString(16).padStart(2, "0");
  }).join("");
}

/** The `--kern-*` declarations of every block that starts with `opening`, later ones winning. */
function declarations(sheet, opening) {
  const found = new Map();
  for (const block of sheet.split(opening).slice(1)) {
    for (const [, name, value] of block.slice(0, block.indexOf("}")).matchAll(/(--kern-[\w-]+):\s*([^;]+);/g)) {
      found.set(name, value.trim());
    }
  }
  return found;
}

/** A small sheet with the tokens of `kern` (its dist/kern.css) that `used` (our CSS) needs, light and dark. */
export function kernTokens(kern, used) {
  const sheet = kern.replace(/\/\*[\s\S]*?\*\//g, "");
  const blocks = {
    both: declarations(sheet, /^:root \{/m),
    light: declarations(sheet, /@media \(prefers-color-scheme: light\) \{\s*:root \{/),
    dark: declarations(sheet, /@media \(prefers-color-scheme: dark\) \{\s*:root \{/),
  };
  const wanted = new Set();
  const want = (text) => {
    for (const [, name] of text.matchAll(/var\((--kern-[\w-]+)/g)) {
      if (wanted.has(name)) continue;
      wanted.add(name);
      const values = Object.values(blocks).map((block) => block.get(name)).filter(Boolean);
      if (values.length === 0) throw new Error(`KERN has no token ${name}.`);
      values.forEach(want);
    }
  };
  want(used);
  const write = (block) => [...block].filter(([name]) => wanted.has(name)).map(([name, value]) =>
    `${name}: ${value.replace(/oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/g, (_, l, c, h) => hexadecimal(l / 100, +c, +h))};`).join("\n");
  return `/* KERN's tokens that our files use; written by style/build.mjs. */
:root {\n${write(blocks.both)}\n${write(blocks.light)}\n}
@media (prefers-color-scheme: dark) { :root {\n${write(blocks.dark)}\n} }\n`;
}
