/** What a list is of, and on which basis. */
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
