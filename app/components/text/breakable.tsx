/** An address that is longer than a line of a phone: it may part after what parts it, and is copied whole. */
import { Fragment } from "react";

const LONG = 18;

export function Breakable({ text }: { text: string }) {
  if (text.length <= LONG) return text;
  return text.split(/(?<=[@./_-])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
