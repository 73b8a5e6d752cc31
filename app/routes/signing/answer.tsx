/** Where a member's office answers a letter, by the link in its copy; the same link corrects it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { giveAnswer } from "../../answers/given/give-answer.server.ts";
import {
  type GivenProblems,
  isSilent,
  readGiven,
  type TypedGiven,
} from "../../answers/given/given.ts";
import { Onward } from "../../components/after/onward.tsx";
import { AnswerForm } from "../../components/answer/answer-form.tsx";
import { OWN_WORDS, OwnWordsForm } from "../../components/answer/own-words-form.tsx";
import { ErrorBox } from "../../components/error-summary.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { getCadence } from "../../letters/cadence/get-cadence.server.ts";
import { typedOfCadence } from "../../letters/cadence/cadence-form.ts";
import {
  readAnswerPage,
  requireAskedCopy,
  requireAskedDemands,
} from "../../pages/answer/answer-page.server.ts";
import { switchOwnWords } from "../../pages/answer/switch-own-words.server.ts";
import {
  keepCadence,
  type ReadCadence,
  readCadence,
} from "../../pages/answer/take-cadence.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href, hrefOfCopy } from "../../paths.ts";
import { takesOwnWords } from "../../write/route.server.ts";
import { formatDate } from "../../words/format.ts";

/** Of one copy: an office that tries out its form is let be, a script is not. */
const LIMIT = { times: 20, seconds: 600 };

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const copy = await requireAskedCopy(context, params.token);
  const { memberId, member, letterId, areaCode, subject, countedAt, seat } = copy;
  const shown = {
    ...{ token: params.token!, memberId, member, seat },
    letter: { subject, countedAt, path: hrefOfCopy(letterId, areaCode) },
  };
  if (!seat)
    return data(
      {
        ...{ ...shown, form: undefined, often: undefined, takesOwn: true },
        ...{ isTaken: false, isOften: false },
      },
      410,
    );
  const [form, { cadence }, takesOwn] = await Promise.all([
    readAnswerPage(context, copy),
    getCadence(context.db, memberId),
    takesOwnWords(context.db, memberId),
  ]);
  const asked = new URL(request.url).searchParams;
  return data({
    ...{ ...shown, form, often: typedOfCadence(cadence), takesOwn },
    ...{ isTaken: asked.has("taken"), isOften: asked.has("often") },
  });
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { db, keys, clock, limits, changes, fields } = context;
  const copy = await requireAskedCopy(context, params.token);
  if (!copy.seat) throw answer(410);
  const now = clock();
  const path = href("/answer/:token", { token: params.token! });
  const take = () => limits.take([{ key: `answer ${copy.memberId}`, limit: LIMIT }], now);
  const limited = (wait: number) => ({ status: 429, headers: { "Retry-After": String(wait) } });
  const intent = fields.get("intent");
  if (intent === OWN_WORDS.on || intent === OWN_WORDS.off) {
    const wait = take();
    if (wait > 0) return data<Again>({ isLimited: true }, limited(wait));
    await switchOwnWords(context, copy.memberId, intent === OWN_WORDS.on);
    return seeOther(context, `${path}#own-words`);
  }
  const demands = await requireAskedDemands(context, copy);
  const ids = demands.map(({ id }) => id);
  const often = readCadence(fields);
  const read = readGiven(fields, ids);
  // an office that answers nothing may say how often to write all the same
  const isAnswered = !often || !isSilent(fields, ids);
  const problems = isAnswered && "problems" in read ? read.problems : {};
  const again: Again = { typed: read.typed, problems, ...(often && { often }) };
  if (Object.keys(problems).length > 0 || (often && !often.cadence)) return data<Again>(again, 422);
  const wait = take();
  if (wait > 0) return data<Again>({ ...again, isLimited: true }, limited(wait));
  // that something has come is told in public, and that none are wanted
  if (isAnswered && "given" in read && (await giveAnswer(db, keys, copy, read.given, now)))
    changes.made();
  if (often?.cadence && (await keepCadence(context, copy.memberId, often.cadence, !isAnswered)))
    changes.made();
  return seeOther(context, `${path}?${isAnswered ? "taken" : "often"}`);
}

/** What an action that stores nothing gives. */
interface Again {
  typed?: TypedGiven;
  problems?: GivenProblems;
  often?: ReadCadence;
  isLimited?: boolean;
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, ({ answer }) => ({ title: answer.title(args.data?.member ?? "") }));

export default function Answer() {
  const shown = useLoaderData<typeof loader>();
  const { token, memberId, member, seat, letter, form, often, takesOwn, isTaken, isOften } = shown;
  const again = useActionData<Again>();
  const { words, locale, to } = useSite();
  const t = words.answer;
  const action = href("/answer/:token", { token });
  const page: [string, string] = [href("/members/:id", { id: memberId }), t.page];
  if (!seat || !form || !often)
    return (
      <StepsPage title={words.members.formerly} lead={t.lost(member)}>
        <Onward to={[page]} />
      </StepsPage>
    );
  if (isTaken && !again)
    return (
      <StepsPage title={t.thanks} steps={t.steps}>
        <Onward to={[page, [action, t.again]]} />
      </StepsPage>
    );
  if (isOften && !again)
    return (
      <StepsPage title={words.cadence.legend} lead={words.cadence.kept}>
        <Onward to={[page, [action, t.again]]} />
      </StepsPage>
    );
  return (
    <StepsPage title={t.title(member)} lead={t.lead}>
      <p className="hint">
        {t.letter}{" "}
        <a href={to(letter.path)} lang="en">
          {letter.subject}
        </a>
        , {formatDate(locale, letter.countedAt)}
      </p>
      {again?.isLimited && (
        <ErrorBox title={words.errors[429].title}>
          <p>{t.full}</p>
        </ErrorBox>
      )}
      <AnswerForm
        action={to(action)}
        place={seat.name}
        demands={form.demands}
        typed={again?.typed ?? form.typed}
        problems={again?.problems ?? {}}
        often={again?.often ?? { typed: often, problems: {} }}
      />
      <OwnWordsForm action={to(action)} isOpen={takesOwn} />
    </StepsPage>
  );
}
