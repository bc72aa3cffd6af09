import { type Endpoints } from "../../provider/api";
import { bodySchema, type Contract } from "./contract";
import { type Schema } from "./document";
import { type Exchange } from "./wire";

/** Every method of every group of the client's endpoints: `sites.list`. */
export function methodsOf(api: Endpoints): string[] {
  const groups = Object.entries(api as unknown as { [group: string]: object });
  return groups.flatMap(([name, group]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(group))
      .filter((method) => method !== "constructor")
      .map((method) => `${name}.${method}`),
  );
}

/** Returns the same client. It notes which of its methods are called. */
export function watched(api: Endpoints, called: Set<string>): Endpoints {
  const noting = (group: object, name: string): object =>
    new Proxy(group, {
      get: (target, method) => {
        const value: unknown = Reflect.get(target, method);
        if (typeof value === "function") called.add(`${name}.${String(method)}`);
        return value;
      },
    });
  return new Proxy(api, { get: (target, name) => noting(Reflect.get(target, name) as object, String(name)) });
}

export interface Input {
  /** `PATCH /sites/{site_id} name` */
  name: string;
  isRequired: boolean;
  wasSent: boolean;
  wasLeftOut: boolean;
}

/** The inputs that an operation takes in its query and its body, and whether these exchanges send each of them. */
export function inputsOf(contract: Contract, operation: string, exchanges: Exchange[]): Input[] {
  const { parameters = [] } = contract.document.operations[operation] ?? {};
  const asked = exchanges.filter((exchange) => contract.operationAt(exchange) === operation);
  const queries = asked.map(({ query }) => query);
  const bodies = asked.map(({ sent }) => sent);
  return [
    ...parameters
      .filter((parameter) => parameter.in === "query")
      .map(({ name, required = false }) => inputOf(`${operation} ${name}`, required, queries, name)),
    ...inputsIn(bodySchema(parameters) ?? {}, bodies, operation),
  ];
}

function inputsIn(schema: Schema, values: unknown[], place: string): Input[] {
  if (schema.items !== undefined) return inputsIn(schema.items as Schema, values.flat(), place);
  const holders = values.filter((value): value is Schema => typeof value === "object" && value !== null);
  const required = (schema.required ?? []) as string[];
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([field, property]) => {
    const input = inputOf(`${place} ${field}`, required.includes(field), holders, field);
    const inside = holders.map((holder) => holder[field]);
    return [input, ...inputsIn(property, inside, input.name)];
  });
}

const inputOf = (name: string, isRequired: boolean, holders: object[], field: string): Input => ({
  name,
  isRequired,
  wasSent: holders.some((holder) => field in holder),
  wasLeftOut: holders.some((holder) => !(field in holder)),
});
