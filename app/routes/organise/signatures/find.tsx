/** Finds one person by their exact address, to answer what they ask about their data; it is written down. */
import { type ActionFunctionArgs, data } from "@remix-run/node";
import { type MetaFunction, useActionData } from "@remix-run/react";

import { ErrorSummary } from "../../../components/error-summary.tsx";
import { Field } from "../../../components/field.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import {
  FoundPerson,
  type ShownPerson,
} from "../../../components/organise/signatures/found-person.tsx";
import { SignatureWays } from "../../../components/organise/signatures/ways.tsx";
import { act } from "../../../organisers/audit.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { tellPerson } from "../../../pages/signatures/tell-person.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { findPerson } from "../../../review/find-person.server.ts";
import { readAddress } from "../../../signatures/address.ts";
import { troubles } from "../../../words/organise/signatures.ts";

interface Answered {
  typed: string;
  problem?: string;
  person?: ShownPerson;
}

export async function action({ context }: ActionFunctionArgs) {
  const { db, keys, clock, fields } = context;
  if (!readIntent(fields, intentsOf("/organise/signatures/find"))) throw answer(400);
  const typed = fields.getAll("address").length === 1 ? fields.get("address")! : "";
  const read = readAddress(typed);
  if ("problem" in read)
    return data<Answered>({ typed, problem: troubles["address-form"] }, { status: 422 });
  const { found } = await act(db, organiserOf(context).id, clock(), async (tx) => {
    const person = await findPerson(tx, keys, read.address);
    const isFound = person.signatures.length + person.signings.length > 0;
    const changed = { action: "signatures.find", subject: "one person", after: { found: isFound } };
    return { said: "person-looked", changed, found: person };
  });
  return data<Answered>({ typed, person: await tellPerson(context, found) });
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Find one person" }));

export default function Find() {
  const { typed, problem, person } = useActionData<Answered>() ?? {};
  return (
    <OrganisePage title="Find one person">
      <SignatureWays />
      <p className="hint">
        For somebody who asks what is kept of them. It takes one exact address, and shows which
        demands were signed with it, when, from where, and whether each counts. That you looked, and
        whether somebody was found, stands in the audit log; the address does not. For all that is
        kept, and to change or erase it, they ask at {href("/manage")} for their own link.
      </p>
      <form method="post" action={href("/organise/signatures/find")} noValidate>
        <ErrorSummary problems={problem === undefined ? {} : { address: problem }} />
        <Field name="address" label="Their email address" problem={problem}>
          <input
            type="email"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
            defaultValue={typed}
          />
        </Field>
        <button name="intent" value="find">
          Look
        </button>
      </form>
      {person && (
        <section id="found">
          <h2>What is kept</h2>
          <FoundPerson person={person} />
        </section>
      )}
    </OrganisePage>
  );
}
