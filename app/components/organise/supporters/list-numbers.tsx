/** What a list would do in numbers, and how far it is. */
import type { ShownList } from "../../../pages/supporters/shown-list.ts";
import { listsWords as words } from "../../../words/organise/lists.ts";

export function ListNumbers({ list }: { list: ShownList }) {
  const { addresses, setAside, toMail, unreadable, unreadableLines, hours } = list;
  return (
    <>
      <h2>{words.numbers}</h2>
      <ul>
        <li>{words.addresses(addresses)}</li>
        <li>{words.setAside(setAside)}</li>
        {list.state === "read" && (
          <li>
            {words.once(toMail)} {words.takes(hours)}
          </li>
        )}
        {unreadable > 0 && <li>{words.unreadable(unreadable, unreadableLines)}</li>}
      </ul>
    </>
  );
}

export function ListProgress({ list }: { list: ShownList }) {
  if (list.state === "read" || list.state === "dropped") return null;
  const { handled, addresses, isOpen, state } = list;
  const isWaiting = !isOpen && (state === "running" || state === "paused");
  return (
    <>
      <p>
        <progress value={handled} max={addresses} aria-label={words.heads.handled} />{" "}
        {words.handled(handled, addresses)}
      </p>
      <p className="hint">{words.handledHint}</p>
      {isWaiting && <p className="note">{words.demandClosed}</p>}
    </>
  );
}
