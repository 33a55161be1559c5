// What the kinds of chart have in common.
import { drawn, type ChartData } from "../data";
import type { Tokens } from "../tokens";
import { plain, short, shortPercent } from "../words";

export const valueLabel = (data: ChartData) => (data.unit === "percent" ? shortPercent : short);

/** Amounts along an axis, with quiet lines across. */
export const valueAxis = (data: ChartData, tokens: Tokens) => ({
  type: "value",
  axisLabel: { color: tokens.inkQuiet, formatter: valueLabel(data), hideOverlap: true },
  splitLine: { lineStyle: { color: tokens.line } },
  axisLine: { show: false },
});

/** Names along an axis. */
export const nameAxis = (data: ChartData, tokens: Tokens) => ({
  type: "category",
  data: data.points.map((point) => point.label),
  axisLabel: { color: tokens.inkSoft, formatter: plain, margin: 10 },
  axisTick: { show: false },
  axisLine: { lineStyle: { color: tokens.lineStrong } },
});

/** A card in the colours of the theme. Drawn as SVG text, not as HTML, which the page's policy would strip of its style. */
export const tooltip = (tokens: Tokens, trigger: "axis" | "item", words: (index: number) => string) => ({
  trigger,
  renderMode: "richText",
  confine: true,
  backgroundColor: tokens.surface,
  borderColor: tokens.lineStrong,
  borderWidth: 1,
  padding: [8, 10],
  textStyle: { color: tokens.ink },
  axisPointer: { type: "shadow", shadowStyle: { color: tokens.ink, opacity: 0.06 } },
  formatter: (of: { dataIndex: number } | readonly { dataIndex: number }[]) => {
    const first = "dataIndex" in of ? of : of[0];
    return first ? words(first.dataIndex) : "";
  },
});

/** A point's name and what each series says of it. */
export function lines(data: ChartData, index: number): string {
  const point = data.points[index];
  if (!point) return "";
  return [plain(point.label), ...data.series.map((series) => `${plain(series.label)}  ${series.words[index] ?? ""}`)].join("\n");
}

/** Pixels of a legend's line, of a letter in it, and of what is around a word. */
const legendLine = 22;
const letter = 6.6;
const aroundAWord = 38;

/** Room for the legend above the plot: as many lines as its words take. */
export function legendHeight(data: ChartData, width: number): number {
  const series = drawn(data);
  if (series.length < 2) return 4;
  let lines = 1;
  let used = 0;
  for (const { label } of series) {
    const wide = label.length * letter + aroundAWord;
    if (used + wide > width) {
      lines += 1;
      used = 0;
    }
    used += wide;
  }
  return lines * legendLine + 14;
}

export const legend = (data: ChartData, tokens: Tokens) => ({
  show: drawn(data).length > 1,
  top: 0,
  left: 0,
  padding: [5, 0],
  itemWidth: 16,
  itemHeight: 11,
  itemGap: 16,
  inactiveColor: tokens.line,
  textStyle: { color: tokens.inkSoft, fontFamily: tokens.font, fontSize: 12 },
});
