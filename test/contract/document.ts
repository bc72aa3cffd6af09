import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export type Schema = Record<string, unknown>;

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  type?: string;
  schema?: Schema;
  [keyword: string]: unknown;
}

export interface Operation {
  parameters: Parameter[];
  /** The answers by status. An answer without a schema has no body. */
  responses: Record<string, { schema?: Schema }>;
  consumes: string[];
  /** Whether a client can send the request without credentials. */
  isPublic: boolean;
}

export interface Document {
  version: string;
  baseUrl: string;
  /** The operations by method and path: `GET /sites/{site_id}`. */
  operations: Record<string, Operation>;
  /** The schemas to which others refer, by the reference: `/definitions/Site`. */
  definitions: Record<string, Schema>;
}

interface Reference {
  $ref?: string;
}
interface WrittenOperation {
  parameters?: (Parameter & Reference)[];
  responses: Record<string, { schema?: Schema } & Reference>;
  consumes?: string[];
  security?: unknown[];
}
interface Swagger {
  swagger?: string;
  info: { version: string };
  host: string;
  basePath: string;
  schemes: string[];
  paths: Record<string, Record<string, WrittenOperation>>;
  definitions: Record<string, Schema>;
}

/** Reads a Swagger 2.0 document from a file or an http(s) URL. */
export function readDocument(address: string): Document {
  return documentOf(textAt(address));
}

export function documentOf(text: string): Document {
  const swagger = JSON.parse(text, inJsonSchema) as Swagger;
  if (swagger.swagger !== "2.0")
    throw new Error("WPENGINE_SWAGGER must be the path or the URL of a Swagger 2.0 document.");
  const operations = Object.entries(swagger.paths).flatMap(([path, item]) =>
    ["get", "post", "put", "patch", "delete"].flatMap((method) => {
      const written = item[method];
      return written === undefined ? [] : [[`${method.toUpperCase()} ${path}`, operationOf(swagger, written)] as const];
    }),
  );
  const definitions = Object.entries(swagger.definitions).map(
    ([name, schema]) => [`/definitions/${name}`, schema] as const,
  );
  return {
    version: swagger.info.version,
    baseUrl: `${swagger.schemes[0] ?? "https"}://${swagger.host}${swagger.basePath}`,
    operations: Object.fromEntries(operations),
    definitions: Object.fromEntries(definitions),
  };
}

function textAt(address: string): string {
  if (!/^https?:/.test(address)) return readFileSync(address, "utf8");
  // Jest needs the names of the tests at once. So this waits for the document without a promise.
  const script = `fetch(process.argv[1]).then(async (answer) => {
    if (!answer.ok) throw new Error(process.argv[1] + " answered " + answer.status);
    process.stdout.write(await answer.text());
  })`;
  const limits = { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 };
  return execFileSync(process.execPath, ["-e", script, address], { encoding: "utf8", ...limits });
}

/** Turns the words of Swagger into those of JSON Schema. */
function inJsonSchema(key: string, value: unknown): unknown {
  if (key === "$ref" && typeof value === "string") return value.replace(/^#/, "");
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { "x-nullable": nullable, ...schema } = value as Schema;
  return {
    ...schema,
    ...(nullable !== undefined && { nullable }),
    // Without this the validator would accept a misspelt field.
    ...(isObject(schema.properties) && { additionalProperties: schema.additionalProperties ?? false }),
  };
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

function operationOf(swagger: Swagger, written: WrittenOperation): Operation {
  const responses = Object.entries(written.responses).map(([status, response]) => [
    status,
    dereferenced(swagger, response),
  ]);
  return {
    parameters: (written.parameters ?? []).map((parameter) => dereferenced(swagger, parameter)),
    responses: Object.fromEntries(responses) as Operation["responses"],
    consumes: written.consumes ?? [],
    isPublic: written.security === undefined,
  };
}

function dereferenced<Node extends Reference>(swagger: Swagger, node: Node): Node {
  if (node.$ref === undefined) return node;
  const path = node.$ref.slice(1).split("/");
  const target = path.reduce<unknown>((inner, part) => (inner as Schema | undefined)?.[part], swagger);
  if (target === undefined) throw new Error(`${node.$ref} leads nowhere.`);
  return dereferenced(swagger, target as Node);
}
