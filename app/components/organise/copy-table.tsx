/** A letter's copies, one row a member. */
import type { CopyRow, CopyState } from "../../letters/copy-state.ts";
import { Scroll } from "../scroll.tsx";

export const copyStateNames: Record<CopyState, string> = {
  waiting: "waits",
  sent: "sent",
  delivered: "delivered",
  "not-delivered": "not delivered",
  unknown: "not known whether it left",
  recent: "left out: had a letter in the last 30 days",
  "no-address": "left out: no address is known",
  "no-seat": "left out: no longer holds the seat",
  cancelled: "stopped",
};

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
                <a href={`/organise/members/${memberId}`}>{name}</a>
              </td>
              <td>{party}</td>
              <td>
                {copyStateNames[state]}
                {!hasAddress && state !== "no-address" && " (no address is known)"}
              </td>
              <td>
                <a
                  href={`/organise/letters/${letterId}/preview?member=${memberId}`}
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
