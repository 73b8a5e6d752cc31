/** A real member's copy of what was typed so far, exactly as the mail would be, and what there is to say against it. */
import type { RequestContext } from "../../context.server.ts";
import { lacksSender } from "../../letters/checking/sender.ts";
import type { LetterChoices, TypedLetter } from "../../letters/letter-form.ts";
import { getCopy } from "../../letters/preview-copy.server.ts";
import { findUnknownFields } from "../../letters/text/fields.ts";
import { mostSigned } from "../../letters/text/preview-member.server.ts";
import { markdownToText } from "../../words/markdown.ts";
import { letterWords } from "../../words/organise-forms.ts";
import { composeWords as say } from "../../words/organise/letters.ts";
import { finder, readSearch } from "../../words/typed/search.ts";
import { lineEnds } from "../read-form.ts";
import { advise } from "./advise.server.ts";

export interface Preview {
  /** The member whose copy it is, as the field names them; what was asked for, where nobody is meant. */
  showTo: string;
  /** As it is mailed; `html` is safe to insert. */
  copy: { subject: string; html: string } | undefined;
  /** What is to be said above it, or in its place. */
  note: string | undefined;
  advice: string[];
  lacksSender: boolean;
}

type Member = LetterChoices["members"][number];

export const labelOf = ({ constituency, name }: Member): string => `${constituency}: ${name}`;

/** The one whom these words name, or the first whom they fit. */
function findMember(members: LetterChoices["members"], wished: string): Member | undefined {
  const words = readSearch(wished);
  const finds = finder(words);
  const exact = members.find((one) =>
    [labelOf(one), one.constituency, one.name].some((text) => readSearch(text) === words),
  );
  return exact ?? members.find((one) => finds(one.name, one.constituency));
}

/**
 * @param id of the draft; undefined for a new one
 * @param wished whose copy, as it was typed; "" for the one of the place where most have signed
 */
export async function previewOf(
  context: Pick<RequestContext, "db" | "config" | "renderLetter">,
  id: number | undefined,
  typed: TypedLetter,
  choices: LetterChoices,
  wished: string,
): Promise<Preview> {
  const { db, config, renderLetter } = context;
  const none = { copy: undefined, advice: [], lacksSender: lacksSender(config.campaign) };
  const chosen = choices.demands.filter(({ slug }) => typed.demand.includes(slug));
  const demands = chosen.length > 0 ? chosen : choices.demands.slice(0, 1);
  const demandIds = demands.map((demand) => demand.id).sort((a, b) => a - b);
  if (demandIds.length === 0) return { ...none, showTo: wished, note: say.noDemand };
  const most = wished.trim() === "" ? await mostSigned(db, demandIds) : undefined;
  const member = most === undefined ? findMember(choices.members, wished) : byId(choices, most);
  if (!member) return { ...none, showTo: wished, note: say.noMember };
  const showTo = labelOf(member);
  const words = { subject: typed.subject.trim(), body: lineEnds(typed.body) };
  const unknown = findUnknownFields(`${words.subject}\n\n${words.body}`);
  if (unknown.length > 0) return { ...none, showTo, note: letterWords.unknownFields(unknown) };
  const source = { id: id ?? 0, demandIds, countedAt: null, rehearsal: !config.mail.live };
  const copy = await getCopy(db, { ...source, ...words }, member.id);
  if (!copy) return { ...none, showTo, note: say.noMember };
  const { subject, html } = renderLetter({ id: source.id, ...copy });
  return {
    ...none,
    showTo,
    copy: { subject, html },
    note: noteOn(chosen.length === 0 ? demands[0] : undefined, id),
    advice: advise(words, markdownToText(copy.body), config.origin),
  };
}

const byId = ({ members }: LetterChoices, id: number) => members.find((one) => one.id === id);

const noteOn = (demand: { title: string } | undefined, id: number | undefined) =>
  [demand && say.firstDemand(demand.title), id === undefined && say.noAddressYet]
    .filter(Boolean)
    .join(" ") || undefined;
