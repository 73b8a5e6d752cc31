/** A letter's copies, one row a member. */
import type { CopyRow } from "../../letters/copy-life.ts";
import { copyStates } from "../../words/letters.ts";
import { Scroll } from "../scroll.tsx";
import { href } from "../../paths.ts";

export function CopyTable({ letterId, copies }: { letterId: number; copies: CopyRow[] }) {
  return (
    <Scroll label="Copies">
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">Constituency</th>
            <th scope="col">Member</th>
            <th scope="col">Party</th>
            <th scope="col">State</th>
            <th scope="col">Copy</th>
          </tr>
        </thead>
        <tbody>
          {copies.map(({ memberId, name, party, constituency, hasAddress, state }) => (
            <tr key={memberId}>
              <th scope="row">{constituency}</th>
              <td>
                <a href={href("/organise/members/:id", { id: memberId })}>{name}</a>
              </td>
              <td>{party}</td>
              <td>
                {copyStates[state]}
                {!hasAddress && state !== "no-address" && " (no address is known)"}
              </td>
              <td>
                <a
                  href={`${href("/organise/letters/:id/preview", { id: letterId })}?member=${memberId}`}
                  aria-label={`Read the copy to ${name}`}
                >
                  Read
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
