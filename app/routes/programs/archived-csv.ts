/** Petitions of earlier parliaments as CSV: the heads alone. */
import { toCsv } from "../../pages/csv.ts";
import { csvAnswer } from "../../pages/json.server.ts";
import { PETITION_HEADS } from "../../pages/petition-list.server.ts";

export const loader = () => csvAnswer(toCsv([PETITION_HEADS]));
