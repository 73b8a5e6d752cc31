/** What was signed most in one constituency, as JSON, CSV, or the way to its page. */
import type { RequestContext } from "../context.server.ts";
import { listDemands } from "../demands/get-demand.server.ts";
import { listSeats } from "../members/seats.server.ts";
import { placeSlug } from "../places/place-slug.ts";
import { shown } from "../places/shown.ts";
import { href } from "../paths.ts";
import { listPlaceCounts } from "../signatures/places.server.ts";
import { seeOther } from "./answers.server.ts";
import { toCsv } from "./csv.ts";
import { csvAnswer, jsonAnswer, jsonProblem } from "./json.server.ts";

const HEADS = ["Petition", "URL", "State", "Local Signatures", "Total Signatures"];

/**
 * Petitions with fewer than five signatures there are left out.
 * @param which `open` ones, or `all`
 * @throws 404 and 406 as JSON
 */
export async function answerLocal(
  context: Pick<RequestContext, "reads" | "config" | "prefix">,
  place: string,
  ending: string,
  which: "open" | "all",
): Promise<Response> {
  const { reads: db, config } = context;
  const seat = (await listSeats(db)).find(({ area }) => placeSlug(area) === place);
  if (!seat) throw jsonProblem(404, "There is no such constituency.");
  const { code, area: constituency, member } = seat;
  if (ending === "") return seeOther(context, href("/constituencies/:code", { code }));
  if (ending !== "json" && ending !== "csv") throw jsonProblem(406);
  const [demands, counts] = await Promise.all([
    listDemands(db, "en", which === "open" ? { state: "open" } : {}),
    listPlaceCounts(db, code),
  ]);
  const petitions = demands
    .flatMap(({ id, title, state, count }) => {
      const here = shown(counts.get(id) ?? 0);
      const url = config.origin + href("/petitions/:file", { file: id });
      return here === null
        ? []
        : {
            ...{ action: title, url, state },
            constituency_signature_count: here,
            total_signature_count: count,
          };
    })
    .sort((a, b) => b.constituency_signature_count - a.constituency_signature_count);
  if (ending === "csv")
    return csvAnswer(toCsv([HEADS, ...petitions.map((petition) => Object.values(petition))]));
  const mp = member && {
    name: member.fullTitle,
    url: config.origin + href("/members/:id", { id: member.id }),
  };
  return jsonAnswer({ constituency, ...(mp && { mp }), petitions });
}
