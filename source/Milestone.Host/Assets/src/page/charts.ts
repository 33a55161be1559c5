// Charts are drawn on the server; a livelier form is fetched once the page has been painted and a chart is on the screen or nearly so.

/** How near a chart must be, in pixels, before its script is fetched. */
const near = "300px";

export function watchCharts(): void {
  const address = document.querySelector<HTMLScriptElement>("script[data-charts]")?.dataset["charts"];
  const figures = document.querySelectorAll<HTMLElement>("figure[data-chart]");
  if (!address || figures.length === 0 || !("IntersectionObserver" in window)) return;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        observer.unobserve(entry.target);
        void draw(address, entry.target as HTMLElement);
      }
    },
    { rootMargin: near },
  );
  afterFirstPaint(() => figures.forEach((figure) => observer.observe(figure)));
}

async function draw(address: string, figure: HTMLElement): Promise<void> {
  try {
    // A browser fetches a module once, however often it is asked for.
    const charts = (await import(new URL(address, document.baseURI).href)) as typeof import("../charts");
    charts.draw(figure);
  } catch (fault) {
    // The picture and the table that the server made are still there.
    console.error(fault);
  }
}

function afterFirstPaint(work: () => void): void {
  const painted = () => requestAnimationFrame(() => setTimeout(work, 0));
  if (document.readyState === "complete") painted();
  else addEventListener("load", painted, { once: true });
}
