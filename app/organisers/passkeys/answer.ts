/** What a browser's script sends of an authenticator's answer (WebAuthn level 3, `toJSON`). */
import * as v from "valibot";

const bytes = v.pipe(v.string(), v.maxLength(20_000), v.regex(/^[\w-]*$/));
const id = v.pipe(bytes, v.nonEmpty(), v.maxLength(1_400));
const common = { id, rawId: id, type: v.literal("public-key") };

const made = v.object({
  ...common,
  response: v.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: v.optional(v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,20}$/))), []),
  }),
});
const signed = v.object({
  ...common,
  response: v.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: v.nullish(bytes),
  }),
});

/** Of a new passkey. @returns undefined where it is not one */
export const readMade = (text: string) => readAs(made, text);

/** Of one that signs in. @returns undefined where it is not one */
export const readSigned = (text: string) => readAs(signed, text);

function readAs<Value>(schema: v.GenericSchema<unknown, Value>, text: string): Value | undefined {
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), text);
  const read = v.safeParse(schema, json.output);
  return json.success && read.success ? read.output : undefined;
}
