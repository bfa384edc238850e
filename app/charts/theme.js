// Turns the page's CSS custom properties into an ECharts theme, so that charts follow light and dark.

/** A custom property of the element, for instance `--chart-bar`. */
const property = (style, name) => style.getPropertyValue(name).trim();

/** Replaces every string "var(--name)" in an option by the property's value: Rust names tokens, never colours. */
export function resolved(value, style) {
  if (typeof value === "string") {
    const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    return name ? property(style, name) : value;
  }
  if (Array.isArray(value)) return value.map((item) => resolved(item, style));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, style)]));
  }
  return value;
}

/** Numbers as the reader writes them, in the digits the tables use and with so many decimals at most. Bars left of the middle
    carry negative values for their place only: nobody answered "minus 4", so the sign is not shown. */
function numbers(decimals = 1) {
  const format = new Intl.NumberFormat(`${document.documentElement.lang || "de"}-u-nu-latn`, { maximumFractionDigits: decimals });
  return (value) => (typeof value === "number" ? format.format(Math.abs(value)) : value);
}

/** Fills {a} series, {b} category, {c} value, {p} value in whole numbers in the formatters of labels and tooltip. Changes `option`. */
export function inTheReadersNumbers(option) {
  const format = numbers();
  const whole = numbers(0);
  const filled = (template) => (one) => template
    .replaceAll("{a}", () => one.seriesName).replaceAll("{b}", () => one.name).replaceAll("{c}", () => format(one.value))
    .replaceAll("{p}", () => whole(one.value));
  for (const part of [option.tooltip, ...[option.series ?? []].flat().map((series) => series.label)]) {
    if (typeof part?.formatter === "string" && part.trigger !== "axis") part.formatter = filled(part.formatter);
  }
}

/** The ECharts theme for the element as its style is now. */
export function themeOf(element) {
  const style = getComputedStyle(element);
  const colour = (name) => property(style, name);
  const size = parseFloat(style.fontSize);
  const text = { color: colour("--text"), fontFamily: style.fontFamily, fontSize: size };
  const quiet = { ...text, color: colour("--text-quiet"), fontSize: size * 0.875 };
  const none = { show: false };
  return {
    color: [1, 2, 3, 4, 5].map((index) => colour(`--chart-${index}`)),
    backgroundColor: "transparent",
    textStyle: text,
    categoryAxis: {
      axisLine: { lineStyle: { color: colour("--line-strong") } },
      axisTick: none, splitLine: none,
      axisLabel: { ...text, hideOverlap: true },
    },
    valueAxis: {
      min: 0,
      axisLine: none, axisTick: none,
      splitLine: { lineStyle: { color: colour("--line") } },
      axisLabel: { ...quiet, hideOverlap: true, formatter: numbers() },
    },
    bar: {
      itemStyle: { borderRadius: 2 },
      label: { ...text, fontWeight: 600 },
      emphasis: { disabled: false, itemStyle: { color: "inherit", opacity: 0.85 } },
    },
    line: { lineStyle: { width: 3 }, symbolSize: 8, label: text },
    tooltip: {
      backgroundColor: colour("--surface"), borderColor: colour("--line-strong"), borderWidth: 1, padding: 12,
      textStyle: text, valueFormatter: numbers(),
      axisPointer: { type: "shadow", shadowStyle: { color: colour("--shade") }, lineStyle: { color: colour("--line-strong") } },
    },
  };
}
