/** Checks a value against a schema of an OpenAPI file: the part of JSON Schema that such files use. */
import fs from "node:fs";

import { parse } from "yaml";

interface Schema {
  $ref?: string;
  type?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  minItems?: number;
  maxItems?: number;
  maxLength?: number;
}

interface OpenApi {
  paths: Record<
    string,
    Record<string, { requestBody?: { content: { "application/json": { schema: Schema } } } }>
  >;
  components: { schemas: Record<string, Schema> };
}

/** What is wrong with a request's body; empty when nothing is. A property that the file does not know is wrong. */
export type RequestCheck = (path: string, body: unknown) => string[];

export function openApiCheck(file: string): RequestCheck {
  const api = parse(fs.readFileSync(file, "utf8")) as OpenApi;
  const resolve = (schema: Schema): Schema => {
    if (schema.$ref === undefined) return schema;
    const named = api.components.schemas[schema.$ref.split("/").at(-1)!];
    if (!named) throw new Error(`${schema.$ref} is not in ${file}`);
    return resolve(named);
  };

  function check(given: Schema, value: unknown, at: string): string[] {
    const schema = resolve(given);
    if (schema.oneOf) {
      const fits = schema.oneOf.filter((one) => check(one, value, at).length === 0).length;
      if (fits !== 1) return [`${at} fits ${fits} of ${schema.oneOf.length} forms`];
    }
    const wrong = (schema.allOf ?? []).flatMap((one) => check(one, value, at));
    if (schema.enum && !schema.enum.includes(value)) wrong.push(`${at} is none of its values`);
    if (schema.type === "array") return [...wrong, ...checkList(schema, value, at)];
    if (schema.type === "object") return [...wrong, ...checkObject(schema, value, at)];
    if (schema.type === "integer" && !Number.isInteger(value)) wrong.push(`${at} is no integer`);
    else if (["string", "number", "boolean"].includes(schema.type ?? "")) {
      if (typeof value !== schema.type) wrong.push(`${at} is no ${schema.type}`);
      else if (typeof value === "string" && value.length > (schema.maxLength ?? Infinity))
        wrong.push(`${at} is too long`);
    }
    return wrong;
  }

  function checkList({ items, minItems, maxItems }: Schema, value: unknown, at: string): string[] {
    if (!Array.isArray(value)) return [`${at} is no array`];
    if (value.length < (minItems ?? 0) || value.length > (maxItems ?? Infinity))
      return [`${at} has ${value.length} items`];
    return items ? value.flatMap((item, index) => check(items, item, `${at}[${index}]`)) : [];
  }

  function checkObject(schema: Schema, value: unknown, at: string): string[] {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return [`${at} is no object`];
    const { properties, required = [], additionalProperties: rest } = schema;
    const missing = required
      .filter((name) => !(name in value))
      .map((name) => `${at}.${name} lacks`);
    const wrong = Object.entries(value).flatMap(([name, item]) => {
      const known = properties?.[name] ?? (typeof rest === "object" ? rest : undefined);
      if (known) return check(known, item, `${at}.${name}`);
      return properties && rest !== true ? [`${at}.${name} is not known`] : [];
    });
    return [...missing, ...wrong];
  }

  return (path, body) => {
    const schema = api.paths[path]?.post?.requestBody?.content["application/json"].schema;
    return schema ? check(schema, body, "body") : [`${path} takes no POST`];
  };
}
