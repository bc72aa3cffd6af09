import { type Simulator } from "../../simulator";

/** Where to ask, and as whom: a simulator is one, with the credentials that it began with. */
export type Door = Pick<Simulator, "url" | "username" | "password">;

export interface Answer {
  status: number;
  /** JSON if the answer says so, otherwise its text; undefined if there is none. */
  body: unknown;
  headers: Headers;
}

/**
 * Asks the simulator as any HTTP client would. Rejects if the connection is cut.
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

/** Asks one question after another. */
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

/** Stops the clock. What it returns lets milliseconds pass; `jest.restoreAllMocks` starts the clock again. */
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
