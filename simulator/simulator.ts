import { once } from "node:events";
import { type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Estate } from "./estate";
import { Faults } from "./http/faults";
import { RateLimit } from "./http/rate-limit";
import { RequestLog } from "./http/request-log";
import { webApplication } from "./http/server";
import { actsOn } from "./acts";
import { type AccountRecord, routes } from "./nouns";
import { Actor } from "./world/actor";
import { type BehaviourChange, type Behaviours } from "./world/behaviours";
import { type Dns } from "./world/dns";
import { type Clock, type Durations, type InstallLimits } from "./world/time";
import { type Shape, World } from "./world/world";

export interface SimulatorOptions {
  /** Default: any free port. */
  port?: number;
  /** Default: `simulator`. */
  username?: string;
  /** Default: `simulator-password`. */
  password?: string;
  /** The form of the answers. Default: `1.17.0`, the API of 2026. */
  shape?: Shape;
  /** Milliseconds. Default: an install 300, a backup 500, a domain check 300, all else 0. */
  durations?: Partial<Durations>;
  /** A general limit. Default: none. */
  requestsPerSecond?: number;
  /**
   * Default: one account, `agency`, with the id {@link agencyId}. Each begins with one owner, the person of the
   * simulator's credentials.
   */
  accounts?: { id?: string; name: string }[];
  /** The most entries on a page of a list. Default: 100, as documented. */
  mostPerPage?: number;
  /** Seconds between two requests for one install. Default: the documented 60 and 5. */
  limits?: Partial<InstallLimits>;
  /** Tells the simulator's time. A {@link SettableClock} spares a test every wait. Default: this machine's clock. */
  clock?: Clock;
  /** How bad the world is from the start. Default: not at all. */
  behaviours?: BehaviourChange;
}

export interface Simulator {
  /** The value for `wpengine:baseUrl`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** All records. A test changes them behind the provider's back. */
  readonly estate: Estate;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** All that can be bad about this world. A test may change it at any time. */
  readonly behaviours: Behaviours;
  /** The records that the owners of domains have set. */
  readonly dns: Dns;
  /** What the actor of the behaviours did, in words: `before POST /installs: made the install acme`. */
  readonly deeds: readonly string[];
  /** Makes the present the only past: no answer lags behind it, and no name is held. */
  settle(): void;
  /** A test may change the durations at any time. */
  readonly durations: Durations;
  /** Tells the simulator's time. */
  readonly clock: Clock;
  /** Answers in this form from now on. */
  useShape(shape: Shape): void;
  close(): Promise<void>;
}

/** The id of the account that a simulator begins with by default. */
export const agencyId = "a0000000-0000-4000-8000-000000000001";

const owner = {
  id: "b0000000-0000-4000-8000-000000000001",
  firstName: "Olga",
  lastName: "Owner",
  email: "olga@agency.example",
};

/**
 * Starts a stand-in for WP Engine's Customer API on this machine. The stand-in keeps the API's rules, and lets a client
 * wait for installs, backups and checks, though not as long. A test can make it fail.
 *
 * @example
 * const simulator = await startSimulator();
 * process.env.WPENGINE_BASE_URL = simulator.url;
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { username = "simulator", password = "simulator-password" } = options;
  const world = new World(options);
  const estate = new Estate(world);
  estate.addCredentials({ username, password, user: owner });
  for (const account of options.accounts ?? [{ id: agencyId, name: "agency" }]) addAccountWithOwner(estate, account);

  const requests = new RequestLog();
  const faults = new Faults();
  const rateLimit = new RateLimit(world, options.requestsPerSecond);
  const actor = new Actor(world.behaviours, actsOn(estate));
  const application = webApplication({ world, routes, requests, faults, rateLimit, actor });
  world.settle();
  const server = createAdaptorServer({ fetch: application.fetch, overrideGlobalObjects: false }) as Server;
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    username,
    password,
    estate,
    requests,
    faults,
    behaviours: world.behaviours,
    dns: world.dns,
    deeds: actor.deeds,
    settle: () => world.settle(),
    durations: world.durations,
    clock: world.clock,
    useShape: (shape) => (world.shape = shape),
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function addAccountWithOwner(estate: Estate, account: { id?: string; name: string }): AccountRecord {
  const record = estate.addAccount(account);
  const { id: userId, firstName, lastName, email } = owner;
  estate.addAccountUser({
    accountId: record.id,
    userId,
    firstName,
    lastName,
    email,
    roles: "owner",
    inviteAccepted: true,
  });
  return record;
}
