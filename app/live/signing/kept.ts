/**
 * Keeps what was typed in this tab until the answer has come, so that a line that breaks loses nothing. The consent is
 * never kept, nor anything after the form was taken; the inbox is, for the page that says where to look.
 */

const KEPT = "typed";
/** Read by the page that says which inbox to check. */
const INBOX = "inbox";
const fields = ["name", "email", "postcode", "country"];

/** A browser that keeps nothing, as some do in private windows, throws. */
function quietly(act: (store: Storage) => void): void {
  try {
    act(sessionStorage);
  } catch {
    // then it is as without a script
  }
}

/** On a page of a signing that was taken. */
export const forgetTyped = () => quietly((store) => store.removeItem(KEPT));

/** On the form's own page. */
export function keepTyped(form: HTMLFormElement): void {
  const control = (name: string) =>
    form.querySelector<HTMLInputElement | HTMLSelectElement>(`#${name}`);
  const abroad = form.querySelector<HTMLInputElement>("#abroad");
  quietly((store) => {
    const kept = JSON.parse(store.getItem(KEPT) ?? "{}") as Record<string, string>;
    store.removeItem(KEPT);
    // what the server gives back, or the browser, is newer
    if (fields.some((name) => name !== "country" && control(name)?.value)) return;
    for (const name of fields) {
      const field = control(name);
      if (field && kept[name]) field.value = kept[name];
    }
    if (abroad && kept["country"]) abroad.checked = true;
  });
  form.addEventListener("submit", () =>
    quietly((store) => {
      const asked = fields.filter((name) => name !== "country" || abroad?.checked);
      const typed = asked.map((name) => [name, control(name)?.value ?? ""]);
      store.setItem(KEPT, JSON.stringify(Object.fromEntries(typed)));
      store.setItem(INBOX, control("email")?.value.trim() ?? "");
    }),
  );
}
