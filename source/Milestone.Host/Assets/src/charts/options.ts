import type { EChartsCoreOption } from "echarts/core";
import { bars } from "./kinds/bars";
import { bridge } from "./kinds/bridge";
import { columns } from "./kinds/columns";
import { treemap } from "./kinds/treemap";
import type { ChartData } from "./data";
import type { Tokens } from "./tokens";

const kinds = { columns, bars, bridge, treemap };

/** What ECharts needs to know to draw a chart. */
export function optionsFor(data: ChartData, tokens: Tokens, moves: boolean, width: number): EChartsCoreOption {
  return {
    animation: moves,
    animationDuration: 400,
    animationDurationUpdate: 0,
    textStyle: { fontFamily: tokens.font, color: tokens.ink, fontSize: 12 },
    aria: { enabled: true, label: { description: data.description }, decal: { show: data.kind !== "treemap", decals: decals(tokens) } },
    ...kinds[data.kind](data, tokens, width),
  };
}

/** Patterns beside colours, so that series stay apart in black and white: plain, strokes, dots, strokes the other way, and so on. */
function decals({ surface }: Tokens): readonly object[] {
  const ink = { color: surface, backgroundColor: "transparent" };
  return [
    { ...ink, symbol: "none" },
    { ...ink, symbol: "rect", symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [1.5, 5], rotation: Math.PI / 4 },
    { ...ink, symbol: "circle", symbolSize: 0.7, dashArrayX: [[5, 5], [0, 5, 5, 0]], dashArrayY: [5, 0] },
    { ...ink, symbol: "rect", symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [1.5, 6], rotation: -Math.PI / 4 },
    { ...ink, symbol: "rect", symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [1.5, 4], rotation: 0 },
  ];
}
