/** On the page of thanks: the reader's constituency, its number and its member, by the code behind `#`. */

interface Place {
  name: string;
  mp: string | null;
  signature_count: number | null;
}

/**
 * Fills the parts of `place` by their `data-of`. What stands beside it for whom no place is known goes.
 * @param place says in `data-place` what to ask for, with `{}` where the code goes
 */
export async function fillPlace(place: HTMLElement): Promise<void> {
  const code = location.hash.slice(1);
  const { place: path = "", few = "", vacant = "" } = place.dataset;
  if (!/^[ENSW]\d{8}$/.test(code)) return;
  const response = await fetch(path.replace("{}", code.toLowerCase()));
  if (!response.ok) return;
  const { name, mp, signature_count: count } = (await response.json()) as Place;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const said = { name, mp: mp ?? vacant, count: count === null ? few : number.format(count) };
  for (const [part, text] of Object.entries(said))
    place.querySelector(`[data-of=${part}]`)!.textContent = text;
  for (const link of place.querySelectorAll("a")) link.href = link.href.replace("%7B%7D", code);
  place.hidden = false;
  place.nextElementSibling!.remove();
}
