/** Looks for demands by words, and shows those in one state. */
import type { DemandFilter } from "../demands/get-demand.server.ts";
import { useSite } from "../pages/site.tsx";

type State = NonNullable<DemandFilter["state"]>;

export function FindDemands(props: {
  q: string;
  state: State | undefined;
  states: readonly State[];
}) {
  const { q, state, states } = props;
  const { words, to } = useSite();
  const t = words.home;
  return (
    <form method="get" className="search" role="search">
      <label htmlFor="q">{t.search}</label>
      <div className="together">
        <input id="q" name="q" type="search" defaultValue={q} />
        {state && <input type="hidden" name="state" value={state} />}
        <button type="submit" className="quiet">
          {t.searchButton}
        </button>
      </div>
      <ul className="filters" aria-label={t.filter}>
        <li>
          <a href={to("/")} aria-current={state ? undefined : "true"}>
            {t.all}
          </a>
        </li>
        {states.map((one) => (
          <li key={one}>
            <a href={to(`/?state=${one}`)} aria-current={state === one ? "true" : undefined}>
              {t[one]}
            </a>
          </li>
        ))}
      </ul>
    </form>
  );
}
