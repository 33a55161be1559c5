// <progress data-progress="address"> follows a long task: the address answers {state, done or documents, total}. When the task has ended the page is
// read again, and says itself what came of it.

interface Progress {
  readonly state?: string;
  readonly done?: number;
  readonly documents?: number;
  readonly total?: number;
}

/** Milliseconds between two questions, and after a question that failed. */
const pause = 1000;
const longPause = 5000;
const ended = ["done", "finished", "completed", "complete", "succeeded", "failed", "cancelled", "canceled", "stopped"];

export function followProgress(): void {
  for (const bar of document.querySelectorAll<HTMLProgressElement>("progress[data-progress]")) void follow(bar);
}

async function follow(bar: HTMLProgressElement): Promise<void> {
  const address = new URL(bar.dataset["progress"] ?? "", document.baseURI);
  if (address.origin !== location.origin) return;
  let wasRunning = false;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? longPause : pause));
    if (!bar.isConnected) return;
    const progress = await ask(address);
    if (progress === null) {
      await new Promise((resolve) => setTimeout(resolve, longPause));
      continue;
    }
    show(bar, progress);
    if (!progress.state || !ended.includes(progress.state.toLowerCase())) {
      wasRunning = true;
      continue;
    }
    if (wasRunning || isFirstTime(address)) location.reload();
    return;
  }
}

/** Whether the page may be read again for a task that had ended before it was asked for: once, or a page that always shows the bar would never rest. */
function isFirstTime(address: URL): boolean {
  try {
    const key = `milestone-ended ${address.href}`;
    if (sessionStorage.getItem(key)) return false;
    sessionStorage.setItem(key, "1");
    return true;
  } catch {
    return false;
  }
}

async function ask(address: URL): Promise<Progress | null> {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" }, cache: "no-store" });
    return answer.ok ? ((await answer.json()) as Progress) : null;
  } catch {
    return null;
  }
}

function show(bar: HTMLProgressElement, { done, documents, total }: Progress): void {
  const count = done ?? documents;
  if (count === undefined) return;
  if (total) {
    bar.max = total;
    bar.value = count;
  }
  const words = total ? `${count.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}` : count.toLocaleString("en-GB");
  bar.textContent = words;
  const said = bar.parentElement?.querySelector<HTMLElement>("[data-progress-words]");
  if (said && said.textContent !== words) said.textContent = words;
}
