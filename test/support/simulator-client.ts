import { type Simulator } from "../../simulator";

/** An address and credentials. A simulator is a door, with the credentials that it began with. */
export type Door = Pick<Simulator, "url" | "username" | "password">;

export interface Answer {
  status: number;
  /** The parsed body if the answer declares JSON, otherwise its text. Undefined if the answer has no body. */
  body: unknown;
  headers: Headers;
}

/**
 * Sends the simulator a request, as any HTTP client would. Rejects if the connection is cut.
 *
 * @example
 * await ask(simulator, "POST /sites", { account_id: agencyId, name: "Acme" });
 */
export async function ask({ url, username, password }: Door, operation: string, body?: unknown): Promise<Answer> {
  const [method, path = ""] = operation.split(" ");
  const response = await fetch(url + path, {
    method,
    headers: { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get("Content-Type") === "application/json";
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : text === "" ? undefined : text,
    headers: response.headers,
  };
}

/** Sends one request after another. */
export async function askEach(door: Door, operations: string[], body?: unknown): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const operation of operations) answers.push(await ask(door, operation, body));
  return answers;
}

/** The names of an answer's fields, in alphabetical order. */
export const fieldsOf = ({ body }: Pick<Answer, "body">): string[] => Object.keys(body as object).sort();

/** The first entry of a list. */
export async function firstOf(door: Door, path: string): Promise<Record<string, unknown>> {
  const { body } = await ask(door, `GET ${path}`);
  return (body as { results: Record<string, unknown>[] }).results[0]!;
}

/** Stops the clock. Returns a function that lets milliseconds pass. `jest.restoreAllMocks` starts the clock again. */
export function stopClock(): (milliseconds: number) => void {
  let now = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => now);
  return (milliseconds) => (now += milliseconds);
}

/** A refusal that names one field, for `toMatchObject`. */
export const refusal = (field: string, type: string, code: string): object => ({
  status: 400,
  body: { message: "Invalid request", errors: [{ field, type, code }] },
});
