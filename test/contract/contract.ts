import Ajv, { type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import { type Document, type Operation, type Parameter, type Schema } from "./document";
import { type Exchange } from "./wire";

type Line = Pick<Exchange, "method" | "path">;

// The gateway turns every status that an operation does not list into this answer.
const gatewayStatus = 500;
const gatewayAnswer: Schema = { $ref: "/definitions/InternalServerErrorResponse" };

/** What a Swagger demands of requests and promises of answers. Each finding is a way in which an exchange breaks it. */
export class Contract {
  // Strict: a keyword that the validator does not know is an error, and not ignored.
  readonly #ajv = addFormats(new Ajv({ strict: true, strictTypes: false, allErrors: true }));

  constructor(readonly document: Document) {
    this.#ajv.addVocabulary(["example", "x-example"]);
    for (const [reference, schema] of Object.entries(document.definitions)) this.#ajv.addSchema(schema, reference);
  }

  /** The name of the operation that answers at a path: of two that match, the one with fewer parameters. */
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

  /** How a value of a schema in the document's definitions is not as it should be. */
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

/** The schema of what a parameter outside the body may be. */
function valueSchema({ name, in: place, required, description, ...schema }: Parameter): Schema {
  return schema;
}

/** Entries of a list are all the same to a finding. */
function problemText({ instancePath, message, params }: ErrorObject): string {
  const field = (params as { additionalProperty?: string }).additionalProperty;
  return `${instancePath.replace(/\/\d+/g, "/*")} ${message ?? "is wrong"}${field === undefined ? "" : ` (${field})`}`;
}

/** What stands at the place of each `{parameter}`; undefined if the path is another. */
function parametersIn(template: string, path: string): Record<string, string> | undefined {
  const [parts, given] = [template.split("/"), path.split("/")];
  const pairs = parts.map((part, index) => [part, given[index]] as const);
  const fits = parts.length === given.length && pairs.every(([part, text]) => part.startsWith("{") || part === text);
  if (!fits) return undefined;
  return Object.fromEntries(
    pairs.flatMap(([part, text = ""]) => (part.startsWith("{") ? [[part.slice(1, -1), text]] : [])),
  );
}
