/** On the page that sends people to their inbox: says which one, and puts its webmail first. */

/** Where the tab keeps the address that was typed last, until it is closed. */
const KEY = "inbox";

/** What the tab remembers, if it remembers anything: a browser may refuse. */
function remembered(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

const isOwn = (domain: string) => (item: Element) =>
  (item.getAttribute("data-domains") ?? "")
    .split(" ")
    .some((one) => domain === one || (one.endsWith(".") && domain.startsWith(one)));

/** @param form that is answered by a mail to the address in it */
export function rememberInbox(form: HTMLFormElement): void {
  form.addEventListener("submit", () => {
    try {
      sessionStorage.setItem(KEY, form.querySelector<HTMLInputElement>("[name=email]")!.value);
    } catch {
      // then the page does without
    }
  });
}

/** @param row of the mail that is awaited, hidden until an address is known */
export function showInbox(row: HTMLElement): void {
  const address = remembered();
  const said = row.querySelector("dd");
  if (!said || !address.includes("@")) return;
  // a line may end where an address parts
  for (const part of address.match(/[^@._-]*[@._-]|[^@._-]+/g) ?? [])
    said.append(part, document.createElement("wbr"));
  row.hidden = false;
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  const list = document.querySelector(".webmails");
  const own = [...(list?.children ?? [])].find(isOwn(domain));
  if (!own) return;
  list!.prepend(own);
  own.className = "own";
  const link = own.querySelector("a")!;
  link.classList.remove("quiet");
  link.textContent = link.getAttribute("aria-label");
}
