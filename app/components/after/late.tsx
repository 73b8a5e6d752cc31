/** What helps when no mail comes: there at once without a script, else after a minute. */
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

/** Seconds in which a mail mostly comes. */
const PATIENCE = 60;

export function Late({ slug }: { slug: string }) {
  const { words, to } = useSite();
  const t = words.inbox;
  return (
    <section className="late" data-late={PATIENCE}>
      <h2>{t.late}</h2>
      <ul>
        {t.lateSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <p>
        <a className="button quiet" href={to(`${href("/demands/:slug", { slug })}#sign`)}>
          {t.again}
        </a>
      </p>
    </section>
  );
}
