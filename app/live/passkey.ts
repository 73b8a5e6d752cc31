/**
 * Passkeys, on the pages that have a form for them. `data-passkey="create"` makes one from the form's
 * `data-options`; `"enter"` signs in by one. Either puts the answer into the field `credential` and sends
 * the form. With `data-then` the form is sent unseen, and then the form of that id, which has waited for it.
 * Without this script such forms are not seen.
 */

const isAble =
  typeof PublicKeyCredential === "function" &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential &&
  "parseCreationOptionsFromJSON" in PublicKeyCredential;

/** What the authenticator says, as JSON. @throws when the person or the device says no */
async function askAuthenticator({ dataset }: HTMLFormElement): Promise<string> {
  const made =
    dataset["passkey"] === "create"
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
            JSON.parse(dataset["options"] ?? "{}") as PublicKeyCredentialCreationOptionsJSON,
          ),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
            (await (
              await fetch("/organise/passkey.json")
            ).json()) as PublicKeyCredentialRequestOptionsJSON,
          ),
        });
  return JSON.stringify(made);
}

/** Signs in unseen. @returns whether it worked */
async function enterUnseen(form: HTMLFormElement): Promise<boolean> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === "string") body.append(name, value);
  const answer = await fetch(form.action, { method: "POST", body });
  return answer.redirected && answer.ok;
}

function followPasskeys(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>("[role=status]");
  const field = form.elements.namedItem("credential") as HTMLInputElement;
  const say = (text = "") => status && (status.textContent = text);
  form.addEventListener("submit", (event) => {
    if (field.value !== "") return;
    event.preventDefault();
    const { submitter } = event;
    say();
    void askAuthenticator(form)
      .then(async (credential) => {
        field.value = credential;
        const then = form.dataset["then"];
        if (then === undefined) return form.requestSubmit(submitter);
        if (await enterUnseen(form))
          return (document.getElementById(then) as HTMLFormElement).requestSubmit();
        throw new Error("not signed in");
      })
      .catch(() => {
        field.value = "";
        say(form.dataset["failed"]);
      });
  });
}

if (isAble) {
  document.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach(followPasskeys);
  for (const part of document.querySelectorAll<HTMLElement>("[data-passkeys]"))
    part.hidden = part.dataset["passkeys"] === "none";
}
