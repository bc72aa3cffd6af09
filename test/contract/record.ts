import { ApiAnswerError, type Endpoints } from "../../provider/api";
import { type Shape, type Simulator, startSimulator } from "../../simulator";
import { clientOf } from "../support/api-world";
import { type Door } from "../support/simulator-client";
import { type Call, calls, newerCalls, refusedCalls } from "./calls";
import { type Contract } from "./contract";
import { watched } from "./coverage";
import { durations, furnish } from "./estate";
import { refuse } from "./refusals";
import { type Exchange, wireTo } from "./wire";

export interface World {
  simulator: Simulator;
  /** The simulator behind the wire. */
  door: Door;
  api: Endpoints;
}

/** Starts a simulator for some work. Returns all exchanges that went over the wire meanwhile. */
export async function exchangesOf(shape: Shape, work: (world: World) => Promise<unknown>): Promise<Exchange[]> {
  const simulator = await startSimulator({ shape, mostPerPage: 2, durations });
  const wire = await wireTo(simulator);
  try {
    furnish(simulator);
    const { username, password } = simulator;
    await work({ simulator, door: { url: wire.url, username, password }, api: clientOf(wire) });
  } finally {
    await wire.close();
    await simulator.close();
  }
  return wire.exchanges;
}

export interface Recording {
  /** The client's requests and their answers. */
  ofClient: Exchange[];
  /** Requests that the simulator refuses, in every way in which it refuses. */
  ofRefusals: Exchange[];
  /** The client's methods that were called: `sites.list`. */
  methodsCalled: Set<string>;
}

export async function recordEverything(contract: Contract, shape: Shape): Promise<Recording> {
  const isNewest = shape === "1.17.0";
  const methodsCalled = new Set<string>();
  const accepted: Exchange[] = [];
  for (const call of [...calls, ...(isNewest ? newerCalls : [])]) {
    accepted.push(...(await exchangesOf(shape, ({ api }) => call(watched(api, methodsCalled)))));
  }
  const refused: Exchange[] = [];
  for (const call of [...refusedCalls, ...(isNewest ? [] : newerCalls)]) {
    refused.push(...(await exchangesOf(shape, ({ api }) => refusalOf(call, watched(api, methodsCalled)))));
  }

  const ofRefusals: Exchange[] = [];
  // The first request of each operation, because the requests with every field come first.
  const refusable = new Map(accepted.toReversed().map((exchange) => [contract.operationAt(exchange), exchange]));
  for (const exchange of refusable.values()) {
    ofRefusals.push(...(await exchangesOf(shape, (world) => refuse(world, exchange))));
  }
  return { ofClient: [...accepted, ...refused], ofRefusals, methodsCalled };
}

async function refusalOf(call: Call, api: Endpoints): Promise<void> {
  const refused = await call(api).then(
    () => false,
    (error: unknown) => error instanceof ApiAnswerError,
  );
  if (!refused) throw new Error(`The simulator should refuse this: ${String(call)}`);
}
