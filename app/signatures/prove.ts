/**
 * In the page: asks what a signing takes as soon as somebody begins to fill in the form, and works it out
 * meanwhile. Whatever fails, the form is sent as it is, which is slower and loses nothing.
 */
import { type Challenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";

/** The longest that a form is held back. */
const PATIENCE_MS = 20_000;
/** That nothing is asked holds for a window of the crowd's; another crowd may have come since. */
const NOTHING_HOLDS_MS = 300_000;
/** A challenge lives ten minutes. */
const PROOF_HOLDS_MS = 540_000;

interface Asked {
  at: number;
  demands: number;
  /** Undefined while it is being worked out; "" where nothing is asked or nothing came of it. */
  proof: string | undefined;
  done: Promise<void>;
}

/** @param moment says, to who has sent the form, what it still waits for */
export function proveWork(form: HTMLFormElement, moment: string): void {
  // browsers compute on pages that nobody could have changed on the way alone
  if (!("subtle" in crypto)) return;
  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");
  form.querySelector("[type=submit]")?.after(said);
  const field = form.querySelector<HTMLInputElement>("[name=proof]") ?? addField(form);
  let asked: Asked | undefined;
  let isHeld = false;

  const countDemands = () => 1 + form.querySelectorAll("[name=also]:checked").length;

  function ask(): Asked {
    const demands = countDemands();
    const one: Asked = { at: Date.now(), demands, proof: undefined, done: Promise.resolve() };
    one.done = solve(demands)
      .catch(() => "")
      .then((proof) => void (one.proof = proof));
    return (asked = one);
  }

  const stillHolds = ({ at, demands, proof }: Asked) =>
    proof === ""
      ? Date.now() - at < NOTHING_HOLDS_MS && countDemands() <= demands
      : Date.now() - at < PROOF_HOLDS_MS;

  form.addEventListener("focusin", () => (asked ??= ask()));
  form.addEventListener("submit", (event) => {
    const one = asked && stillHolds(asked) ? asked : ask();
    if (one.proof !== undefined) {
      field.value = one.proof;
      return;
    }
    event.preventDefault();
    if (isHeld) return;
    isHeld = true;
    said.textContent = moment;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    void Promise.race([one.done, patience]).then(() => {
      // somebody has left the page meanwhile and come back to it
      if (asked !== one) return;
      field.value = one.proof ?? "";
      form.submit();
    });
  });
  // who comes back to a form that was sent finds it as it was, and its proof is used
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    asked = undefined;
    isHeld = false;
    field.value = said.textContent = "";
  });
}

function addField(form: HTMLFormElement): HTMLInputElement {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "proof";
  form.append(field);
  return field;
}

/** @returns the proof, or "" where none is asked for */
async function solve(demands: number): Promise<string> {
  const response = await fetch(`/challenge.json?demands=${demands}`);
  const challenge = (await response.json()) as Challenge | { parameters?: never };
  if (!challenge.parameters) return "";
  const solution = await solveChallenge({ challenge, deriveKey });
  return solution ? JSON.stringify({ challenge, solution }) : "";
}
