/** What helps when no mail comes is out of the way until it might be needed. */

/** @param part says in `data-late` for how many seconds */
export function comeLater(part: HTMLElement): void {
  part.hidden = true;
  setTimeout(() => (part.hidden = false), Number(part.dataset["late"]) * 1000);
}
