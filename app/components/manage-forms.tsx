/** What a signer can do on their own page: download, correct the name, stop updates, withdraw, erase. */
import { useSite } from "../pages/site.tsx";
import type { RenameProblems, TypedName } from "../signatures/manage/forms.ts";
import { NAME_MAX } from "../signatures/name.ts";
import { ErrorSummary, worded } from "./error-summary.tsx";
import { CheckField, Field, FieldSet } from "./field.tsx";

/** A form of one button. */
function IntentForm(props: { action: string; intent: string; style: string; label: string }) {
  return (
    <form method="post" action={props.action}>
      <button name="intent" value={props.intent} className={props.style}>
        {props.label}
      </button>
    </form>
  );
}

export function ExportForm({ action }: { action: string }) {
  const t = useSite().words.manage;
  return <IntentForm action={action} intent="export" style="quiet" label={t.exportButton} />;
}

export function RenameForm(props: { action: string; typed: TypedName; problems: RenameProblems }) {
  const { action, typed } = props;
  const { words } = useSite();
  const problems = worded(props.problems, words.problems);
  return (
    <form method="post" action={action} noValidate>
      <ErrorSummary problems={problems} note={words.problems.kept} />
      <Field name="name" label={words.manage.rename} problem={problems.name}>
        <input autoComplete="name" maxLength={NAME_MAX} required defaultValue={typed.name} />
      </Field>
      <button name="intent" value="rename" className="quiet">
        {words.manage.renameButton}
      </button>
    </form>
  );
}

export function UpdatesForm({ action, updates }: { action: string; updates: boolean }) {
  const { words } = useSite();
  const t = words.manage;
  if (!updates) return <p>{t.updatesOff}</p>;
  return (
    <>
      <p>{t.updatesOn}</p>
      <IntentForm action={action} intent="updates" style="quiet" label={t.updatesStop} />
    </>
  );
}

export function EraseForm({ action }: { action: string }) {
  const t = useSite().words.manage;
  return <IntentForm action={action} intent="erase" style="danger" label={t.eraseButton} />;
}

/** Who has signed one demand has nothing to choose. @param props.isNoneChosen by the form just sent */
export function WithdrawForm(props: {
  action: string;
  signatures: { id: number; title: string; lang: string | undefined }[];
  isNoneChosen: boolean;
}) {
  const { action, signatures, isNoneChosen } = props;
  const { words } = useSite();
  const t = words.manage;
  const problem = isNoneChosen ? t.chooseOne : undefined;
  return (
    <form method="post" action={action}>
      {problem && <ErrorSummary problems={{ demand: problem }} />}
      {signatures.length > 1 && (
        <FieldSet name="demand" legend={t.chooseDemands} problem={problem}>
          {signatures.map(({ id, title, lang }) => (
            <CheckField
              key={id}
              id={`withdraw-${id}`}
              name="demand"
              value={String(id)}
              checked={false}
              lang={lang}
            >
              {title}
            </CheckField>
          ))}
          <CheckField id="withdraw-all" name="all" value="yes" checked={false}>
            {t.chooseAll}
          </CheckField>
        </FieldSet>
      )}
      <button name="intent" value="withdraw" className="danger">
        {t.withdrawButton}
      </button>
    </form>
  );
}
