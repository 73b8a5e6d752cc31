/** Blocks, holds or lists a mail domain. */
import { href } from "../../../paths.ts";
import type { DomainProblems, TypedDomain } from "../../../review/domains/domain-form.ts";
import { troubles } from "../../../words/organise/signatures.ts";
import { ErrorSummary, worded } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";

export function RuleForm(props: { typed: Partial<TypedDomain>; problems: DomainProblems }) {
  const { typed } = props;
  const problems = worded(props.problems, troubles);
  return (
    <form method="post" action={href("/organise/signatures/domains")} id="rule" noValidate>
      <ErrorSummary problems={problems} />
      <Field name="domain" label="Email domain" problem={problems.domain}>
        <input
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="example.org"
          required
          defaultValue={typed.domain}
        />
      </Field>
      <Field
        name="reason"
        label="Why"
        hint="Kept here and in the audit log; write nobody’s name or address."
        problem={problems.reason}
      >
        <input type="text" required maxLength={500} defaultValue={typed.reason} />
      </Field>
      <div className="together">
        <button name="intent" value="hold">
          Hold it
        </button>
        <button name="intent" value="list" className="quiet">
          List it
        </button>
        <button name="intent" value="block" className="danger">
          Block it
        </button>
      </div>
      <dl className="facts">
        <dt>Hold</dt>
        <dd>Whoever confirms there from now on is held: shown as held, not counted.</dd>
        <dt>List</dt>
        <dd>
          It is known, such as an employer: whoever confirms there from now on counts, and it is no
          cluster. What is held there stays held until you release it.
        </dd>
        <dt>Block</dt>
        <dd>
          No email goes there any more. Who signs sees the same page as everybody and gets no link.
          Links that were emailed before still work for seven days, so hold it too. What was
          confirmed stays.
        </dd>
      </dl>
    </form>
  );
}
