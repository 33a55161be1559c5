import type { ChartData } from "../data";
import { tint, type Tokens } from "../tokens";
import { plain } from "../words";
import { lines, tooltip } from "./parts";

/** Pixels below which there is room for fewer words, and the share of all from which an area has room for its name, and for its figure: a figure is never cut. */
const narrow = 500;
const nameFrom = 0.009;
const figureFrom = 0.03;

/** Where the money goes: areas in proportion, in groups where there are any. What is not above zero has no area; the table has it. */
export const treemap = (data: ChartData, tokens: Tokens, width: number) => {
  const series = data.series[0];
  const groups = [...new Set(data.points.map((point) => point.group ?? ""))];
  const tones = ["income", "netProfit", "otherIncome", "costOfSales"];
  const nodes = data.points.flatMap((point, index) => {
    const value = series?.values[index] ?? 0;
    return value > 0 ? [{ name: point.label, value, index, link: point.link, group: point.group ?? "" }] : [];
  });
  const leaf = (node: (typeof nodes)[number], at: number) => ({
    ...node,
    // Pale, so that words are legible on it in both themes; areas are told apart by their edges and words, so they need no pattern.
    itemStyle: { color: tint(tokens.tone(tones[at % tones.length] ?? "costOfSales"), tokens.surface) },
  });
  const all = nodes.reduce((sum, node) => sum + node.value, 0);
  const roomy = width < narrow ? 2.5 : 1;
  const label = (of: { name: string; value?: number; data?: { index?: number } }): string => {
    const share = ((of.value ?? 0) / all) / roomy;
    if (share < nameFrom) return "";
    return share < figureFrom ? plain(of.name) : `${plain(of.name)}\n${series?.words[indexOf(of) ?? -1] ?? ""}`;
  };
  const indexOf = (of: { data?: { index?: number } }) => of.data?.index;
  return {
    tooltip: {
      ...tooltip(tokens, "item", () => ""),
      formatter: (of: { name: string; data?: { index?: number } }) => {
        const index = indexOf(of);
        return index === undefined ? plain(of.name) : lines(data, index);
      },
    },
    series: [
      {
        type: "treemap",
        name: data.title,
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        label: {
          show: true,
          color: tokens.ink,
          fontFamily: tokens.font,
          fontSize: 12,
          lineHeight: 16,
          overflow: "truncate",
          padding: [2, 4],
          formatter: label,
        },
        upperLabel: { show: groups.length > 1, height: 26, padding: [0, 6], color: tokens.ink, backgroundColor: "transparent", fontWeight: 600, formatter: (of: { name: string }) => plain(of.name) },
        itemStyle: { borderColor: tokens.surface, borderWidth: 2, gapWidth: 2 },
        levels: [{ itemStyle: { borderWidth: 0, gapWidth: 4 }, upperLabel: { show: false } }, { itemStyle: { borderColor: tokens.line, borderWidth: 1, gapWidth: 2 } }, {}],
        data:
          groups.length > 1
            ? groups.map((group, at) => ({ name: group, children: nodes.filter((node) => node.group === group).map((node) => leaf(node, at)) })).filter((group) => group.children.length > 0)
            : nodes.map((node) => leaf(node, 0)),
      },
    ],
  };
};
