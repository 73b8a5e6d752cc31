/** Topics as they are typed: with commas between them. */
import { isStorable } from "../../words/storable.ts";
import { TOPICS_MAX } from "../words.ts";

const TOPIC = /^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u;
const TOPIC_MAX = 50;

/** @returns codes, small letters with hyphens between words, each once; undefined for what is none, or too many */
export function readTopics(typed: string): string[] | undefined {
  const codes = typed
    .split(",")
    .map((topic) =>
      topic
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, "-"),
    )
    .filter((topic) => topic !== "");
  const topics = [...new Set(codes)];
  const areTopics = topics.every((one) => one.length <= TOPIC_MAX && TOPIC.test(one));
  return areTopics && topics.length <= TOPICS_MAX && isStorable(typed) ? topics : undefined;
}
