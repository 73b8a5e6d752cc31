/** The end of a campaign: what it would do in numbers, what can be taken along, and its undoing. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { FORGET_DAYS, isUndoable } from "../../../campaign/closing/closing.ts";
import { countForClosing, getClosing } from "../../../campaign/closing/closing.server.ts";
import { Closed, CloseForm, ExportForm } from "../../../components/organise/settings/closing.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { atRest } from "../../../letters/leaving/at-rest.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { closeCampaign, reopenCampaign } from "../../../pages/closing/close-campaign.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import {
  checked,
  markdown,
  type ProblemsIn,
  readForm,
  readIntent,
  text,
  type TypedIn,
} from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { programsSite } from "../../../pages/site.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { formatDate } from "../../../words/format.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { closingWords as words } from "../../../words/organise/closing.ts";

const here = href("/organise/closing");
const NOTE_MAX = 2_000;
const DAY = 86_400_000;

const formFor = (name: string) => ({
  note: markdown(NOTE_MAX, {
    empty: words.noteEmpty,
    long: words.noteLong(NOTE_MAX),
    odd: words.noteOdd,
  }),
  sure: checked(
    text(200, { empty: words.sureWrong, long: words.sureWrong, odd: words.sureWrong }),
    (typed) => (typed === name ? undefined : words.sureWrong),
  ),
});
type CloseFields = ReturnType<typeof formFor>;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, clock } = context;
  const now = clock();
  const [closing, numbers] = await Promise.all([getClosing(db), countForClosing(db)]);
  return {
    said: saidIn(request),
    name: programsSite(context).campaign.name,
    numbers,
    day: formatDate("en", new Date(now.getTime() + FORGET_DAYS * DAY)),
    closed: closing && {
      at: closing.closedAt,
      demands: closing.demandIds.length,
      until: formatDate("en", closing.personsUntil),
      isUndoable: isUndoable(closing, now),
    },
  };
}

interface Refused {
  typed: TypedIn<CloseFields>;
  problems: ProblemsIn<CloseFields, string>;
}

export async function action({ context }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  const organiser = organiserOf(context);
  const now = clock();
  const intent = readIntent(fields, intentsOf("/organise/closing"));
  if (intent === "reopen") {
    const { said } = await actFor(context, organiser, now, (tx) =>
      reopenCampaign(tx, organiser.id, now),
    );
    return seeOther(context, saying(here, said));
  }
  if (intent !== "close") throw answer(400);
  const form = formFor(programsSite(context).campaign.name);
  const { typed, problems, values } = readForm(fields, form, formWords.repeated);
  if (!values) return data<Refused>({ typed, problems }, { status: 422 });
  const done = await actFor(context, organiser, now, (tx) =>
    closeCampaign(tx, values.note, organiser.id, now),
  );
  const { said } = await atRest(db, done);
  return seeOther(context, saying(here, said));
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.closed ? words.closedTitle : words.title }));

export default function Closing() {
  const { said, name, numbers, day, closed } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>() ?? {
    typed: { note: words.note, sure: "" },
    problems: {},
  };
  return (
    <OrganisePage title={closed ? words.closedTitle : words.title} said={said}>
      <p className="lead">{words.lead}</p>
      <ExportForm />
      {closed ? (
        <Closed {...closed} />
      ) : (
        <CloseForm name={name} numbers={numbers} day={day} noteMax={NOTE_MAX} {...refused} />
      )}
    </OrganisePage>
  );
}
