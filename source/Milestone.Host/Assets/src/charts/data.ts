// What the server says of a chart, in the figure's data-chart attribute. Written by ChartJson in Components/Charts.

export interface ChartData {
  readonly kind: "columns" | "bars" | "bridge" | "treemap";
  /** What the chart says, in words. */
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  readonly unit: "money" | "percent";
  readonly points: readonly ChartPoint[];
  readonly series: readonly ChartSeries[];
}

export interface ChartPoint {
  readonly label: string;
  /** Where the point leads, below the document's base. */
  readonly link?: string;
  /** The tone of the point, where it differs from its series'. */
  readonly tone?: string;
  /** What a treemap puts the point into. */
  readonly group?: string;
  /** A step of a bridge: where it starts, and what of it lies above and below zero. */
  readonly base?: number;
  readonly above?: number;
  readonly below?: number;
}

export interface ChartSeries {
  /** Decides the colour: the token --series-{tone}. */
  readonly tone: string;
  readonly label: string;
  /** A series of no shape is a figure in the words only. */
  readonly shape: "bar" | "line" | "none";
  /** Series of one stack stand on one another. */
  readonly stack?: string;
  readonly values: readonly (number | null)[];
  /** The values as the server writes them. */
  readonly words: readonly string[];
}

/** The series that are ink. */
export const drawn = (data: ChartData): readonly ChartSeries[] => data.series.filter((series) => series.shape !== "none");
