/**
 * What an organisers' page gains from a script: a preview that follows as one types, and numbers that
 * renew themselves. Both ask for the page itself, as the button beside them does, and take one part of it.
 */

/** Milliseconds after the last key before a preview is asked for. */
const PAUSE = 350;
/** Milliseconds without a key or a touch after which nobody is taken to be watching; a session idles as long. */
const AWAY = 20 * 60_000;

/** Puts the part of this id as another page has it into the place of this page's. @returns it, if both have it */
async function takePart(id: string, request: Request): Promise<HTMLElement | undefined> {
  const answer = await fetch(request);
  if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("text/html"))
    return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById(id);
  const place = document.getElementById(id);
  if (!part || !place) return undefined;
  place.replaceWith(part);
  return part;
}

/**
 * A form whose button of the intent `data-live` shows a preview: the part of id `data-part` follows what
 * is typed. It says `aria-busy` while it is behind.
 */
function followTyping(form: HTMLFormElement): void {
  const { live: intent = "", part: id = "" } = form.dataset;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  const show = () => {
    asked?.abort();
    asked = new AbortController();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === "string") fields.append(name, value);
    fields.set("intent", intent);
    const request = new Request(form.action, {
      method: "POST",
      body: fields,
      signal: asked.signal,
    });
    void takePart(id, request).catch(() => {});
  };
  form.addEventListener("input", () => {
    document.getElementById(id)?.setAttribute("aria-busy", "true");
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
}

let lastTouched = Date.now();
for (const kind of ["keydown", "pointerdown", "scroll"])
  addEventListener(kind, () => (lastTouched = Date.now()), { passive: true });

/** A part with `data-refresh` (seconds) renews itself while somebody watches, and until it no longer says so. */
function keepFresh(part: HTMLElement): void {
  const seconds = Number(part.dataset["refresh"]);
  const { id } = part;
  const from = part.dataset["from"] ?? location.pathname + location.search;
  const again = () => setTimeout(() => void renew(), seconds * 1000);
  const renew = async () => {
    if (document.hidden || Date.now() - lastTouched > AWAY) return again();
    const place = document.getElementById(id);
    // what somebody is busy with is not taken from under their hands
    if (!place || place.contains(document.activeElement)) return again();
    const part = await takePart(id, new Request(from)).catch(() => place);
    if (part?.dataset["refresh"]) again();
  };
  again();
}

document.querySelectorAll<HTMLFormElement>("form[data-live]").forEach(followTyping);
document.querySelectorAll<HTMLElement>("[data-refresh][id]").forEach(keepFresh);
