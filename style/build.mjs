// Builds what the pages need that is not Rust: one style sheet, the fonts, the chart engine.
// Run by `npm run assets`; safe to repeat. `npm ci --ignore-scripts` is enough before it.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import esbuild from "esbuild";
import { kernTokens } from "./kern.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => join(root, ...parts);
// The oldest browsers we write for: phones of about 2022.
const target = ["chrome100", "firefox100", "safari15.4"];

function say(file) {
  const bytes = readFileSync(at(file));
  const kilo = (n) => `${(n / 1000).toFixed(1)} kB`;
  const brotli = file.endsWith(".woff2") ? "" : `, ${kilo(brotliCompressSync(bytes).length)} brotli`;
  console.log(`${file}  ${kilo(bytes.length)}${brotli}`);
}

// 1. Fonts: the subsets that style/fonts.css names, under stable addresses.
const fonts = {
  "@fontsource/fira-sans": ["latin", "latin-ext", "cyrillic"].flatMap((script) =>
    [400, 600].map((weight) => `fira-sans-${script}-${weight}-normal.woff2`)),
  "@fontsource-variable/noto-sans-arabic": ["noto-sans-arabic-arabic-wght-normal.woff2"],
};
rmSync(at("public/generated/fonts"), { recursive: true, force: true });
mkdirSync(at("public/generated/fonts"), { recursive: true });
for (const [name, files] of Object.entries(fonts)) {
  for (const file of files) {
    copyFileSync(at("node_modules", name, "files", file), at("public/generated/fonts", file));
    say(`public/generated/fonts/${file}`);
  }
  copyFileSync(at("node_modules", name, "LICENSE"), at("public/generated/fonts", `${name.split("/")[1]}.LICENSE.txt`));
}

// The same fonts as whole files, which the server embeds into PDF.
const print = {
  "@expo-google-fonts/fira-sans": ["400Regular/FiraSans_400Regular.ttf", "700Bold/FiraSans_700Bold.ttf"],
  "@expo-google-fonts/noto-sans-arabic": ["400Regular/NotoSansArabic_400Regular.ttf"],
};
mkdirSync(at("public/generated/fonts/print"));
for (const [name, files] of Object.entries(print)) {
  for (const file of files) {
    const copy = `public/generated/fonts/print/${file.split("/")[1]}`;
    copyFileSync(at("node_modules", name, file), at(copy));
    say(copy);
  }
  copyFileSync(at("node_modules", name, "LICENSE_FONT"), at("public/generated/fonts/print", `${name.split("/")[1]}.LICENSE.txt`));
}

// 2. KERN's tokens, only those our files use (the whole sheet is 340 kB).
mkdirSync(at("style/generated"), { recursive: true });
const ours = readdirSync(at("style")).filter((file) => file.endsWith(".css"))
  .map((file) => readFileSync(at("style", file), "utf8")).join("\n");
const kern = readFileSync(at("node_modules/@kern-ux/native/dist/kern.css"), "utf8");
writeFileSync(at("style/generated/kern-tokens.css"), kernTokens(kern, ours));

// 3. The style sheet. Addresses under /generated stay as they are.
await esbuild.build({
  entryPoints: [at("style/main.css")],
  outfile: at("style/generated/main.css"),
  bundle: true, minify: true, target, external: ["/generated/*", "/favicon.svg"], logLevel: "warning",
});
say("style/generated/main.css");

// 4. The chart engine: only the parts app/charts/charts.js imports.
await esbuild.build({
  entryPoints: [at("app/charts/charts.js")],
  outfile: at("public/generated/charts.js"),
  bundle: true, minify: true, format: "esm", target, legalComments: "linked", logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
});
say("public/generated/charts.js");
if (statSync(at("style/generated/main.css")).size > 120_000) throw new Error("The style sheet grew beyond 120 kB.");
