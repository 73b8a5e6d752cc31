/** Whether signers can write to a member in their own words, and the button that changes it. */
import { ownWordsWords as t } from "../../../words/organise/members.ts";
import { DeedButton } from "../organise-page.tsx";

export function OwnWordsSwitch(props: { action: string; isOpen: boolean; mayChange: boolean }) {
  const { action, isOpen, mayChange } = props;
  return (
    <>
      <p>{isOpen ? t.open : t.closed}</p>
      {mayChange && (
        <DeedButton
          action={action}
          intent={isOpen ? "own-words-off" : "own-words-on"}
          className="quiet"
        >
          {isOpen ? t.close : t.reopen}
        </DeedButton>
      )}
    </>
  );
}
