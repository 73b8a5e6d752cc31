/** What a signer can do with what is kept, the harmless first. */
import type { ReactNode } from "react";

import { useSite } from "../../pages/site.tsx";
import type { RenameProblems, TypedName } from "../../signatures/manage/forms.ts";
import { EraseForm, ExportForm, RenameForm, UpdatesForm, WithdrawForm } from "../manage-forms.tsx";

export function Deeds(props: {
  action: string;
  /** As it is stored, or as it was typed; undefined where no name is left. */
  name: { typed: TypedName; problems: RenameProblems } | undefined;
  updates: boolean;
  signatures: { id: number; title: string; lang: string | undefined }[];
  isNoneChosen: boolean;
}) {
  const { action, name, updates, signatures, isNoneChosen } = props;
  const t = useSite().words.manage;
  return (
    <section>
      <h2>{t.change}</h2>
      {name && (
        <Deed>
          <RenameForm action={action} {...name} />
        </Deed>
      )}
      {(name ?? updates) && (
        <Deed title={t.updates}>
          <UpdatesForm action={action} updates={updates} />
        </Deed>
      )}
      <Deed title={t.export} lead={t.exportLead}>
        <ExportForm action={action} />
      </Deed>
      {signatures.length > 0 && (
        <Deed title={t.withdraw} lead={t.withdrawLead}>
          <WithdrawForm {...{ action, signatures, isNoneChosen }} />
        </Deed>
      )}
      <Deed title={t.erase} lead={t.eraseLead}>
        <EraseForm action={action} />
      </Deed>
    </section>
  );
}

function Deed(props: { title?: string; lead?: string; children: ReactNode }) {
  const { title, lead, children } = props;
  return (
    <div className="deed">
      {title && <h3>{title}</h3>}
      {lead && <p>{lead}</p>}
      {children}
    </div>
  );
}
