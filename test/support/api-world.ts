import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { WpEngineApi, type WpEngineApiOptions } from "../../provider/api";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import { FakeClock } from "./fake-clock";

const open: { close: () => Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

/** Starts a simulator. It closes after the test. */
export async function simulated(options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  open.push(simulator);
  return simulator;
}

/** The server sends a text as it is, and any other body as JSON. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export type Respond = (request: IncomingMessage, response: ServerResponse) => Answer | undefined;

export interface TinyServer {
  url: string;
  /** The requests that came, such as `GET /v1/sites`. */
  requests: string[];
}

/**
 * Starts a server that gives answers which no simulator gives. It closes after the test. Without an answer it stays
 * silent.
 */
export async function answering(answer: Answer | Respond): Promise<TinyServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const said = typeof answer === "function" ? answer(request, response) : answer;
    if (said === undefined) return;
    const type = said.body === undefined || typeof said.body === "string" ? {} : { "Content-Type": "application/json" };
    response.writeHead(said.status ?? 200, { ...type, ...said.headers });
    response.end(typeof said.body === "string" ? said.body : JSON.stringify(said.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  open.push({ close });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}

/** Gives one answer after another, and then the last again and again. */
export function inTurn(...answers: Answer[]): Respond {
  let asked = 0;
  return () => answers[Math.min(asked++, answers.length - 1)];
}

export const username = "simulator";
export const password = "simulator-password";

export function clientOf({ url }: { url: string }, options: Partial<WpEngineApiOptions> = {}): WpEngineApi {
  return new WpEngineApi({ baseUrl: url, username, password, clock: new FakeClock(), ...options });
}

/** Returns the reason with which the promise is rejected. Fails if the promise is fulfilled. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("It succeeded.");
    },
    (error: unknown) => error,
  );
}
