/** Earlier parliaments that have an archive: none. */
import { jsonAnswer } from "../../pages/json.server.ts";

export const loader = () => jsonAnswer([]);
