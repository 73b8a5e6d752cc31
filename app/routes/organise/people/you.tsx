/** An organiser's own sign-in: passkeys, and where they are signed in. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { nameIn } from "../../../campaign/campaign.ts";
import { DeedButton, OrganisePage } from "../../../components/organise/organise-page.tsx";
import {
  AddPasskey,
  MakePasskey,
  PasskeyList,
  type RefusedName,
} from "../../../components/organise/people/passkey-forms.tsx";
import { SessionTable } from "../../../components/organise/people/session-table.tsx";
import { Breakable } from "../../../components/text/breakable.tsx";
import { addPasskey, askForPasskey } from "../../../organisers/passkeys/add-passkey.server.ts";
import { readNumber, readPasskeyName } from "../../../organisers/passkeys/name-form.ts";
import {
  listPasskeys,
  removePasskey,
  renamePasskey,
} from "../../../organisers/passkeys/passkeys.server.ts";
import { endSessionsOf, listSessions } from "../../../organisers/people/sessions.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { passkeySite } from "../../../pages/passkeys.server.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requirePerson } from "../../../pages/require-person.server.ts";
import { organiserOf, tokenOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import type { Deed } from "../../../words/deed.ts";
import { flashes, isStale } from "../../../words/flash.ts";
import { peopleWords, roleWords, yourWords } from "../../../words/organise/people.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, clock } = context;
  const { id } = organiserOf(context);
  const [{ address, role }, passkeys, sessions] = await Promise.all([
    requirePerson(context, String(id)),
    listPasskeys(db, id),
    listSessions(db, id, tokenOf(context, request), clock()),
  ]);
  const canAdd = passkeySite(context) !== undefined;
  return { address, role, passkeys, sessions, canAdd, said: saidIn(request) };
}

interface Shown {
  /** A passkey that waits to be made. */
  making?: { name: string; options: string };
  refused?: RefusedName;
  said?: string;
}

const here = href("/organise/you");

export async function action({ context, request }: ActionFunctionArgs) {
  const { db, keys, clock, campaign, fields } = context;
  const organiser = organiserOf(context);
  const { id } = organiser;
  const now = clock();
  const act = (deed: Parameters<typeof actFor<Deed>>[3]) => actFor(context, organiser, now, deed);
  const done = ({ said }: Deed) => seeOther(context, saying(here, said));
  const intent = readIntent(fields, intentsOf("/organise/you"));
  const passkey = readNumber(fields, "passkey");
  const own = { organiserId: id, id: passkey ?? 0, saw: readVersion(fields) };
  const name = readPasskeyName(fields);
  const refuseName = () => {
    const refused = { passkey, typed: name.typed.name, problems: name.problems };
    return data<Shown>({ refused }, { status: 422 });
  };
  const site = passkeySite(context);
  switch (intent) {
    case "add-passkey": {
      if (!site) return done({ said: "no-passkeys" });
      if (!name.values) return refuseName();
      const { name: campaignName } = nameIn(campaign.now(), "en", site.id);
      const named = { ...site, name: campaignName };
      const options = JSON.stringify(await askForPasskey(db, keys, named, id, now));
      return data<Shown>({ making: { name: name.values.name, options } });
    }
    case "keep-passkey": {
      if (!site) return done({ said: "no-passkeys" });
      if (!name.values) return refuseName();
      const made = { name: name.values.name, answer: fields.get("credential") ?? "" };
      const deed = await act((tx) => addPasskey(tx, keys, site, id, made, now));
      if (deed.said !== "passkey-not-made") return done(deed);
      const refused = { passkey: undefined, typed: made.name, problems: {} };
      return data<Shown>({ refused, said: flashes[deed.said] }, { status: 422 });
    }
    case "rename-passkey":
    case "remove-passkey": {
      if (intent === "rename-passkey" && !name.values) return refuseName();
      const deed = await act((tx) =>
        intent === "remove-passkey"
          ? removePasskey(tx, keys, own, now)
          : renamePasskey(tx, own, name.values!.name),
      );
      if (!isStale(deed.said)) return done(deed);
      const refused = { passkey, typed: name.typed.name, problems: {} };
      const shown = { said: flashes[deed.said], ...(intent === "rename-passkey" && { refused }) };
      return data<Shown>(shown, { status: own.saw === undefined ? 422 : 409 });
    }
    case "end":
    case "end-others": {
      const session = readNumber(fields, "session");
      if (intent === "end" && session === undefined) throw answer(400);
      const which = intent === "end" ? session : undefined;
      return done(await act((tx) => endSessionsOf(tx, id, which, tokenOf(context, request))));
    }
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: yourWords.title }));

export default function You() {
  const { address, role, passkeys, sessions, canAdd, said } = useLoaderData<typeof loader>();
  const shown = useActionData<Shown>() ?? {};
  const { making, refused } = shown;
  if (making)
    return (
      <OrganisePage title={yourWords.makeTitle}>
        <MakePasskey {...making} />
      </OrganisePage>
    );
  const ofNew = refused && refused.passkey === undefined ? refused : undefined;
  return (
    <OrganisePage title={yourWords.title} said={shown.said ?? said}>
      <p className="lead">
        <Breakable text={address} />, {roleWords[role]}
      </p>
      <h2>{yourWords.passkeysTitle}</h2>
      <p className="hint">{yourWords.passkeysWhy}</p>
      <PasskeyList passkeys={passkeys} refused={refused} />
      {canAdd ? <AddPasskey refused={ofNew} /> : <p className="hint">{yourWords.needsName}</p>}
      <h2>{yourWords.sessionsTitle}</h2>
      <p className="hint">{yourWords.sessionsWhy}</p>
      <SessionTable action={here} sessions={sessions} />
      {sessions.length > 1 && (
        <DeedButton action={here} intent="end-others" className="quiet">
          {yourWords.endOthers(sessions.length - 1)}
        </DeedButton>
      )}
      <p>
        <a href={href("/organise/you/leave")}>{peopleWords.leaveLink}</a>
      </p>
    </OrganisePage>
  );
}
