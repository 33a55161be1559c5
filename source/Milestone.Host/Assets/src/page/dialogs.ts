// <dialog id="x"> opens by a link to #x, by :target alone. With a script it is a real modal: focus stays inside, Escape and a click beside it close it,
// and the reader is back at the link they came from.

export function enhanceDialogs(): void {
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[id]")) {
    dialog.classList.add("is-modal");
    for (const link of document.querySelectorAll<HTMLAnchorElement>(`a[href$="#${CSS.escape(dialog.id)}"]`)) {
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || !isHere(link)) return;
        event.preventDefault();
        dialog.showModal();
        dialog.addEventListener("close", () => link.focus(), { once: true });
      });
    }
    for (const close of dialog.querySelectorAll<HTMLAnchorElement>("a[data-close]")) {
      close.addEventListener("click", (event) => {
        event.preventDefault();
        leave(dialog);
      });
    }
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) leave(dialog);
    });
    // A link from elsewhere, or a page that was read again, names it in its address.
    if (location.hash === `#${dialog.id}`) dialog.showModal();
  }
}

function leave(dialog: HTMLDialogElement): void {
  if (location.hash === `#${dialog.id}`) history.replaceState(null, "", location.pathname + location.search);
  dialog.close();
}

const isHere = (link: HTMLAnchorElement) => link.pathname === location.pathname && link.search === location.search;
