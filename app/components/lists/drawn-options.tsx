/** The options of a long select, drawn once. */
import { drawnOnce, type Html } from "./drawn-once.tsx";

export const drawOptions = drawnOnce(({ code, name }: { code: string; name: string }) => (
  <option value={code}>{name}</option>
));

/** The options with that of `code` chosen; as they are where there is none. */
export const choose = (code: string, { __html }: Html): Html => ({
  __html: /^\w+$/.test(code) ? __html.replace(`value="${code}"`, `$& selected=""`) : __html,
});
