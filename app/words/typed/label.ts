/** Where somebody came from, as far as the link says so that they followed to the form: `?from=leaflet`. */

const LABEL = /^[a-z0-9][a-z0-9-]{0,31}$/i;

/** @returns undefined for what is no label */
export const readLabel = (typed: string): string | undefined =>
  LABEL.test(typed) ? typed.toLowerCase() : undefined;

/**
 * Puts the label into the form that was sent, unless one is carried in it. Pages are the same for everybody,
 * so the form does not know how it was reached; the browser says at which address it stood.
 * @param referrer of the post
 */
export function keepLabel(fields: URLSearchParams, referrer: string | undefined): void {
  const query = referrer?.indexOf("?") ?? -1;
  if (query < 0 || fields.has("from")) return;
  const label = readLabel(new URLSearchParams(referrer!.slice(query)).get("from") ?? "");
  if (label !== undefined) fields.set("from", label);
}
