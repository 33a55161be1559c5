/*! Apache ECharts 6.1.0, Copyright The Apache Software Foundation, Apache-2.0; zrender, BSD-3-Clause; tslib, 0BSD. */
// The livelier form of a chart: ECharts with only the parts that are used. Every word and figure comes from the server; numbers here place ink.
import { BarChart, LineChart, TreemapChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { LiveChart } from "./charts/live";
import type { ChartData } from "./charts/data";

use([BarChart, LineChart, TreemapChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, LabelLayout, SVGRenderer]);

const drawn = new Map<HTMLElement, LiveChart>();

/** Puts a live chart into a figure, in place of the server's picture. */
export function draw(figure: HTMLElement): void {
  if (drawn.has(figure)) return;
  const data = JSON.parse(figure.dataset["chart"] ?? "") as ChartData;
  drawn.set(figure, new LiveChart(figure, data));
  if (drawn.size > 1) return;
  followTheme();
  openForPrint();
}

/** On paper the table with its bars is the picture, wherever it is folded away on the screen. */
function openForPrint(): void {
  let closed: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll<HTMLDetailsElement>("figure.is-live:not(.chart-columns) > details:not([open])")];
    for (const table of closed) table.open = true;
  });
  addEventListener("afterprint", () => {
    for (const table of closed) table.open = false;
  });
}

/** The colours are the tokens of the theme; when it changes, so do they. */
function followTheme(): void {
  const redraw = () => drawn.forEach((chart) => chart.paint());
  new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)", "(prefers-reduced-motion: reduce)"]) {
    matchMedia(query).addEventListener("change", redraw);
  }
}
