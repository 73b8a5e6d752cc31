/** What a list is of, what it would do in numbers, and how far it is. */
import { href } from "../../../paths.ts";
import type { ShownList } from "../../../pages/supporters/shown-list.ts";
import { listsWords as words, listStateWords } from "../../../words/organise/lists.ts";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

export function ListFacts({ list }: { list: ShownList }) {
  return (
    <dl className="facts">
      <dt>{words.state}</dt>
      <dd>
        <span className="tag">{listStateWords[list.state]}</span>
      </dd>
      <dt>{words.demand}</dt>
      <dd>
        <a href={href("/demands/:slug", { slug: list.slug })}>{list.title}</a>
      </dd>
      <dt>{words.from}</dt>
      <dd>
        {list.collector}, {list.collected}
      </dd>
      <dt>{words.words}</dt>
      <dd>“{list.wording}”</dd>
      <dt>{words.localeLabel}</dt>
      <dd>{words.locales[list.locale]}</dd>
      <dt>{words.pace}</dt>
      <dd>{words.perHour(list.perHour)}</dd>
      <dt>{words.given}</dt>
      <dd>
        <Breakable text={list.who} />, <Moment at={list.at} />
      </dd>
    </dl>
  );
}

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
