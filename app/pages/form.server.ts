/** Reads the fields of a posted form; the host has bounded and checked it already. */

/** Every value of every field, by name. */
export type Fields = URLSearchParams;

export async function readForm(request: Request): Promise<Fields> {
  return new URLSearchParams(await request.text());
}
