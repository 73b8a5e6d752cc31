/** A labelled field with its hint and what is wrong with it, tied together for every reader. */
import { cloneElement, type InputHTMLAttributes, type ReactElement, type ReactNode } from "react";

type Control = ReactElement<InputHTMLAttributes<HTMLInputElement>>;

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
      {problem && (
        <p className="problem" id={`${name}-problem`}>
          {problem}
        </p>
      )}
      {cloneElement(children, {
        id: name,
        name,
        "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
        "aria-invalid": problem ? true : undefined,
      })}
    </div>
  );
}

export function CheckField(props: {
  id: string;
  name: string;
  value: string;
  checked: boolean;
  required?: boolean;
  problem?: string | undefined;
  children: ReactNode;
}) {
  const { id, name, value, checked, required, problem, children } = props;
  return (
    <div className={problem ? "check wrong" : "check"}>
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
        required={required}
        aria-describedby={problem && `${id}-problem`}
        aria-invalid={problem ? true : undefined}
      />
      <label htmlFor={id}>{children}</label>
    </div>
  );
}
