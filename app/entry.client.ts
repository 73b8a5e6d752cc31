/**
 * What a page gains from a script: the count ticks up, the postcode names its constituency, the
 * device's share sheet opens, errors get the focus and are told as one types, what was typed outlasts a broken line,
 * a crowd's phones prove that they are no program's.
 * Every page is complete without it.
 */
import { rememberInbox, showInbox } from "./live/after/inbox.ts";
import { comeLater } from "./live/after/late.ts";
import { fillPlace } from "./live/after/place.ts";
import { forgetTyped, keepTyped } from "./live/signing/kept.ts";
import { offerMeant } from "./live/signing/mistyped.ts";
import { sendOnce } from "./live/signing/once.ts";
import { tellProblems } from "./live/signing/told.ts";
import { proveWork } from "./signatures/prove.ts";

const number = new Intl.NumberFormat(document.documentElement.lang);

/** Asks for the count every 10 s while the page can be seen; waits longer after each failure. */
function followCount(element: HTMLElement, address: string): void {
  let wait = 10_000;
  const whole = element.closest(".big-count");
  const bar = whole?.querySelector("progress");
  const toGo = whole?.querySelector<HTMLElement>("[data-to-go]");
  let shown = element.textContent;
  const show = (count: number, text: string) => {
    element.textContent = shown = text;
    if (!bar) return;
    bar.value = count;
    // a goal that is reached has its next one said by the next page
    if (toGo) {
      toGo.textContent = toGo.dataset["toGo"]!.replace("{}", number.format(bar.max - count));
      toGo.hidden = count >= bar.max;
    }
    bar.setAttribute("aria-label", `${text} / ${number.format(bar.max)}`);
  };
  const ask = async () => {
    if (document.hidden) return again();
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(String(response.status));
      const { signature_count: count } = (await response.json()) as { signature_count: number };
      const text = number.format(count);
      if (text !== shown) show(count, text);
      wait = 10_000;
    } catch {
      wait = Math.min(wait * 2, 300_000);
    }
    again();
  };
  const again = () => setTimeout(() => void ask(), wait);
  again();
}

/** A constituency, or a country without any (ISO 3166-1). */
type PlaceFound = { name: string; country?: string };

/** Names the constituency or country below the field as soon as the postcode is whole. */
function namePostcode(input: HTMLInputElement): void {
  const { postcode = "", elsewhere = "" } = input.dataset;
  const tell = ({ name, country }: PlaceFound) =>
    (country === undefined ? postcode : elsewhere).replace("{}", name);
  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");
  input.after(said);
  let asked = "";
  input.addEventListener("input", () => {
    // what separates is left out, as the server does, which then judges it
    const typed = input.value
      .normalize("NFKC")
      .replace(/[^\p{L}\p{N}]/gu, "")
      .toUpperCase();
    if (!/^([A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}|[A-Z]{4}1ZZ)$/.test(typed)) {
      said.textContent = "";
      asked = "";
      return;
    }
    if (typed === asked) return;
    asked = typed;
    void fetch(`/${document.documentElement.lang}/postcodes/${typed}.json`)
      .then((response) => (response.ok ? (response.json() as Promise<PlaceFound>) : undefined))
      .then((found) => {
        if (asked === typed) said.textContent = found ? tell(found) : "";
      })
      .catch(() => {});
  });
}

function offerShareSheet(item: HTMLElement): void {
  const { shareSheet: url, title } = item.dataset;
  if (!url || !("share" in navigator)) return;
  item.hidden = false;
  item.addEventListener(
    "click",
    () => void navigator.share({ url, title: title ?? "" }).catch(() => {}),
  );
}

function offerCopy(item: HTMLElement): void {
  const { copy: url, copied } = item.dataset;
  const button = item.querySelector("button");
  if (!url || !button || !("clipboard" in navigator)) return;
  item.hidden = false;
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(url).then(() => (button.textContent = copied ?? ""));
  });
}

const each = <E extends HTMLElement>(selector: string, act: (element: E) => void) =>
  document.querySelectorAll<E>(selector).forEach(act);

each("[data-count]", (element) => followCount(element, element.dataset["count"]!));
each<HTMLInputElement>("[data-postcode]", namePostcode);
// a page without the form is the answer to it, unless nothing could be taken
if (!document.querySelector("[data-sign], [data-broken]")) forgetTyped();
each<HTMLFormElement>("[data-sign]", (form) => {
  keepTyped(form);
  tellProblems(form);
});
each<HTMLInputElement>("[data-meant]", (input) => offerMeant(input, input.dataset["meant"]!));
each<HTMLButtonElement>("form [data-busy]", sendOnce);
each<HTMLFormElement>("[data-prove]", (form) => proveWork(form, form.dataset["prove"]!));
each("[data-share-sheet]", offerShareSheet);
each("[data-copy]", offerCopy);
each<HTMLButtonElement>("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
each<HTMLFormElement>("[data-mails]", rememberInbox);
each("[data-inbox]", showInbox);
each("[data-late]", comeLater);
each("[data-place]", (place) => void fillPlace(place).catch(() => {}));
document.querySelector<HTMLElement>("[data-focus]")?.focus();
