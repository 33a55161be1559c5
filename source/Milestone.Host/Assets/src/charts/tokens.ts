// The design tokens as colours that can be drawn with. Read through an element: a custom property itself still says light-dark(...).

export interface Tokens {
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkQuiet: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly surface: string;
  readonly font: string;
  /** The colour of a series. */
  tone(name: string): string;
}

const tones: Readonly<Record<string, string>> = {
  income: "--series-income",
  grossProfit: "--series-income",
  costOfSales: "--series-cost",
  overheads: "--series-overheads",
  otherIncome: "--series-other",
  netProfit: "--series-profit",
  loss: "--series-loss",
  estimate: "--series-estimate",
  paid: "--series-income",
  due: "--series-due",
};

export function readTokens(within: HTMLElement): Tokens {
  const probe = document.createElement("span");
  probe.hidden = true;
  within.append(probe);
  const style = getComputedStyle(probe);
  const colour = (token: string) => {
    probe.style.color = `var(${token})`;
    return style.color;
  };
  const names = new Map(Object.entries(tones).map(([tone, token]) => [tone, colour(token)]));
  const tokens: Tokens = {
    ink: colour("--ink"),
    inkSoft: colour("--ink-soft"),
    inkQuiet: colour("--ink-quiet"),
    line: colour("--line"),
    lineStrong: colour("--line-strong"),
    surface: colour("--surface"),
    font: style.fontFamily,
    tone: (name) => names.get(name) ?? names.get("income") ?? "currentColor",
  };
  probe.remove();
  return tokens;
}

/** A colour laid thinly over a ground. Both are as a browser computes them: rgb(1, 2, 3). */
export function tint(colour: string, ground: string, share = 0.34): string {
  const [over, under] = [colour, ground].map((text) => text.match(/[\d.]+/g)?.map(Number) ?? []);
  const mixed = [0, 1, 2].map((at) => Math.round((over?.[at] ?? 0) * share + (under?.[at] ?? 255) * (1 - share)));
  return `rgb(${mixed.join(", ")})`;
}
