/** One answer as its office gave it, for organisers: its versions, and how it would read in public. */
import { caseworkIn } from "../../answers/casework.ts";
import { getGiven, givenVersionOf } from "../../answers/given/get-given.server.ts";
import { listAnswers } from "../../answers/list-stances.server.ts";
import { sayingWhatItCorrects } from "../../answers/record/corrects.ts";
import type { RequestContext } from "../../context.server.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { getMember } from "../../members/list-members.server.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import { dayOf } from "../../words/format.ts";
import { answer } from "../answers.server.ts";

type Context = Pick<RequestContext, "db" | "keys" | "campaign">;

/** @throws the 404 page @param id as it stands in the path */
export async function requireGiven({ db, keys, campaign }: Context, id: string | undefined) {
  const given = await getGiven(db, keys, id);
  const member = given && (await getMember(db, given.memberId));
  if (!given || !member) throw answer(404);
  const known = [member.name, campaign.now().sender ?? ""];
  return { given, member, signs: caseworkIn(given.last.statement ?? "", known) };
}

/** @throws as above */
export async function readGivenPage(context: Context, id: string | undefined) {
  const { db, keys } = context;
  const { given, member, signs } = await requireGiven(context, id);
  const [[demand], answers, addresses] = await Promise.all([
    listDemandsById(db, [given.demandId], "en"),
    listAnswers(db, given.memberId),
    listOrganiserAddresses(db, keys),
  ]);
  const { slug, title, lang } = demand!;
  const { last, published } = given;
  const isPublic = published === last.version;
  const stated = {
    ...{ id: 0, stance: last.stance, quote: last.statement ?? "", source: "" },
    ...{ statedOn: dayOf(last.givenAt), correctedAt: null, givenId: given.id },
  };
  const about = answers.filter(({ demandId }) => demandId === given.demandId);
  // of one day the one that is published last stands first
  const wouldBe = isPublic
    ? about
    : [stated, ...about].toSorted((a, b) => b.statedOn.localeCompare(a.statedOn));
  const [standing, ...earlier] = sayingWhatItCorrects(wouldBe);
  return {
    id: given.id,
    member: { id: member.id, name: member.name },
    demand: { slug, title },
    signs,
    isPublic,
    published,
    version: givenVersionOf(given),
    versions: given.versions.map(({ decidedBy, ...version }) => ({
      ...version,
      who: (decidedBy === null ? undefined : addresses.get(decidedBy)) ?? "—",
    })),
    preview: {
      ...{ slug, title, lang, answer: standing, earlier },
      standing: { kind: "answered" as const, stance: standing!.stance, on: standing!.statedOn },
    },
  };
}
