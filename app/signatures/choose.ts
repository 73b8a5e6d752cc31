/** Which of the signatures that are held a form asks to withdraw. */

/**
 * Demands are named by id or slug. Whoever holds several must say which: none ticked is never all.
 * @param held the demands signed
 * @returns their ids, or undefined when the form names none that is held
 */
export function chooseHeld(
  fields: URLSearchParams,
  held: readonly { id: number; slug: string }[],
): number[] | undefined {
  const named = fields.getAll("demand");
  const all = named.length === 0 && (held.length < 2 || fields.get("all") === "yes");
  const chosen = held.filter(
    ({ id, slug }) => all || named.includes(slug) || named.includes(String(id)),
  );
  return all || chosen.length > 0 ? chosen.map(({ id }) => id) : undefined;
}
