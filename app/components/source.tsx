/** Where something can be read: a link when it is an address on the web, else its words. */
import { isWebAddress } from "../answers/stance.ts";

export function Source({ text }: { text: string }) {
  if (!isWebAddress(text)) return text;
  return (
    <a href={text} rel="nofollow noopener">
      {text}
    </a>
  );
}
