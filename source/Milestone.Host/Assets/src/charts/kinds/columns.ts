import { drawn, type ChartData } from "../data";
import type { Tokens } from "../tokens";
import { legend, legendHeight, lines, nameAxis, tooltip, valueAxis } from "./parts";

/** Columns along time, and lines over them: the monthly trend, cost as it grows against the estimate. */
export const columns = (data: ChartData, tokens: Tokens, width: number) => ({
  grid: { left: 8, right: 16, top: legendHeight(data, width), bottom: 4, containLabel: true },
  legend: legend(data, tokens),
  tooltip: tooltip(tokens, "axis", (index) => lines(data, index)),
  xAxis: nameAxis(data, tokens),
  yAxis: valueAxis(data, tokens),
  series: drawn(data).map((series, at) =>
    series.shape === "line"
      ? {
          type: "line",
          name: series.label,
          data: series.values,
          symbol: ["circle", "diamond", "rect", "triangle"][at % 4],
          symbolSize: data.points.length > 40 ? 4 : 7,
          showAllSymbol: true,
          itemStyle: { color: tokens.tone(series.tone) },
          // The first line is unbroken, the next are told apart by their strokes as well as by their marks.
          lineStyle: { color: tokens.tone(series.tone), width: 2.5, type: series.tone === "estimate" ? [9, 5] : "solid" },
          z: 3,
        }
      : {
          type: "bar",
          name: series.label,
          data: series.values,
          ...(series.stack ? { stack: series.stack } : {}),
          barMaxWidth: 28,
          barGap: "8%",
          itemStyle: { color: tokens.tone(series.tone), borderColor: tokens.inkQuiet, borderWidth: 0.5 },
        },
  ),
});
