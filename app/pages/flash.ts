/** A flash message travels as a code in the query of the page that says it. */
import { type Flash, flashes } from "../words/flash.ts";

/** The path of a page that is to say this. @param path may have a query */
export const saying = (path: string, said: Flash): string =>
  `${path}${path.includes("?") ? "&" : "?"}said=${said}`;

const isFlash = (code: string): code is Flash => Object.hasOwn(flashes, code);

/** The sentence for the code in an address, or undefined for what we did not write there. */
export function saidIn(request: Request): string | undefined {
  const code = new URL(request.url).searchParams.get("said");
  return code !== null && isFlash(code) ? flashes[code] : undefined;
}
