// A form of filters that is marked so answers by itself once the reader has chosen and rests. Its button stays for those who do not wait.

/** How long choosing, and typing, must rest before the form is sent, in milliseconds. */
const rest = 1200;
const typingRest = 600;
const remembered = "milestone-focus";

export function submitOnChange(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[method=get][data-auto]")) {
    let waiting = 0;
    const wait = (time: number) => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => {
        waiting = 0;
        if (form.checkValidity()) form.requestSubmit();
      }, time);
    };
    const stop = () => {
      clearTimeout(waiting);
      waiting = 0;
    };
    form.addEventListener("change", (event) => {
      // A text field tells of a change when it is left, on the way to the button or another field: that is no wish to send.
      if (!isTyped(event.target)) wait(rest);
    });
    form.addEventListener("input", (event) => {
      if (isSearch(event.target)) wait(typingRest);
    });
    form.addEventListener("focusin", (event) => {
      // Whoever goes on to another field is still choosing; whoever goes to the button sends it.
      if (event.target instanceof HTMLButtonElement) stop();
      else if (waiting) wait(rest);
    });
    form.addEventListener("submit", () => {
      stop();
      remember(form);
    });
    announce(form);
  }
  focusAgain();
}

/** What happens by itself is said beforehand. */
function announce(form: HTMLFormElement): void {
  const words = document.createElement("span");
  words.className = "quiet hint";
  words.textContent = "Choices apply by themselves after a moment.";
  form.querySelector("button:not([type=button])")?.before(words);
}

const isTyped = (target: EventTarget | null) => target instanceof HTMLInputElement && !["checkbox", "radio"].includes(target.type);
const isSearch = (target: EventTarget | null) => target instanceof HTMLInputElement && target.type === "search";

/** The answer is a new page: the reader goes on from the field where they were. */
function remember(form: HTMLFormElement): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || !form.contains(field) || !field.name) return;
  try {
    sessionStorage.setItem(remembered, JSON.stringify([location.pathname, field.name, "value" in field ? field.value : ""]));
  } catch {
    // A browser that keeps nothing loses the place, and nothing else.
  }
}

function focusAgain(): void {
  let place: unknown;
  try {
    place = JSON.parse(sessionStorage.getItem(remembered) ?? "null");
    sessionStorage.removeItem(remembered);
  } catch {
    return;
  }
  if (!Array.isArray(place) || place[0] !== location.pathname) return;
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>("form[data-auto] :is(input, select)")) {
    if (field.name !== place[1] || field.type === "hidden") continue;
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox") && field.value !== place[2]) continue;
    field.focus({ preventScroll: true });
    if (field instanceof HTMLInputElement && field.type === "search") field.setSelectionRange(field.value.length, field.value.length);
    return;
  }
}
