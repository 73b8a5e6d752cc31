/** The button that has the Members API asked. */
import { href } from "../../../paths.ts";
import { apiLabel } from "../../../words/organise/imports.ts";
import { DeedButton } from "../organise-page.tsx";

export function AskApi() {
  return (
    <>
      <p className="hint">
        Members and their addresses from the UK Parliament, some three minutes. What they would
        change is shown first.
      </p>
      <DeedButton action={href("/organise/members/import")} intent="api" className="quiet">
        {apiLabel}
      </DeedButton>
    </>
  );
}
