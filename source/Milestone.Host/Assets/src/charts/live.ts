import { init, type ECharts } from "echarts/core";
import { drawn, type ChartData } from "./data";
import { optionsFor } from "./options";
import { readTokens } from "./tokens";

/** The least height of a chart, in pixels, and the most of one line of it; between them it has that of the picture it replaces, so that the page does not jump. */
const least = { columns: 256, bars: 150, bridge: 220, treemap: 320 };
const mostOfALine = 38;
const around = 60;
const mostOfATreemap = 400;

/** One chart on the page: drawn, resized, painted again, and walked through by the arrow keys. */
export class LiveChart {
  readonly #data: ChartData;
  readonly #box: HTMLElement;
  readonly #said: HTMLElement;
  readonly #chart: ECharts;
  #at = -1;
  #width = 0;

  constructor(figure: HTMLElement, data: ChartData) {
    this.#data = data;
    this.#box = document.createElement("div");
    this.#box.className = "chart-live";
    this.#box.style.height = `${heightOf(figure, data)}px`;
    this.#box.tabIndex = 0;
    this.#said = document.createElement("p");
    this.#said.className = "sr";
    this.#said.setAttribute("aria-live", "polite");

    figure.querySelector("figcaption")?.after(this.#box, this.#said);
    try {
      this.#chart = init(this.#box, null, { renderer: "svg" });
      this.paint();
    } catch (fault) {
      this.#box.remove();
      throw fault;
    }
    this.#giveWayToSpread(figure);
    // Only now: until the chart is there, the server's picture is.
    figure.classList.add("is-live");
    for (const table of figure.querySelectorAll<HTMLDetailsElement>("details.chart-table")) table.open = false;
    this.#chart.on("click", (event) => this.#follow(event.dataIndex, event.data));
    this.#box.addEventListener("keydown", (event) => this.#walk(event));
    this.#box.addEventListener("blur", () => this.#chart.dispatchAction({ type: "hideTip" }));
    new ResizeObserver(() => this.#fit()).observe(this.#box);
  }

  /** Draws with the colours and the wish for motion of now. */
  paint(): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#width = this.#box.clientWidth;
    this.#chart.setOption(optionsFor(this.#data, readTokens(this.#box), !still, this.#width), true);
  }

  /** For who spreads letters apart, the server's picture stands again: its words make room for themselves, those of a drawing cannot. */
  #giveWayToSpread(figure: HTMLElement): void {
    const probe = document.createElement("span");
    probe.className = "chart-probe";
    probe.setAttribute("aria-hidden", "true");
    probe.textContent = "spread";
    figure.append(probe);
    let wasSpread = false;
    new ResizeObserver(() => {
      const isSpread = parseFloat(getComputedStyle(probe).letterSpacing) > 0.5;
      if (isSpread === wasSpread) return;
      wasSpread = isSpread;
      figure.classList.toggle("is-live", !isSpread);
      figure.classList.toggle("is-spread", isSpread);
      for (const table of figure.querySelectorAll<HTMLDetailsElement>(":scope:not(.chart-columns) > details.chart-table")) table.open = isSpread;
    }).observe(probe);
  }

  /** Room for words depends on the width, so a chart of another width is laid out anew. */
  #fit(): void {
    if (this.#box.clientWidth === this.#width) return;
    this.#chart.resize();
    this.paint();
  }

  #follow(index: number, node: unknown): void {
    const link = (node as { link?: string } | null)?.link ?? this.#data.points[index]?.link;
    if (link) location.assign(new URL(link, document.baseURI));
  }

  #walk(event: KeyboardEvent): void {
    const last = this.#data.points.length - 1;
    const to: Readonly<Record<string, number>> = {
      ArrowRight: this.#at + 1,
      ArrowDown: this.#at + 1,
      ArrowLeft: this.#at - 1,
      ArrowUp: this.#at - 1,
      Home: 0,
      End: last,
    };
    if (event.key === "Enter" && this.#at >= 0) return this.#follow(this.#at, null);
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#at = Math.min(Math.max(next, 0), last);
    const point = this.#data.points[this.#at];
    if (!point) return;
    const seriesIndex = this.#data.kind === "bridge" ? 1 : 0;
    this.#chart.dispatchAction({ type: "showTip", seriesIndex, dataIndex: this.#at, name: point.label });
    this.#said.textContent = `${point.label}: ${this.#data.series.map((series) => `${series.label} ${series.words[this.#at] ?? ""}`).join(", ")}`;
  }
}

function heightOf(figure: HTMLElement, data: ChartData): number {
  const still = figure.querySelector<HTMLElement>(".chart-still")?.offsetHeight ?? 0;
  const bars = new Set(drawn(data).map((series) => series.stack ?? series.label)).size;
  const most = { columns: Infinity, treemap: mostOfATreemap, bars: data.points.length * Math.max(mostOfALine, bars * 16) + around, bridge: data.points.length * mostOfALine + around }[data.kind];
  return Math.max(least[data.kind], Math.min(still, most));
}
