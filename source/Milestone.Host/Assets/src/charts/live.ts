import { init, type ECharts } from "echarts/core";
import type { ChartData } from "./data";
import { optionsFor } from "./options";
import { readTokens } from "./tokens";

/** Pixels for each bar across, and for what is around them. */
const barHeight = 34;
const around = 70;
const columnHeight = 300;

/** One chart on the page: drawn, resized, painted again, and walked through by the arrow keys. */
export class LiveChart {
  readonly #data: ChartData;
  readonly #box: HTMLElement;
  readonly #said: HTMLElement;
  readonly #chart: ECharts;
  #at = -1;

  constructor(figure: HTMLElement, data: ChartData) {
    this.#data = data;
    this.#box = document.createElement("div");
    this.#box.className = "chart-live";
    this.#box.style.height = `${heightOf(data)}px`;
    this.#box.tabIndex = 0;
    this.#said = document.createElement("p");
    this.#said.className = "sr";
    this.#said.setAttribute("aria-live", "polite");

    figure.querySelector("figcaption")?.after(this.#box, this.#said);
    figure.classList.add("is-live");
    for (const table of figure.querySelectorAll<HTMLDetailsElement>("details.chart-table")) table.open = false;

    this.#chart = init(this.#box, null, { renderer: "svg" });
    this.paint();
    this.#chart.on("click", (event) => this.#follow(event.dataIndex, event.data));
    this.#box.addEventListener("keydown", (event) => this.#walk(event));
    this.#box.addEventListener("blur", () => this.#chart.dispatchAction({ type: "hideTip" }));
    new ResizeObserver(() => this.#chart.resize()).observe(this.#box);
  }

  /** Draws with the colours and the wish for motion of now. */
  paint(): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#chart.setOption(optionsFor(this.#data, readTokens(this.#box), !still, this.#box.clientWidth), true);
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

function heightOf(data: ChartData): number {
  if (data.kind === "columns") return columnHeight;
  if (data.kind === "treemap") return 360;
  const bars = data.kind === "bars" ? new Set(data.series.map((series) => series.stack ?? series.label)).size : 1;
  return Math.max(180, around + data.points.length * Math.max(barHeight, bars * 20));
}
