/** All demands, for organisers: drafts too, in an order of their own. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { DemandTable } from "../../../components/organise/demands/demand-table.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { listKept } from "../../../demands/writing/kept.server.ts";
import { moveDemand, orderVersion } from "../../../demands/writing/order.server.ts";
import { readMove } from "../../../demands/writing/move-form.ts";
import { translationsOf } from "../../../demands/writing/translations.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { flashes } from "../../../words/flash.ts";
import { stateNames } from "../../../words/organise/demands.ts";
import { proseFinder, readSearch } from "../../../words/typed/search.ts";

const here = href("/organise/demands");
const states = ["draft", "open", "closed", "removed"] as const;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const q = readSearch(searchParams.get("q") ?? "");
  const state = states.find((one) => one === searchParams.get("state"));
  const all = await listKept(context.db);
  const finds = proseFinder(q);
  const found = all.filter(
    (demand) =>
      (state === undefined || demand.state === state) &&
      finds(
        demand.settings.slug,
        ...Object.values(demand.words).flatMap(({ title, summary, body }) => [
          title,
          summary,
          body,
        ]),
      ),
  );
  const isWhole = q === "" && state === undefined;
  return {
    ...{ q, state, all: all.length, said: saidIn(request) },
    demands: found.map((demand) => ({
      ...{ id: demand.id, title: demand.words.en.title, state: demand.state },
      ...{ outcome: demand.outcome, count: demand.count, translations: translationsOf(demand) },
    })),
    // a part of the list has no order of its own
    order:
      isWhole && isAtLeast(organiserOf(context).role, "organiser")
        ? orderVersion(all.map(({ id }) => id))
        : undefined,
    mayMake: isAtLeast(organiserOf(context).role, "organiser"),
  };
}

export async function action({ context }: ActionFunctionArgs) {
  const { fields } = context;
  const intent = readIntent(fields, intentsOf("/organise/demands"));
  const move = readMove(fields);
  if (!intent || !move) throw answer(400);
  const moved = await actFor(context, organiserOf(context), context.clock(), async (tx) => {
    const moved = await moveDemand(tx, move.id, move.way, readVersion(fields));
    const said = moved.outcome === "moved" ? "demands-moved" : "demands-order-stale";
    return { ...moved, said } as const;
  });
  if (moved.outcome === "stale") return data({ said: flashes[moved.said] }, { status: 409 });
  return seeOther(context, `${saying(here, moved.said)}#demand-${move.id}`);
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Demands" }));

export default function OrganiseDemands() {
  const { q, state, all, demands, order, mayMake, said } = useLoaderData<typeof loader>();
  const stale = useActionData<{ said: string }>();
  return (
    <OrganisePage title="Demands" said={stale?.said ?? said}>
      {mayMake && (
        <p>
          <a className="button" href={href("/organise/demands/new")}>
            Make a demand
          </a>
        </p>
      )}
      <form method="get" className="search" role="search">
        <label htmlFor="q">Search</label>
        <div className="together">
          <input id="q" name="q" type="search" defaultValue={q} autoComplete="off" />
          {state && <input type="hidden" name="state" value={state} />}
          <button type="submit" className="quiet">
            Search
          </button>
        </div>
        <ul className="filters">
          {[undefined, ...states].map((one) => (
            <li key={one ?? "all"}>
              <a href={pathOf(q, one)} aria-current={one === state ? "true" : undefined}>
                {one ? stateNames[one] : "All"}
              </a>
            </li>
          ))}
        </ul>
      </form>
      {demands.length === 0 ? (
        <p className="lead">
          {all === 0 ? "There is no demand yet." : "No demand fits. Try another word, or show all."}
        </p>
      ) : (
        <DemandTable demands={demands} order={order} />
      )}
    </OrganisePage>
  );
}

function pathOf(q: string, state: string | undefined): string {
  const query = new URLSearchParams({ ...(q && { q }), ...(state && { state }) });
  return query.size > 0 ? `${here}?${query}` : here;
}
