/** Where to go from a page that is done. */
import { useSite } from "../../pages/site.tsx";

/** @param props.to paths without a language, each with its words */
export function Onward(props: { to: readonly (readonly [path: string, text: string])[] }) {
  const { to } = useSite();
  return (
    <ul className="onward">
      {props.to.map(([path, text]) => (
        <li key={path}>
          <a href={to(path)}>{text}</a>
        </li>
      ))}
    </ul>
  );
}
