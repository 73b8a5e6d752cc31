/** Which signatures are meant, in words; English, as organisers' pages are. */
import { formatMoment } from "../format.ts";

interface Conditions {
  domain?: string | undefined;
  place?: string | undefined;
  network?: string | undefined;
  demand?: number | undefined;
  from?: string | undefined;
  until?: string | undefined;
  standing?: "counted" | "held" | undefined;
}

/** Names of what they speak of, where they are known. */
interface Names {
  domain?: string | undefined;
  place?: string | undefined;
  demand?: string | undefined;
}

const moment = (text: string) => formatMoment("en", new Date(text));

export const conditionWords = {
  unnamed: "one email domain, whose name is not known",
  network: (key: string) =>
    key === "forgotten" ? "one network, which is forgotten by now" : `network ${key.slice(0, 4)}`,
  all(conditions: Conditions, names: Names): string {
    const { domain, place, network, demand, from, until, standing } = conditions;
    const parts = [
      standing !== undefined && standing,
      domain !== undefined && `at ${names.domain ?? conditionWords.unnamed}`,
      place !== undefined && `from ${names.place ?? place}`,
      network !== undefined && `from ${conditionWords.network(network)}`,
      demand !== undefined && `for “${names.demand ?? `demand ${demand}`}”`,
      from !== undefined && `confirmed from ${moment(from)} on`,
      until !== undefined && `confirmed before ${moment(until)}`,
    ].filter((part) => part !== false);
    return `Signatures ${parts.join(", ")}`;
  },
};
