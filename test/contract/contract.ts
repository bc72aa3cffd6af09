import Ajv, { type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import { type Document, type Operation, type Parameter, type Schema } from "./document";
import { type Exchange } from "./wire";

type Line = Pick<Exchange, "method" | "path">;

// The gateway turns every status that an operation does not list into this answer.
const gatewayStatus = 500;
const gatewayAnswer: Schema = { $ref: "/definitions/InternalServerErrorResponse" };

/**
 * The contract of a Swagger: its demands on requests and its promises of answers. A finding says how an exchange breaks
 * it.
 */
export class Contract {
  // In strict mode the validator fails on a keyword that it does not know.
  readonly #ajv = addFormats(new Ajv({ strict: true, strictTypes: false, allErrors: true }));

  constructor(readonly document: Document) {
    this.#ajv.addVocabulary(["example", "x-example"]);
    for (const [reference, schema] of Object.entries(document.definitions)) this.#ajv.addSchema(schema, reference);
  }

  /** The name of the operation at a path. If two match, the one with fewer parameters. */
  operationAt({ method, path }: Line): string | undefined {
    const names = Object.keys(this.document.operations).filter((name) => {
      const [itsMethod, template = ""] = name.split(" ");
      return itsMethod === method && parametersIn(template, path) !== undefined;
    });
    return names.sort((one, other) => one.split("{").length - other.split("{").length)[0];
  }

  requestFindings(exchange: Exchange): string[] {
    return this.#findings(exchange, (operation, name) => [
      ...this.#inPath(operation, parametersIn(name.split(" ")[1] ?? "", exchange.path) ?? {}),
      ...this.#inQuery(operation, exchange.query),
      ...this.#inHeaders(operation, exchange),
      ...this.#inBody(operation, exchange.sent),
    ]);
  }

  answerFindings(exchange: Exchange): string[] {
    return this.#findings(exchange, ({ responses }) => {
      const { status, answered } = exchange;
      const response = responses[status];
      if (response === undefined && status !== gatewayStatus) return [`does not list ${status}`];
      const schema = response === undefined ? gatewayAnswer : response.schema;
      if (schema !== undefined) return this.#problems(schema, answered, `answer ${status}`);
      return answered === undefined ? [] : [`answer ${status} has no body`];
    });
  }

  /** Says how a value disagrees with a schema in the document's definitions. */
  definitionFindings(definition: string, value: unknown): string[] {
    return this.#problems({ $ref: `/definitions/${definition}` }, value, definition);
  }

  #findings(exchange: Exchange, look: (operation: Operation, name: string) => string[]): string[] {
    const name = this.operationAt(exchange);
    const operation = name === undefined ? undefined : this.document.operations[name];
    if (name === undefined || operation === undefined) {
      return [`${exchange.method} ${exchange.path}: there is no such operation`];
    }
    return look(operation, name).map((finding) => `${name}: ${finding}`);
  }

  #inPath({ parameters }: Operation, given: Record<string, string>): string[] {
    return Object.entries(given).flatMap(([name, value]) => {
      const parameter = parameters.find((one) => one.in === "path" && one.name === name);
      return this.#problems(parameter && valueSchema(parameter), value, `path ${name}`);
    });
  }

  #inQuery({ parameters }: Operation, given: Record<string, string>): string[] {
    return Object.entries(given).flatMap(([name, text]) => {
      const parameter = parameters.find((one) => one.in === "query" && one.name === name);
      const value = parameter?.type === "integer" ? Number(text) : text;
      return this.#problems(parameter && valueSchema(parameter), value, `query ${name}`);
    });
  }

  #inHeaders({ isPublic, consumes }: Operation, { headers, sent }: Exchange): string[] {
    const isKnown = isPublic || headers.authorization?.startsWith("Basic ") === true;
    const type = headers["content-type"]?.split(";")[0] ?? "none";
    const isUnderstood = sent === undefined || consumes.length === 0 || consumes.includes(type);
    return [...(isKnown ? [] : ["wants Basic credentials"]), ...(isUnderstood ? [] : [`does not take ${type}`])];
  }

  #inBody({ parameters }: Operation, sent: unknown): string[] {
    const schema = bodySchema(parameters);
    if (schema === undefined) return sent === undefined ? [] : ["request has no body"];
    return this.#problems(schema, sent, "request");
  }

  #problems(schema: Schema | undefined, value: unknown, where: string): string[] {
    if (schema === undefined) return [`${where} is not known`];
    const validate = this.#ajv.compile(schema);
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${where}${problemText(error)}`);
  }
}

export const bodySchema = (parameters: Parameter[]): Schema | undefined =>
  parameters.find((parameter) => parameter.in === "body")?.schema;

/** The schema of the values of a parameter outside the body. */
function valueSchema({ name, in: place, required, description, ...schema }: Parameter): Schema {
  return schema;
}

/**
 * The text of a problem. It does not say which entry of a list has the problem, so that all entries give one finding.
 */
function problemText({ instancePath, message, params }: ErrorObject): string {
  const field = (params as { additionalProperty?: string }).additionalProperty;
  return `${instancePath.replace(/\/\d+/g, "/*")} ${message ?? "is wrong"}${field === undefined ? "" : ` (${field})`}`;
}

/** The text at the place of each `{parameter}`. Undefined if the path does not match the template. */
function parametersIn(template: string, path: string): Record<string, string> | undefined {
  const [parts, given] = [template.split("/"), path.split("/")];
  const pairs = parts.map((part, index) => [part, given[index]] as const);
  const fits = parts.length === given.length && pairs.every(([part, text]) => part.startsWith("{") || part === text);
  if (!fits) return undefined;
  return Object.fromEntries(
    pairs.flatMap(([part, text = ""]) => (part.startsWith("{") ? [[part.slice(1, -1), text]] : [])),
  );
}
