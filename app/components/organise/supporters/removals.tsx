/** Those whom whoever got an export has to remove, and the button for their list. */
import { href } from "../../../paths.ts";
import { supportersWords as words } from "../../../words/organise/supporters.ts";
import { DeedButton } from "../organise-page.tsx";

/** @param props.waiting how many */
export function Removals({ waiting }: { waiting: number }) {
  if (waiting === 0) return <p>{words.removeNobody}</p>;
  return (
    <>
      <p>{words.remove(waiting)}</p>
      <p className="hint">{words.removeOnce}</p>
      <DeedButton action={href("/organise/supporters")} intent="remove" className="quiet">
        {words.removeButton}
      </DeedButton>
    </>
  );
}
