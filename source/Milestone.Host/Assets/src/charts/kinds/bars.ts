import { drawn, type ChartData } from "../data";
import type { Tokens } from "../tokens";
import { legend, legendHeight, lines, nameAxis, tooltip, valueAxis } from "./parts";

/** Pixels below which there is room for fewer words. */
const narrow = 500;

/** Where each bar has its figure and there is little room, the bars have all of it: from the least to the most, without a scale. */
const bareAxis = {
  type: "value",
  min: ({ min }: { min: number }) => Math.min(0, min),
  max: ({ max }: { max: number }) => Math.max(0, max),
  axisLabel: { show: false },
  splitLine: { show: false },
};

/** Bars across, one name a line, its figure at the end: profit by project, margins, phases against their estimates. */
export const bars = (data: ChartData, tokens: Tokens, width: number) => ({
  grid: { left: 4, right: 76, top: legendHeight(data, width), bottom: 4, containLabel: true },
  legend: legend(data, tokens),
  tooltip: tooltip(tokens, "axis", (index) => lines(data, index)),
  xAxis: width < narrow && drawn(data).length === 1 ? bareAxis : { ...valueAxis(data, tokens), splitNumber: width < narrow ? 3 : 5 },
  yAxis: names(data, tokens, width),
  series: drawn(data).map((series, at) => ({
    type: "bar",
    name: series.label,
    ...(series.stack ? { stack: series.stack } : {}),
    barMaxWidth: 18,
    itemStyle: { color: tokens.tone(series.tone) }, // the legend's
    data: series.values.map((value, index) => ({
      value,
      itemStyle: { color: tokens.tone(data.points[index]?.tone ?? series.tone), borderColor: tokens.inkQuiet, borderWidth: 0.5 },
    })),
    // One figure a line: of a stack, and of several bars, the tooltip and the table have the others.
    label: {
      show: drawn(data).length === 1 && at === 0,
      position: "right",
      color: tokens.ink,
      fontFamily: tokens.font,
      formatter: ({ dataIndex }: { dataIndex: number }) => series.words[dataIndex] ?? "",
    },
    labelLayout: { hideOverlap: false },
  })),
});

/** Names down the side, the first at the top, cut where there is little room; the table has them whole. */
export function names(data: ChartData, tokens: Tokens, width: number): object {
  const axis = nameAxis(data, tokens);
  return { ...axis, inverse: true, axisLabel: { ...axis.axisLabel, width: Math.max(90, Math.min(220, width * (width < narrow ? 0.36 : 0.3))), overflow: "truncate", interval: 0 } };
}
