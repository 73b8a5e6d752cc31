/** The choice of a role, each with what it may. */
import { roles } from "../../../organisers/organiser.ts";
import { peopleWords, roleWords } from "../../../words/organise/people.ts";
import { CheckField, FieldSet } from "../../field.tsx";

/** @param props.chosen nothing is chosen where it is none */
export function RoleFields(props: { chosen: string | undefined; problem?: string | undefined }) {
  const { chosen, problem } = props;
  return (
    <FieldSet name="role" legend={peopleWords.roleLabel} problem={problem}>
      {roles.map((role) => (
        <CheckField
          key={role}
          kind="radio"
          id={`role-${role}`}
          name="role"
          value={role}
          checked={chosen === role}
        >
          {roleWords[`${role}May`]}
        </CheckField>
      ))}
    </FieldSet>
  );
}
