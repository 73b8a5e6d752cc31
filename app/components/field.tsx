/** A labelled field with its hint and what is wrong with it, tied together for every reader. */
import { cloneElement, type InputHTMLAttributes, type ReactElement, type ReactNode } from "react";

type Control = ReactElement<InputHTMLAttributes<HTMLInputElement>>;

function Problem({ name, problem }: { name: string; problem: string | undefined }) {
  if (!problem) return null;
  return (
    <p className="problem" id={`${name}-problem`}>
      {problem}
    </p>
  );
}

/** `children` is the input, select or textarea; it gets its name and id here. */
export function Field(props: {
  name: string;
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  children: Control;
}) {
  const { name, label, hint, problem, children } = props;
  const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean);
  return (
    <div className={problem ? "field wrong" : "field"}>
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <Problem name={name} problem={problem} />
      {cloneElement(children, {
        id: name,
        name,
        "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
        "aria-invalid": problem ? true : undefined,
      })}
    </div>
  );
}

/** The input for the address of whoever types: a phone offers it, and corrects nothing. */
export const ownAddress = {
  type: "email",
  autoComplete: "email",
  inputMode: "email",
  autoCapitalize: "off",
  spellCheck: false,
  required: true,
} as const;

/** A select's options; `value` is what is sent. */
export function Options({ of }: { of: readonly { value: string | number; label: string }[] }) {
  return of.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

/** A box to tick, or one of several to choose from. */
export function CheckField(props: {
  id: string;
  name: string;
  value: string;
  checked: boolean;
  kind?: "checkbox" | "radio";
  required?: boolean;
  problem?: string | undefined;
  /** Of the label, where it is not the page's. */
  lang?: string | undefined;
  children: ReactNode;
}) {
  const { id, name, value, checked, kind = "checkbox", required, problem, lang, children } = props;
  return (
    <div className={problem ? "check wrong" : "check"}>
      <Problem name={id} problem={problem} />
      <input
        type={kind}
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
        required={required}
        aria-describedby={problem && `${id}-problem`}
        aria-invalid={problem ? true : undefined}
      />
      <label htmlFor={id} lang={lang}>
        {children}
      </label>
    </div>
  );
}

/** Fields that belong together. @param props.name the id that an error summary leads to */
export function FieldSet(props: {
  name?: string;
  legend: string;
  problem?: string | undefined;
  children: ReactNode;
}) {
  const { name, legend, problem, children } = props;
  return (
    <fieldset
      id={name}
      className={problem && "wrong"}
      aria-describedby={problem && `${name}-problem`}
    >
      <legend>{legend}</legend>
      <Problem name={name ?? legend} problem={problem} />
      {children}
    </fieldset>
  );
}
