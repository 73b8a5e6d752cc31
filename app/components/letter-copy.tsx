/** One member's copy of a letter in public, and the choice of a constituency to read it. */
import { useSite } from "../pages/site.tsx";
import { choose, drawOptions } from "./lists/drawn-options.tsx";
import { href } from "../paths.ts";
import { softenLong } from "../words/typography/hyphens.ts";
import { Heading } from "./text/heading.tsx";

export function PlaceChoice(props: {
  letterId: number;
  places: readonly { code: string; name: string }[];
  chosen: string | undefined;
}) {
  const { letterId, places, chosen } = props;
  const site = useSite();
  const { words, to } = site;
  if (places.length === 0) return null;
  return (
    <form method="get" action={to(href("/letters/:id", { id: letterId }))}>
      <label htmlFor="constituency">{words.places.name}</label>
      <div className="together">
        <select
          id="constituency"
          name="constituency"
          dangerouslySetInnerHTML={choose(chosen ?? "", drawOptions(site, places))}
        />
        <button>{words.places.searchButton}</button>
      </div>
    </form>
  );
}

export function CopyToRead(props: { member: string; subject: string; html: string }) {
  const { member, subject, html } = props;
  return (
    <section className="copy" lang="en">
      <p className="eyebrow">{softenLong(member)}</p>
      <Heading level="h3" text={subject} />
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  );
}
