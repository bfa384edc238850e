// Fits a chart's option to its place: labels that do not starve the bars, and right-to-left reading.

const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Narrower than this, the labels of horizontal bars stand above the bars instead of before them. */
const NARROW = 480;

/** Gives every chart its margins, and the labels of horizontal bars their room. Changes `option`. */
export function roomForLabels(option, width) {
  const categories = list(option.yAxis).filter((axis) => axis.type === "category");
  const horizontal = categories.length > 0;
  const narrow = horizontal && width < NARROW;
  for (const axis of categories) {
    // The first answer stands on top, as in the table.
    axis.inverse ??= true;
    axis.axisLine ??= { show: false };
    axis.axisLabel = narrow
      ? { inside: true, margin: 0, verticalAlign: "bottom", padding: [0, 0, 13, 0], width, overflow: "truncate", ...axis.axisLabel }
      : { margin: 12, width: Math.min(Math.round(width * 0.4), 280), overflow: "break", lineHeight: 18, ...axis.axisLabel };
    // Labels above a bar must not be covered by it.
    if (narrow) axis.z = 3;
  }
  for (const series of list(option.series).filter((one) => one.type === "bar")) {
    if (horizontal) series.barMaxWidth ??= narrow ? 14 : 22;
    if (series.stack) series.itemStyle = { borderRadius: 0, ...series.itemStyle };
  }
  for (const grid of (option.grid = list(option.grid ?? {}))) {
    // With labels inside and no numbers below there is nothing to keep room for: bars start where the text does.
    grid.outerBoundsMode ??= narrow && list(option.xAxis).every((axis) => axis.show === false) ? "none" : "same";
    grid.outerBoundsContain ??= "axisLabel";
    grid.left ??= 0;
    // The value stands behind its bar.
    grid.right ??= horizontal ? 56 : 8;
    grid.top ??= narrow ? 12 : horizontal ? 0 : 12;
    grid.bottom ??= horizontal ? 0 : 4;
  }
}

const OTHER = { left: "right", right: "left", insideLeft: "insideRight", insideRight: "insideLeft" };

/** Turns a chart around for readers who start on the right. Changes `option`. */
export function inReadingDirection(option) {
  for (const axis of list(option.xAxis)) axis.inverse = !axis.inverse;
  for (const axis of list(option.yAxis)) axis.position ??= "right";
  for (const grid of list(option.grid)) [grid.left, grid.right] = [grid.right, grid.left];
  for (const series of list(option.series)) {
    for (const label of [series.label, ...list(series.data).map((item) => item?.label)]) {
      if (label?.position in OTHER) label.position = OTHER[label.position];
    }
  }
}
