/** HTML from literals: what is put into one is escaped, unless it is HTML already. */

/** Markup that is safe to send. */
export interface Html {
  readonly markup: string;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

function markupOf(value: string | Html | readonly Html[]): string {
  if (typeof value === "string") return escapeHtml(value);
  if ("markup" in value) return value.markup;
  return value.map(({ markup }) => markup).join("");
}

/** A tagged template: strings are escaped, `Html` and lists of it go in as they are. */
export function html(
  literals: TemplateStringsArray,
  ...values: (string | Html | readonly Html[])[]
): Html {
  let markup = literals[0]!;
  values.forEach((value, i) => {
    markup += markupOf(value) + literals[i + 1]!;
  });
  return { markup };
}
