/** The reader's own constituency, filled in by the script; without it the way to find it. */
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

/** @param props.id of the demand that was signed */
export function YourPlace({ id }: { id: number }) {
  const { words, to } = useSite();
  const { form, places, count, signed } = words;
  const place = to(href("/constituencies/:code", { code: "{}" }));
  const json = href("/petitions/:id/constituencies/:file", { id, file: "x.json" });
  return (
    <>
      <section
        className="your-place"
        data-place={json.replace("x.json", "{}.json")}
        data-few={count.fewer}
        data-vacant={places.vacant}
        hidden
      >
        <p className="eyebrow">{form.constituency}</p>
        <h2 data-of="name" />
        <dl>
          <div>
            <dt>{places.count}</dt>
            <dd data-of="count" />
          </div>
          <div>
            <dt>{places.member}</dt>
            <dd data-of="mp" />
          </div>
        </dl>
        <p>
          <a href={place}>{signed.more}</a>
        </p>
      </section>
      <section className="your-place">
        <p>{signed.find}</p>
        <p>
          <a className="button quiet" href={to(href("/constituencies"))}>
            {signed.writeTo}
          </a>
        </p>
      </section>
    </>
  );
}
