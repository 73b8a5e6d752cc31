/** What is known of an email that came in, and what to mind before it is recorded. */
import type { ReactNode } from "react";

import type { InboundKind } from "#db/schema.ts";

import type { Doubt } from "../../../answers/inbound/reading/known-sender.ts";
import type { MailAddress } from "../../../answers/inbound/mail.ts";
import { isRecordable } from "../../../answers/inbound/standing.ts";
import { href } from "../../../paths.ts";
import { inboundWords as t, kindWords } from "../../../words/organise/inbound.ts";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";
import { softenLong } from "../../../words/typography/hyphens.ts";

export interface MailFactsProps {
  kind: InboundKind | null;
  sign: string | null;
  doubt: Doubt | null;
  casework: readonly string[];
  receivedAt: Date;
  letterId: number | null;
  memberId: number | null;
  member: string | null;
  from: MailAddress | undefined;
  subject: string | undefined;
  signedBy: string | undefined;
}

export function MailFacts(props: MailFactsProps) {
  const { kind, sign, receivedAt, letterId, memberId, member, from, subject, signedBy } = props;
  const { facts } = t;
  return (
    <dl className="facts">
      <Fact of={facts.kind}>
        {kindWords[kind ?? "waiting"]}
        {sign && `. ${t.signs[sign] ?? sign}`}
      </Fact>
      <Fact of={facts.received}>
        <Moment at={receivedAt} />
      </Fact>
      {from && (
        <Fact of={facts.from}>
          {from.name} <Breakable text={from.address} />
        </Fact>
      )}
      {subject !== undefined && (
        <Fact of={facts.subject}>
          <Breakable text={subject || t.noSubject} />
        </Fact>
      )}
      {signedBy && (
        <Fact of={facts.signed}>
          <Breakable text={signedBy} />
        </Fact>
      )}
      <Fact of={facts.letter}>
        {letterId === null ? (
          t.unknown
        ) : (
          <a href={href("/organise/letters/:id", { id: letterId })}>{letterId}</a>
        )}
      </Fact>
      {memberId !== null && (
        <Fact of={facts.member}>
          <a href={href("/organise/members/:id", { id: memberId })}>
            {member && softenLong(member)}
          </a>
        </Fact>
      )}
    </dl>
  );
}

const Fact = ({ of, children }: { of: string; children: ReactNode }) => (
  <div>
    <dt>{of}</dt>
    <dd>{children}</dd>
  </div>
);

/** Of what a person wrote; what a program surely wrote is never recorded. */
export function MailCautions(props: Pick<MailFactsProps, "kind" | "sign" | "doubt" | "casework">) {
  const { kind, sign, doubt, casework } = props;
  if (!isRecordable(kind, sign)) return null;
  return (
    <>
      {doubt && (
        <section className="note">
          <h2>{t.doubted}</h2>
          <p>
            {t.doubts[doubt]} {t.check}
          </p>
        </section>
      )}
      {casework.length > 0 && <p className="note">{t.casework(casework)}</p>}
    </>
  );
}
