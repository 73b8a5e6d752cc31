/** Where something can be read: a link when it is an address on the web, else its words. */
import { isWebAddress } from "../answers/stance.ts";
import { Breakable } from "./text/breakable.tsx";

export function Cited({ source }: { source: string }) {
  if (!isWebAddress(source)) return source;
  return (
    <a href={source} rel="nofollow noopener">
      <Breakable text={source} />
    </a>
  );
}
