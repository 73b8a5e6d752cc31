/** Mail domains: held, listed, blocked, and back. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import {
  BlockedDomains,
  HeldDomains,
  ListedDomains,
} from "../../../components/organise/signatures/domain-tables.tsx";
import { RuleForm } from "../../../components/organise/signatures/rule-form.tsx";
import { SignatureWays } from "../../../components/organise/signatures/ways.tsx";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { readDomains } from "../../../pages/signatures/read-domains.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { isDomainKey } from "../../../review/bulk/bulk.ts";
import {
  type DomainProblems,
  readDomainForm,
  type TypedDomain,
} from "../../../review/domains/domain-form.ts";
import {
  blockDomain,
  endRule,
  releaseDomain,
  ruleDomain,
  unblockDomain,
} from "../../../review/domains/rules.server.ts";
import type { Deed } from "../../../words/deed.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  return {
    ...(await readDomains(context)),
    domain: new URL(request.url).searchParams.get("domain") ?? "",
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

interface Refused {
  typed: TypedDomain;
  problems: DomainProblems;
}

export async function action({ context }: ActionFunctionArgs) {
  const { keys, fields, clock } = context;
  const organiser = organiserOf(context);
  const organiserId = organiser.id;
  const now = clock();
  const key = fields.get("key") ?? "";
  const act = async <D extends Deed & { bulk?: number }>(deed: Parameters<typeof actFor<D>>[3]) => {
    const { said, bulk } = await actFor(context, organiser, now, deed);
    const path =
      bulk === undefined
        ? href("/organise/signatures/domains")
        : href("/organise/signatures/work/:id", { id: bulk });
    return seeOther(context, saying(path, said));
  };
  const intent = readIntent(fields, intentsOf("/organise/signatures/domains"));
  switch (intent) {
    case "block":
    case "hold":
    case "list": {
      const { typed, problems, values } = readDomainForm(fields);
      if (!values) return data<Refused>({ typed, problems }, { status: 422 });
      const named = { domain: values.domain.domain, reason: values.reason, organiserId };
      if (intent === "block") return act((tx) => blockDomain(tx, named, now));
      const rule = intent === "hold" ? "held" : "listed";
      return act((tx) => ruleDomain(tx, keys, rule, named, now));
    }
    case "unblock":
      return act((tx) => unblockDomain(tx, key));
    case "release": {
      requireKey(key);
      const why = { reason: "released, and known from now on", organiserId };
      return act((tx) => releaseDomain(tx, key, why, now));
    }
    case "take-back":
      requireKey(key);
      return act((tx) => endRule(tx, key));
    case undefined:
      throw answer(400);
  }
}

function requireKey(key: string): void {
  if (!isDomainKey(key)) throw answer(400);
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Domains" }));

export default function Domains() {
  const page = useLoaderData<typeof loader>();
  const { typed, problems = {} } = useActionData<Refused>() ?? {};
  const { held, listed, blocked, mayChange } = page;
  return (
    <OrganisePage title="Domains" said={page.said}>
      <SignatureWays />
      <p className="hint">
        Providers of many people’s addresses and public institutions are known, and are never held
        or blocked as a whole. What stands here was decided for single domains.
      </p>
      <h2>Held</h2>
      <HeldDomains domains={held} mayChange={mayChange} />
      <h2>Listed</h2>
      <ListedDomains domains={listed} mayChange={mayChange} />
      <h2>Blocked</h2>
      <BlockedDomains domains={blocked} mayChange={mayChange} />
      {mayChange && (
        <>
          <h2>Decide about a domain</h2>
          <RuleForm typed={typed ?? { domain: page.domain }} problems={problems} />
        </>
      )}
    </OrganisePage>
  );
}
