/** The words that schemas are written in (JSON Schema 2020-12, as OpenAPI 3.1 takes it). */

export type Schema = Readonly<Record<string, unknown>>;

/** Of the object's properties all are there but those that `optional` names. */
export const object = (properties: Record<string, Schema>, optional: string[] = []): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

export const array = (items: Schema): Schema => ({ type: "array", items });
export const mapOf = (values: Schema): Schema => ({ type: "object", additionalProperties: values });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
export const one = (value: string): Schema => ({ type: "string", const: value });

export const text: Schema = { type: "string" };
export const textOrNull: Schema = { type: ["string", "null"] };
export const count: Schema = { type: "integer", minimum: 0 };
export const url: Schema = { type: "string", format: "uri" };
export const urlOrNull: Schema = { type: ["string", "null"], format: "uri" };
export const time: Schema = { type: "string", format: "date-time" };
export const timeOrNull: Schema = { type: ["string", "null"], format: "date-time" };
export const dayOrNull: Schema = { type: ["string", "null"], format: "date" };
/** What petition.parliament.uk says of petitions and no demand can have. */
export const never: Schema = { type: "null" };
