/**
 * What an organisers' page gains from a script: a preview that follows as one types, and numbers that
 * renew themselves. Both ask for the page itself, as the button beside them does, and take one part of it.
 */

/** Milliseconds after the last key before a preview is asked for. */
const PAUSE = 350;
/** Milliseconds without a key or a touch after which nobody is taken to be watching; a session idles as long. */
const AWAY = 20 * 60_000;

/** Another page as it is answered; undefined where it is none. @throws where the site is away, or has too much to do */
async function askFor(request: Request): Promise<Document | undefined> {
  const answer = await fetch(request);
  if (answer.status === 429 || answer.status >= 500) throw new Error("away");
  if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("text/html"))
    return undefined;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Puts the part of this id as another page has it into the place of this page's. @returns it, if both have it */
function takePart(id: string, page: Document | undefined): HTMLElement | undefined {
  const part = page?.getElementById(id);
  const place = document.getElementById(id);
  if (!part || !place) return undefined;
  place.replaceWith(part);
  return part;
}

/**
 * A form whose button of the intent `data-live` shows a preview: the parts of the ids in `data-part` follow
 * what is typed. They say `aria-busy` while they are behind; what somebody is busy in stays as it is.
 */
function followTyping(form: HTMLFormElement): void {
  const { live: intent = "", part: ids = "" } = form.dataset;
  const parts = () => ids.split(" ").flatMap((id) => document.getElementById(id) ?? []);
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
    void askFor(request)
      .then((page) => {
        for (const part of parts())
          if (part.contains(document.activeElement)) part.removeAttribute("aria-busy");
          else takePart(part.id, page);
      })
      .catch(() => {});
  };
  form.addEventListener("input", () => {
    for (const part of parts()) part.setAttribute("aria-busy", "true");
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
    const page = await askFor(new Request(from)).catch(() => "away" as const);
    const part = page === "away" ? place : takePart(id, page);
    if (part?.dataset["refresh"]) again();
  };
  again();
}

document.querySelectorAll<HTMLFormElement>("form[data-live]").forEach(followTyping);
document.querySelectorAll<HTMLElement>("[data-refresh][id]").forEach(keepFresh);
