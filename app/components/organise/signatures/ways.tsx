/** The ways between the pages about signatures. */
import { useSite } from "../../../pages/site.tsx";
import { href } from "../../../paths.ts";

const links = [
  [href("/organise/signatures"), "Numbers"],
  [href("/organise/signatures/clusters"), "Clusters"],
  [href("/organise/signatures/work"), "Bulk work"],
  [href("/organise/signatures/domains"), "Domains"],
] as const;
const find = [href("/organise/signatures/find"), "Find one person"] as const;

export function SignatureWays() {
  const { path, role } = useSite();
  const here = path.split("?")[0];
  return (
    <ul className="ways">
      {[...links, ...(role === "owner" ? [find] : [])].map(([to, text]) => (
        <li key={to}>
          <a href={to} aria-current={here === to ? "page" : undefined}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}
