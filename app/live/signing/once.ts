/** A form that was sent says so on its button, and is not sent twice. */

/** Milliseconds after which a page that has not left may be sent again: the line has broken, or was stopped. */
const PATIENCE = 30_000;

/** @param button of the form, with what it says while the form is on its way */
export function sendOnce(button: HTMLButtonElement): void {
  const calm = button.textContent;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const restore = () => {
    clearTimeout(waiting);
    waiting = undefined;
    button.textContent = calm;
    button.removeAttribute("aria-disabled");
  };
  button.form?.addEventListener("submit", (event) => {
    // another keeps it back and sends it itself
    if (waiting !== undefined) return event.preventDefault();
    waiting = setTimeout(restore, PATIENCE);
    button.textContent = button.dataset["busy"]!;
    button.setAttribute("aria-disabled", "true");
  });
  // who comes back finds the button as it was
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) restore();
  });
}
