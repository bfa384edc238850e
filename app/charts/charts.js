// Draws charts for the result pages: charming's option JSON in, ECharts on a canvas out.
// Colours and fonts come from CSS custom properties, direction and language from the document.
import { init, use } from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";
import { inReadingDirection, roomForLabels } from "./layout.js";
import { inTheReadersNumbers, resolved, themeOf } from "./theme.js";

use([BarChart, LineChart, AriaComponent, GridComponent, TooltipComponent, CanvasRenderer]);

/** element -> { chart, option, observer, width } */
const shown = new Map();
const asks = (query) => matchMedia(query);
const dark = asks("(prefers-color-scheme: dark)");
const still = asks("(prefers-reduced-motion: reduce)");
const contrast = [asks("(prefers-contrast: more)"), asks("(forced-colors: active)")];

/** The option as ECharts gets it: what Rust wrote, plus what only the browser knows. */
function dressed(element, text) {
  const option = resolved(JSON.parse(text), getComputedStyle(element));
  const animate = !still.matches;
  roomForLabels(option, element.clientWidth);
  inTheReadersNumbers(option);
  if (getComputedStyle(element).direction === "rtl") inReadingDirection(option);
  return {
    ...option,
    animation: animate,
    animationDuration: animate ? 300 : 0,
    animationDurationUpdate: animate ? 300 : 0,
    animationEasingUpdate: "cubicOut",
    // The page names the chart in the reader's language; patterns help where colours do not.
    aria: { enabled: true, label: { enabled: false }, decal: { show: contrast.some((query) => query.matches) } },
    // HTML tooltips break the content security policy; text on the canvas does not.
    tooltip: { confine: true, ...option.tooltip, renderMode: "richText" },
  };
}

function draw(element, state) {
  state.width = element.clientWidth;
  state.chart.setOption(dressed(element, state.text), { notMerge: false, replaceMerge: ["series", "xAxis", "yAxis"] });
}

function redrawAll() {
  for (const [element, state] of shown) {
    state.chart.setTheme(themeOf(element));
    draw(element, state);
  }
}

function listen(how) {
  for (const query of [dark, still, ...contrast]) query[how]("change", redrawAll);
}

/** Shows the chart in `element`, or changes the one that is there. `text` is an ECharts option as JSON. */
export function show(element, text) {
  let state = shown.get(element);
  if (!state) {
    if (shown.size === 0) listen("addEventListener");
    const chart = init(element, themeOf(element), { renderer: "canvas" });
    const observer = new ResizeObserver(() => {
      // Taken out of the page without a word: nothing may stay behind.
      if (!element.isConnected) return dispose(element);
      // An element that is hidden for the moment has no size; it is drawn when it comes back.
      if (element.clientWidth === 0) return;
      chart.resize();
      if (element.clientWidth !== shown.get(element)?.width) draw(element, shown.get(element));
    });
    state = { chart, observer, text, width: 0 };
    shown.set(element, state);
    observer.observe(element);
    // Letters are measured on the canvas: once more when the web font is there.
    document.fonts?.load("1em \"Fira Sans\"").then(() => shown.get(element) === state && draw(element, state), () => {});
  }
  state.text = text;
  draw(element, state);
}

/** Frees what `show` made for `element`; harmless when there is nothing. */
export function dispose(element) {
  const state = shown.get(element);
  if (!state) return;
  state.observer.disconnect();
  state.chart.dispose();
  shown.delete(element);
  if (shown.size === 0) listen("removeEventListener");
}
