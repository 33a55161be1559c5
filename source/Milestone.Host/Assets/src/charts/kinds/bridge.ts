import type { ChartData } from "../data";
import type { Tokens } from "../tokens";
import { names } from "./bars";
import { lines, tooltip, valueAxis } from "./parts";

/** How income becomes profit: each bar starts where the one before ends. The server says where, in the pieces that a stack is made of. */
export const bridge = (data: ChartData, tokens: Tokens, width: number) => {
  const words = data.series[0]?.words ?? [];
  const piece = (name: string, of: "base" | "above" | "below") => ({
    type: "bar",
    name,
    stack: "bridge",
    silent: of === "base",
    barMaxWidth: 24,
    tooltip: { show: of !== "base" },
    data: data.points.map((point) => ({
      value: point[of] ?? 0,
      // Each bar has its name and its figure beside it, so none needs a pattern.
      itemStyle:
        of === "base"
          ? { color: "transparent", decal: { symbol: "none" } }
          : { color: tokens.tone(point.tone ?? "income"), decal: { symbol: "none" }, borderColor: tokens.inkQuiet, borderWidth: point[of] ? 0.5 : 0 },
      label: {
        // To the right of the bar, where the grid keeps room: to its left a large loss would stand on the names. A bar that crosses zero has one figure.
        show: of === "above" ? (point.above ?? 0) > 0 : of === "below" && !point.above,
        position: "right",
      },
    })),
    label: { color: tokens.ink, fontFamily: tokens.font, formatter: ({ dataIndex }: { dataIndex: number }) => words[dataIndex] ?? "" },
  });
  return {
    grid: { left: 4, right: 80, top: 4, bottom: 4, containLabel: true },
    tooltip: tooltip(tokens, "axis", (index) => lines(data, index)),
    xAxis: { ...valueAxis(data, tokens), splitNumber: 3 },
    yAxis: names(data, tokens, width),
    series: [piece("", "base"), piece("above", "above"), piece("below", "below")],
  };
};
