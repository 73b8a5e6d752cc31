/** The button that signs in by a passkey; only a browser that can has it. */
import { href } from "../../../paths.ts";
import { signInPageWords } from "../../../words/organise/people.ts";
import { PasskeyScript } from "./passkey-script.tsx";

/** @param props.then the id of a form that waits for the sign-in, and is sent after it */
export function EnterByPasskey({ then }: { then?: string }) {
  const t = signInPageWords;
  return (
    <div hidden data-passkeys="able">
      <form
        method="post"
        action={href("/organise/sign-in")}
        data-passkey="enter"
        data-failed={t.refused}
        data-then={then}
      >
        <input type="hidden" name="credential" value="" />
        <p className="hint">{t.or}</p>
        <button>{then === undefined ? t.button : t.goOn}</button>
        <p className="problem" role="status" />
      </form>
      <PasskeyScript />
    </div>
  );
}
