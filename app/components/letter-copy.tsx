/** One member's copy of a letter in public, and the choice of a constituency to read it. */
import { useSite } from "../pages/site.tsx";
import { Options } from "./field.tsx";
import { href } from "../paths.ts";

export function PlaceChoice(props: {
  letterId: number;
  places: { code: string; name: string }[];
  chosen: string | undefined;
}) {
  const { letterId, places, chosen } = props;
  const { words, to } = useSite();
  if (places.length === 0) return null;
  return (
    <form method="get" action={to(href("/letters/:id", { id: letterId }))}>
      <label htmlFor="constituency">{words.places.name}</label>
      <div className="together">
        <select id="constituency" name="constituency" defaultValue={chosen}>
          <Options of={places.map(({ code, name }) => ({ value: code, label: name }))} />
        </select>
        <button>{words.places.searchButton}</button>
      </div>
    </form>
  );
}

export function CopyToRead(props: { member: string; subject: string; html: string }) {
  const { member, subject, html } = props;
  return (
    <section className="copy" lang="en">
      <p className="eyebrow">{member}</p>
      <h3>{subject}</h3>
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  );
}
