/** Text that ECharts shall show as it is: in its rich text {name|words} would be a style. */
export const plain = (text: string): string => text.replace(/\{(?=\w+\|)/g, "{\u200b");

/** An amount short enough for an axis, as the server's picture has it: 1.2m, 250k, (40k). */
export function short(amount: number): string {
  const size = Math.abs(amount);
  const [divisor, unit] = size >= 1e6 ? [1e6, "m"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
  const digits = `${Number((size / divisor).toFixed(2))}${unit}`;
  return amount < 0 ? `(${digits})` : digits;
}

/** A share on an axis: 25%, (10%). */
export function shortPercent(fraction: number): string {
  const digits = `${Number((Math.abs(fraction) * 100).toFixed(1))}%`;
  return fraction < 0 ? `(${digits})` : digits;
}
