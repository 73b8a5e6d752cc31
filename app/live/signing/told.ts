/** Says what is wrong with a field as soon as it is left, in the sentences that the server would answer with. */
import { postcodeProblem } from "../../places/wrong-postcode.ts";
import { readPostcode } from "../../places/postcode.ts";
import { readName } from "../../signatures/name.ts";

/** Milliseconds that a press takes: what is told earlier moves the button from under the finger. */
export const PRESS = 300;

/** No stricter than the server's reader (`signatures/address.ts`), which knows far more. */
function addressProblem(typed: string): string | undefined {
  const text = typed.normalize("NFKC").replaceAll("。", ".").trim();
  if (text === "") return "email-missing";
  if (!/\S *@ *\S+\.\S/.test(text)) return "email-form";
  return /(?!\p{ASCII})[\p{L}\p{M}\p{N}][^@]*@/u.test(text) ? "email-letters" : undefined;
}

function nameProblem(typed: string): string | undefined {
  const read = readName(typed);
  return "problem" in read ? read.problem : undefined;
}

function placeProblem(typed: string): string | undefined {
  if (typed.trim() === "") return "postcode-missing";
  return readPostcode(typed) === undefined ? postcodeProblem(typed) : undefined;
}

const judges: Readonly<Record<string, (typed: string) => string | undefined>> = {
  name: nameProblem,
  email: addressProblem,
  postcode: placeProblem,
};

/** As the server draws it (`components/field.tsx`). */
function show(input: HTMLInputElement, problem: string | undefined): void {
  const field = input.closest(".field");
  const id = `${input.id}-problem`;
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ");
  const others = described.filter((one) => one !== "" && one !== id);
  document.getElementById(id)?.remove();
  field?.classList.toggle("wrong", problem !== undefined);
  if (problem === undefined) input.removeAttribute("aria-invalid");
  else {
    const told = document.createElement("p");
    told.className = "problem";
    told.id = id;
    told.setAttribute("role", "status");
    input.before(told);
    told.textContent = problem;
    input.setAttribute("aria-invalid", "true");
    others.push(id);
  }
  input.setAttribute("aria-describedby", others.join(" "));
}

/** A field is judged when it was changed and left, and once it is wrong until it is right, at each key. */
export function tellProblems(form: HTMLFormElement): void {
  const sentences = JSON.parse(form.dataset["problems"]!) as Record<string, string>;
  const judge = (input: HTMLInputElement) => {
    const code = judges[input.name]?.(input.value);
    show(input, code && sentences[code]);
  };
  for (const name of Object.keys(judges)) {
    const input = form.querySelector<HTMLInputElement>(`#${name}`);
    input?.addEventListener("change", () => setTimeout(() => judge(input), PRESS));
    input?.addEventListener("input", () => {
      const isWrong = input.getAttribute("aria-invalid") === "true";
      if (isWrong && judges[name]!(input.value) === undefined) judge(input);
    });
  }
}
