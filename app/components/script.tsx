/** The one small script of a page: enhancements only, see `entry.client.ts`. */
import { createContext, useContext } from "react";

const ScriptContext = createContext<string | undefined>(undefined);
export const ScriptProvider = ScriptContext.Provider;

export function Script() {
  const source = useContext(ScriptContext);
  return source ? <script type="module" src={source} /> : null;
}
