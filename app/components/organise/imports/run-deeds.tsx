/** The buttons of an import that was tried: run it, or throw it away. */
import type { ToldRun } from "../../../pages/organise/told-run.ts";
import { href } from "../../../paths.ts";
import { FORCE_WORD } from "../../../words/organise/imports.ts";
import { HiddenFields } from "../hidden-fields.tsx";
import { DeedButton } from "../organise-page.tsx";
import { WordField } from "./word-field.tsx";

/** @param props.typed what was typed instead of the word */
export function RunDeeds({ run, typed }: { run: ToldRun; typed: string | undefined }) {
  if (run.state !== "tried" && run.state !== "waiting") return null;
  const action = href("/organise/members/import/:id", { id: run.id });
  const { version, told } = run;
  return (
    <div className="run-deeds">
      {run.state === "tried" && told?.problems.length === 0 && (
        <DeedButton action={action} intent="run" fields={{ version }}>
          Run it
        </DeedButton>
      )}
      {run.state === "tried" && told?.forcible && (
        <form method="post" action={action}>
          <p>
            It looks wrong, for the reasons above. If it is right all the same, it can be run as
            shown here.
          </p>
          <HiddenFields fields={{ version }} />
          <WordField word={FORCE_WORD} typed={typed} />
          <button name="intent" value="force" className="danger">
            Run it anyway
          </button>
        </form>
      )}
      <DeedButton action={action} intent="drop" className="quiet">
        Throw it away
      </DeedButton>
    </div>
  );
}
