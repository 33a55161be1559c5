// A form of filters that is marked so answers as soon as one of them is changed. Its button stays for those who type on.

/** How long typing must rest before the form is sent, in milliseconds. */
const rest = 600;
const remembered = "milestone-focus";

export function submitOnChange(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[method=get][data-auto]")) {
    let waiting = 0;
    const submit = () => {
      clearTimeout(waiting);
      if (form.reportValidity()) form.requestSubmit();
    };
    form.addEventListener("change", (event) => {
      // A text field tells of a change when it is left, on the way to the button or another field: that is no wish to send.
      if (!isTyped(event.target)) submit();
    });
    form.addEventListener("input", (event) => {
      if (!isSearch(event.target)) return;
      clearTimeout(waiting);
      waiting = window.setTimeout(submit, rest);
    });
    form.addEventListener("submit", () => remember(form));
  }
  focusAgain();
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
