/** The script of the pages that have a form for passkeys, which shows what needs it. */
import script from "../../../live/passkey.ts?worker&url";

export const PasskeyScript = () => <script type="module" src={script} />;
