/** An organiser's passkeys: each with what can be done with it, and the forms that add another. */
import { href } from "../../../paths.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { yourWords } from "../../../words/organise/people.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { DeedButton, Moment } from "../organise-page.tsx";
import { PasskeyScript } from "./passkey-script.tsx";

const action = href("/organise/you");

interface Passkey {
  id: number;
  name: string;
  addedAt: Date;
  usedAt: Date | null;
  version: string;
}

/** What the form of a passkey's name held that was refused; `passkey` of one that is there already. */
export interface RefusedName {
  passkey: number | undefined;
  typed: string;
  problems: Partial<Record<"name", string>>;
}

export function PasskeyList(props: { passkeys: Passkey[]; refused: RefusedName | undefined }) {
  const { passkeys, refused } = props;
  if (passkeys.length === 0) return <p>{yourWords.none}</p>;
  return (
    <ul className="plain">
      {passkeys.map((passkey) => {
        const { id, name, addedAt, usedAt, version } = passkey;
        const own = refused?.passkey === id ? refused : undefined;
        const field = `name-${id}`;
        return (
          <li key={id}>
            <b>{name}</b>, added <Moment at={addedAt} />
            {usedAt && (
              <>
                , used last <Moment at={usedAt} />
              </>
            )}
            <details open={own !== undefined}>
              <summary>{yourWords.change(name)}</summary>
              <form method="post" action={action} noValidate>
                <ErrorSummary
                  title={yourWords.notRenamed}
                  problems={own?.problems.name ? { [field]: own.problems.name } : {}}
                  note={formWords.kept}
                />
                <HiddenFields fields={{ passkey: String(id), version }} />
                <NameField id={field} typed={own?.typed ?? name} problem={own?.problems.name} />
                <button name="intent" value="rename-passkey" className="quiet">
                  {yourWords.rename}
                </button>
              </form>
              <p>{yourWords.leaves(passkeys.length - 1)}</p>
              <DeedButton
                action={action}
                intent="remove-passkey"
                className="danger"
                fields={{ passkey: String(id), version }}
              >
                {yourWords.remove}
              </DeedButton>
            </details>
          </li>
        );
      })}
    </ul>
  );
}

/** A field `name` whose id is its own, for there are several on the page. */
function NameField(props: { id: string; typed: string; problem: string | undefined }) {
  const { id, typed, problem } = props;
  return (
    <div className={problem ? "field wrong" : "field"}>
      <label htmlFor={id}>{yourWords.nameLabel}</label>
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <input
        id={id}
        name="name"
        defaultValue={typed}
        autoComplete="off"
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem && `${id}-problem`}
      />
    </div>
  );
}

/** Names a new passkey; the page that answers makes it. */
export function AddPasskey({ refused }: { refused: RefusedName | undefined }) {
  const { typed = "", problems = {} } = refused ?? {};
  return (
    <>
      <p className="hint" data-passkeys="none">
        {yourWords.needsScript}
      </p>
      <form method="post" action={action} noValidate hidden={!refused} data-passkeys="able">
        <ErrorSummary title={yourWords.notAdded} problems={problems} note={formWords.kept} />
        <Field
          name="name"
          label={yourWords.nameLabel}
          hint={yourWords.nameHint}
          problem={problems.name}
        >
          <input defaultValue={typed} autoComplete="off" />
        </Field>
        <button name="intent" value="add-passkey">
          {yourWords.add}
        </button>
      </form>
      <PasskeyScript />
    </>
  );
}

/** Has the device make the passkey. @param props.options as JSON, for the page's script */
export function MakePasskey({ name, options }: { name: string; options: string }) {
  return (
    <form
      method="post"
      action={action}
      data-passkey="create"
      data-options={options}
      data-failed={yourWords.notMade}
    >
      <p className="lead">{yourWords.makeLead}</p>
      <HiddenFields fields={{ name, credential: "" }} />
      <button name="intent" value="keep-passkey">
        {yourWords.make}
      </button>{" "}
      <a href={action}>{yourWords.notNow}</a>
      <p className="problem" role="status" />
      <PasskeyScript />
    </form>
  );
}
