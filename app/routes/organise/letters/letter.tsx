/** One letter, for organisers: its state, its copies, and what can be done with it. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { HistoryLink } from "../../../components/organise/audit/history-link.tsx";
import { Advice } from "../../../components/organise/letters/advice.tsx";
import { CopyList } from "../../../components/organise/letters/copy-list.tsx";
import { DeleteForm } from "../../../components/organise/letters/delete-form.tsx";
import { LetterFacts } from "../../../components/organise/letters/letter-facts.tsx";
import { LetterDeeds } from "../../../components/organise/letters/letter-deeds.tsx";
import { LetterProgress } from "../../../components/organise/letters/letter-progress.tsx";
import { Differences, StaleNotice } from "../../../components/organise/letters/stale-letter.tsx";
import { Repeats } from "../../../components/organise/letters/repeat-facts.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { progressOf } from "../../../letters/copy-life.ts";
import { readCopyFilter } from "../../../letters/steering/copy-list.ts";
import { subjectInBrackets } from "../../../letters/text/fields.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { saidIn } from "../../../pages/flash.ts";
import { actOnLetter, type Refused } from "../../../pages/letters/act-on-letter.server.ts";
import { requireIntent, requireLetter } from "../../../pages/letters/letter-page.server.ts";
import { viewLetter } from "../../../pages/letters/letter-view.server.ts";
import { readList } from "../../../pages/list-page.server.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { letterWords, staleWords } from "../../../words/organise-forms.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const letter = await requireLetter(context, params.id);
  const state = readCopyFilter(new URL(request.url).searchParams.get("state"));
  return {
    ...(await viewLetter(context, letter, { ...readList(request), state })),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const letter = await requireLetter(context, params.id);
  const intent = requireIntent(context.fields, intentsOf("/organise/letters/:id"));
  const asked = new URL(request.url).searchParams;
  asked.delete("said");
  const path = href("/organise/letters/:id", { id: letter.id });
  const here = asked.size > 0 ? `${path}?${asked}` : path;
  return actOnLetter(context, organiser, letter, intent, here);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({
    title: args.data ? subjectInBrackets(args.data.letter.subject) : "Letter",
  }));

export default function OneLetter() {
  const page = useLoaderData<typeof loader>();
  const { letter, demands, copies, counts, rehearsal, unfilled, changed, mayChange, said } = page;
  const { reason, sendAt, deletion, stale } = useActionData<Refused>() ?? {};
  const { all, waiting } = progressOf(counts);
  const deeds = mayChange && (
    <LetterDeeds
      letter={letter}
      isRepeat={page.repeats.of !== undefined}
      waiting={waiting}
      recent={counts.recent}
      refused={reason}
      refusedTime={sendAt}
      versions={page.versions}
      isChanged={changed.length > 0}
    />
  );
  return (
    <OrganisePage title={subjectInBrackets(letter.subject)} said={said}>
      {stale && (
        <StaleNotice {...stale} deeds={deeds}>
          <p>{staleWords.look}</p>
        </StaleNotice>
      )}
      <LetterProgress letter={letter} counts={counts} rehearsal={rehearsal} recess={page.recess} />
      <Repeats repeatable={letter.repeatable} repeats={page.repeats} />
      {unfilled.length > 0 && (
        <section className="stale">
          <p className="note">
            {letter.countedAt ? letterWords.unfilledUnderWay : letterWords.unfilled}
          </p>
          <ul>
            {unfilled.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
      <div className="beside">
        <div>
          <LetterFacts
            letter={letter}
            demands={demands}
            counts={counts}
            withoutAddress={page.withoutAddress}
            answered={page.answered}
            rehearsal={rehearsal}
            branches={page.branches}
          />
          <p>
            <HistoryLink subject={`letter ${letter.id}`} />
          </p>
          {!letter.countedAt && letter.state !== "cancelled" && (
            <Advice advice={page.advice} lacksSender={page.lacksSender} />
          )}
        </div>
        <section className="as-sent">
          <h2>The text, as written</h2>
          <pre className="as-written">{`${letter.subject}\n\n${letter.body}`}</pre>
        </section>
      </div>
      {changed.length > 0 && !stale && (
        <section className="stale">
          <p className="note">{staleWords.approvedOther}</p>
          <Differences rows={changed} />
        </section>
      )}
      {!stale && deeds}
      <h2 id="copies">Copies</h2>
      <CopyList
        letter={letter}
        list={page.list}
        state={page.state}
        copies={copies}
        rehearsal={rehearsal}
        mayChange={mayChange}
      />
      {mayChange && letter.state === "draft" && (
        <DeleteForm id={letter.id} version={page.versions.text} copies={all} refused={deletion} />
      )}
    </OrganisePage>
  );
}
