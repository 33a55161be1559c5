import type { ChartData } from "../data";
import { tint, type Tokens } from "../tokens";
import { plain } from "../words";
import { lines, tooltip } from "./parts";

/** Pixels of a line of words and of what is around them, of an average letter, and the fewest letters that still tell a name. */
const line = 16;
const around = 12;
const letter = 6.8;
const fewest = 7;

/** Pixels below which there is room for fewer words, and the share of all from which an area may have its figure below its name. */
const narrow = 500;
const figureFrom = 0.03;

/** An area as it is laid out, before its words are. */
interface Laid {
  readonly text: string;
  readonly rect: { readonly width: number; readonly height: number };
}

/** Words that do not fit are left out: half a figure would be a wrong one, and a name's first letters are none. */
const fitting = ({ text, rect }: Laid): { fontSize?: number } => {
  const lines = text.split("\n");
  const shortest = Math.min(lines[0]?.length ?? 0, fewest);
  const room = (rect.width - around) / letter;
  return room < Math.max(shortest, lines[1]?.length ?? 0) || rect.height < lines.length * line + 4 ? { fontSize: 0 } : {};
};

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
        labelLayout: fitting,
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
        // A group too low for its areas is a bare surface: quiet, and no colour of the library's own.
        levels: [{ itemStyle: { borderWidth: 0, gapWidth: 4 }, upperLabel: { show: false } }, { color: [tokens.line], itemStyle: { borderColor: tokens.line, borderWidth: 1, gapWidth: 2 } }, {}],
        data:
          groups.length > 1
            ? groups.map((group, at) => ({ name: group, itemStyle: { color: tokens.line }, children: nodes.filter((node) => node.group === group).map((node) => leaf(node, at)) })).filter((group) => group.children.length > 0)
            : nodes.map((node) => leaf(node, 0)),
      },
    ],
  };
};
