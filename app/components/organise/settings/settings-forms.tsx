/** The settings as forms: who the campaign is, and where answers go. */
import type {
  AboutProblems,
  ReplyProblems,
  TypedAbout,
  TypedReply,
} from "../../../campaign/settings-form.ts";
import { href } from "../../../paths.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { settingsWords as words } from "../../../words/organise/settings.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../stale-record.tsx";

const here = href("/organise/settings");

interface Sent<Typed, Problems> {
  typed: Typed;
  problems: Problems;
  version: string;
  stale?: StaleRecord | undefined;
}

export function AboutForm(props: Sent<TypedAbout, AboutProblems>) {
  const { typed, problems, version, stale } = props;
  const { labels, hints } = words;
  return (
    <form method="post" action={here} noValidate>
      {stale && <StaleRecordNotice {...stale} here={here} />}
      <HiddenFields fields={{ version }} />
      <ErrorSummary title={words.notKept} problems={problems} note={formWords.kept} />
      <Field name="name_en" label={labels.name_en} hint={hints.name_en} problem={problems.name_en}>
        <input required maxLength={80} defaultValue={typed.name_en} />
      </Field>
      <p className="hint">{hints.others}</p>
      <div className="names">
        <Field name="name_uk" label={labels.name_uk} problem={problems.name_uk}>
          <input lang="uk" maxLength={80} defaultValue={typed.name_uk} />
        </Field>
        <Field name="name_kk" label={labels.name_kk} problem={problems.name_kk}>
          <input lang="kk" maxLength={80} defaultValue={typed.name_kk} />
        </Field>
        <Field name="name_ru" label={labels.name_ru} problem={problems.name_ru}>
          <input lang="ru" maxLength={80} defaultValue={typed.name_ru} />
        </Field>
      </div>
      <Field name="address" label={labels.address} hint={hints.address} problem={problems.address}>
        <input required maxLength={200} defaultValue={typed.address} />
      </Field>
      <Field name="sender" label={labels.sender} hint={hints.sender} problem={problems.sender}>
        <input maxLength={80} defaultValue={typed.sender} />
      </Field>
      <Field
        name="telephone"
        label={labels.telephone}
        hint={hints.telephone}
        problem={problems.telephone}
      >
        <input type="tel" maxLength={40} defaultValue={typed.telephone} />
      </Field>
      <button name="intent" value="about">
        Keep
      </button>
    </form>
  );
}

export function ReplyForm(props: Sent<TypedReply, ReplyProblems>) {
  const { typed, problems, version, stale } = props;
  return (
    <form method="post" action={here} noValidate>
      {stale && <StaleRecordNotice {...stale} here={here} />}
      <HiddenFields fields={{ version }} />
      <ErrorSummary title={words.notKept} problems={problems} note={formWords.kept} />
      <Field
        name="email"
        label={words.labels.email}
        hint={words.hints.email}
        problem={problems.email}
      >
        <input
          type="email"
          inputMode="email"
          autoCapitalize="off"
          spellCheck={false}
          required
          defaultValue={typed.email}
        />
      </Field>
      <button name="intent" value="reply">
        Keep the reply address
      </button>
    </form>
  );
}

/** What viewers and organisers see of it. */
export function SettingsFacts({ facts }: { facts: { label: string; text: string }[] }) {
  return (
    <dl className="facts">
      {facts.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text || "—"}</dd>
        </div>
      ))}
    </dl>
  );
}
