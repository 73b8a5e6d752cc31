/** Finds the mail domain that somebody meant who typed another: one wrong, missing, doubled or swapped letter away. */

import { PRESS } from "./told.ts";

/** Where most people have their inboxes here and in Kazakhstan, the likeliest first. */
const known =
  "gmail.com hotmail.com outlook.com yahoo.com icloud.com hotmail.co.uk yahoo.co.uk outlook.co.uk live.co.uk btinternet.com googlemail.com live.com me.com aol.com protonmail.com proton.me sky.com mail.ru yandex.ru bk.ru list.ru inbox.ru ukr.net i.ua mail.kz yandex.kz gmx.com gmx.de web.de".split(
    " ",
  );

/** Others that exist, and are as like to one of them as a mistake is. */
const others = new Set(
  "ymail.com email.com mail.com gmx.net gmx.at gmx.ch aim.com ya.ru yandex.uz yandex.kg yandex.az mail.kg mail.uz mail.az inbox.eu".split(
    " ",
  ),
);

/** Ends that are mistaken for one that exists, however far the rest is. */
const ends: readonly (readonly [RegExp, string])[] = [
  [/\.(?:con|cmo|ocm|comm|vom|xom|cim|c0m|coom)$/, ".com"],
  [/\.(?:co\.uj|co\.ul|co\.yk|couk|co,uk|c\.uk)$/, ".co.uk"],
];

/** Whether one letter is wrong, missing or too many, or two neighbours have changed places. */
function isOneOff(typed: string, meant: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === meant[at]) at++;
  const [rest, aim] = [typed.slice(at), meant.slice(at)];
  return (
    rest.slice(1) === aim.slice(1) ||
    rest.slice(1) === aim ||
    rest === aim.slice(1) ||
    (rest[0] === aim[1] && rest[1] === aim[0] && rest.slice(2) === aim.slice(2))
  );
}

/** @returns the address as it may have been meant; undefined where it is as good as any */
export function findMeant(typed: string): string | undefined {
  const at = typed.lastIndexOf("@");
  const domain = typed
    .slice(at + 1)
    .trim()
    .toLowerCase();
  if (at < 1 || domain === "" || known.includes(domain) || others.has(domain)) return undefined;
  const ended = ends.reduce((text, [wrong, right]) => text.replace(wrong, right), domain);
  const close = known.find((one) => one.length > 5 && isOneOff(ended, one));
  const meant = known.includes(ended) ? ended : (close ?? ended);
  return meant === domain ? undefined : typed.slice(0, at + 1) + meant;
}

/** A button below the field that corrects it; the field stays as it is until it is pressed. */
export function offerMeant(input: HTMLInputElement, sentence: string): void {
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  place.className = "meant";
  input.after(place);
  const look = () => {
    const meant = findMeant(input.value);
    place.textContent = "";
    if (meant === undefined) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = sentence.replace("{}", meant);
    button.addEventListener("click", () => {
      input.value = meant;
      place.textContent = "";
      input.focus();
      input.dispatchEvent(new Event("change"));
    });
    place.append(button);
  };
  input.addEventListener("change", () => setTimeout(look, PRESS));
  if (input.value !== "") look();
}
