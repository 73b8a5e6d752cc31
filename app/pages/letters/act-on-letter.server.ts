/** A post to the page of one letter: what was pressed is done, or the page says why not. */
import { data } from "@remix-run/node";

import type { RequestContext } from "../../context.server.ts";
import type { Admitted } from "../../host/given.ts";
import { type RefusedReason, readReason } from "../../letters/letter-form.ts";
import type { Letter } from "../../letters/letter.ts";
import { deleteDraft, duplicateLetter } from "../../letters/steering/drafts.server.ts";
import { readSendAt, type RefusedSendAt } from "../../letters/steering/send-at.ts";
import { listCopiesToSend } from "../../letters/steering/send-copy-again.server.ts";
import { href } from "../../paths.ts";
import { isStale } from "../../words/flash.ts";
import { copyStates } from "../../words/letters.ts";
import { steerWords } from "../../words/organise/letters.ts";
import { actFor } from "../act-for.server.ts";
import { answer, seeOther } from "../answers.server.ts";
import { saying } from "../flash.ts";
import { id as memberId, readForm, readVersion } from "../read-form.ts";
import { requireMember } from "../require-member.server.ts";
import { doCopyDeed } from "./copy-deeds.server.ts";
import { doLetterDeed, type LetterIntent, type WholeIntent } from "./letter-deeds.server.ts";
import { staleLetter, type StaleLetter } from "./stale-letter.server.ts";

/** What was not done: for something typed that cannot be taken, or because the form is older than the letter. */
export interface Refused {
  reason?: RefusedReason;
  sendAt?: RefusedSendAt;
  deletion?: { typed: string; problems: { confirm?: string } };
  stale?: StaleLetter;
}

const refuse = (refused: Refused, status = 422) => data<Refused>(refused, { status });

/** @param here the page, with which of its copies are looked at */
export async function actOnLetter(
  context: RequestContext,
  organiser: Admitted,
  letter: Letter,
  intent: LetterIntent,
  here: string,
) {
  switch (intent) {
    case "leave-out":
    case "put-back":
    case "again":
      return actOnCopy(context, organiser, letter, intent, here);
    case "duplicate": {
      const now = context.clock();
      const { id, said } = await actFor(context, organiser, now, (tx) =>
        duplicateLetter(tx, organiser.id, letter, now),
      );
      return seeOther(context, saying(href("/organise/letters/:id", { id }), said));
    }
    case "delete":
      return actOnDraft(context, organiser, letter);
    default:
      return actOnWhole(context, organiser, letter, intent);
  }
}

async function actOnWhole(
  context: RequestContext,
  organiser: Admitted,
  { id }: Letter,
  intent: WholeIntent,
) {
  const { fields } = context;
  const read = readReason(fields);
  if (intent === "send" && read.problems) return refuse({ reason: read });
  const time = intent === "schedule" ? readSendAt(fields, context.clock()) : undefined;
  if (time?.problems) return refuse({ sendAt: time });
  const reason = read.reason ?? "";
  const saw = readVersion(fields);
  const how = { saw, reason, sendAt: time?.sendAt };
  const { said } = await doLetterDeed(context, organiser, intent, id, how);
  if (!isStale(said)) return seeOther(context, saying(href("/organise/letters/:id", { id }), said));
  const stale = await staleLetter(context, id, said, saw, fields.get("seen") ?? "");
  const typed = fields.get("send_at") ?? "";
  return refuse(
    {
      reason: { typed: { override_reason: reason }, problems: {} },
      sendAt: { typed: { send_at: typed }, problems: {} },
      stale,
    },
    stale.isNamed ? 409 : 422,
  );
}

async function actOnCopy(
  context: RequestContext,
  organiser: Admitted,
  letter: Letter,
  intent: "leave-out" | "put-back" | "again",
  here: string,
) {
  const { db, fields } = context;
  const { values } = readForm(fields, { member: memberId("none") }, "none");
  if (!values) throw answer(400);
  const { name, constituency } = await requireMember(context, String(values.member));
  const saw = readVersion(fields);
  const { said } = await doCopyDeed(context, organiser, intent, letter.id, values.member, saw);
  if (!isStale(said)) return seeOther(context, saying(here, said));
  const copy = (await listCopiesToSend(db, letter, [values.member])).get(values.member);
  const stale = await staleLetter(context, letter.id, said, saw, "");
  const is = copy ? `${copyStates[copy.state]}; letters go to ${copy.address ?? "no address"}` : "";
  const what = `The copy to ${name}${constituency ? `, ${constituency}` : ""}`;
  const differences = [{ what, was: fields.get("seen"), is }];
  return refuse({ stale: { ...stale, texts: undefined, differences } }, saw ? 409 : 422);
}

async function actOnDraft(context: RequestContext, organiser: Admitted, { id }: Letter) {
  const { fields, clock } = context;
  const typed = fields.get("confirm") ?? "";
  if (typed.trim().toLowerCase() !== "delete")
    return refuse({ deletion: { typed, problems: { confirm: steerWords.deleteOdd } } });
  const saw = readVersion(fields);
  const { said } = await actFor(context, organiser, clock(), (tx) => deleteDraft(tx, id, saw));
  if (said === "deleted") return seeOther(context, saying(href("/organise/letters"), said));
  if (!isStale(said)) return seeOther(context, saying(href("/organise/letters/:id", { id }), said));
  const stale = await staleLetter(context, id, said, saw, "");
  return refuse({ stale, deletion: { typed, problems: {} } }, stale.isNamed ? 409 : 422);
}
