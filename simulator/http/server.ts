import { setTimeout as pause } from "node:timers/promises";
import { type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { type Actor, type Moment } from "../world/actor";
import { type Gateway } from "../world/answers";
import { type CredentialsRecord } from "../world/credentials";
import { retryAfterText } from "../world/limits";
import { type SeenRequest } from "../world/occasions";
import { type World } from "../world/world";
import { controlApplication } from "./control";
import { type ErrorForm, notFound, Refusal } from "./errors";
import { type FaultRule, type Faults } from "./faults";
import { gatewayResponse } from "./gateway";
import { withIdsAsMade } from "./ids";
import { withOddFields } from "./odd";
import { type RateLimit } from "./rate-limit";
import { type RequestLog } from "./request-log";
import { type Reply, type Route, type SimulatedRequest } from "./route";
import { shortened } from "./short";
import { withUnknownFields } from "./unknown-fields";

type HttpContext = Context<{ Bindings: HttpBindings }>;

// Takes a request that no other route takes.
const unknownOperation: Route = {
  method: "GET",
  path: "*",
  listed: [404, 429, 503],
  handle: () => {
    throw notFound("Operation");
  },
};

/** The world and the routes that the server serves, and the faults, limits and people that come before them. */
export interface Served {
  world: World;
  routes: Route[];
  requests: RequestLog;
  faults: Faults;
  rateLimit: RateLimit;
  /** Somebody else in the same account. */
  actor: Actor;
}

/** The API as a web application: it checks credentials, lets faults strike, and hands a request to its route. */
export function webApplication(served: Served): Hono<{ Bindings: HttpBindings }> {
  const application = new Hono<{ Bindings: HttpBindings }>();
  application.route("/__simulator__", controlApplication(served.world));
  for (const route of served.routes)
    application.on(route.method, `/v1${route.path}`, (context) => serve(served, route, context));
  application.all("*", (context) => serve(served, unknownOperation, context));
  return application;
}

async function serve(served: Served, route: Route, context: HttpContext): Promise<Response> {
  const { world, requests, faults, rateLimit, actor } = served;
  const seen = { method: context.req.method, path: context.req.path.replace(/^\/v1/, "") };
  const unread = isReused(context) && world.behaviours.struck("resetReused", seen).length > 0;
  const body = unread ? undefined : await bodyOf(context);
  const respond: Respond = {
    log: (status) =>
      requests.add({ ...seen, query: context.req.query(), body, status, at: new Date(world.clock.now()) }),
    retryAfter: (seconds) => retryAfterText(seconds, world.behaviours.settings.retryAfter, world.clock.now()),
  };
  if (unread) return cut(context, respond);

  const caller = callerOf(world, context);
  const isPublic = seen.path === "/status" || seen.path === "/swagger";
  if (caller === undefined && !isPublic) return answer(respond, { status: 401, body: badCredentials.body() });
  await requests.listener?.("arrived", seen);
  world.catchUp();
  actor.at("before", { ...seen, body });
  const fault = faults.strike(seen);
  if (fault?.kind === "cut-before") return cut(context, respond);
  const early = gatewayAt("before", world, seen);
  if (early !== undefined) return behindGateway(early, respond);
  const refused = refusalBefore(fault, requests) ?? rateLimit.refusal(seen);
  if (refused !== undefined) return answer(respond, refused.reply, refused.retryAfter);

  const request: SimulatedRequest = {
    world,
    path: seen.path,
    caller: caller ?? nobody,
    params: withIdsAsMade(context.req.param(), world) as Record<string, string>,
    query: withIdsAsMade(context.req.query(), world) as Record<string, string>,
    body: withIdsAsMade(body, world),
    movingList: fault?.kind === "moving-list",
    ...(fault?.kind === "stuck-pending" && { stuckUntilReleased: (release) => faults.onRelease(release) }),
  };
  const reply = answered(world, route, seen, throughGateway(route, request));
  if (world.unknownFields) reply.body = withUnknownFields(reply.body);
  world.look();
  actor.at("after", { ...seen, body });
  await requests.listener?.("handled", seen);
  // Only the answer takes long. The work is done at once, even for a client that gives up before the answer comes.
  await pause(world.durations.response + (fault?.kind === "slow" ? (fault.milliseconds ?? 100) : 0));
  reply.body = world.reword(reply.body, seen);
  if (fault?.kind === "cut-after") return cut(context, respond);
  if (fault?.kind === "answer-after") return answer(respond, { status: fault.status ?? 400, body: fault.body });
  if (fault?.kind === "500-after") return answer(respond, { status: 500, body: { message: "Internal Server Error" } });
  const late = gatewayAt("after", world, seen);
  return late === undefined ? answer(respond, reply) : behindGateway(late, respond);
}

const nobody: CredentialsRecord = {
  username: "",
  password: "",
  user: { id: "", firstName: "", lastName: "", email: "" },
  accountIds: [],
};

/** What an answer needs beside its reply. */
interface Respond {
  log: (status: number | "cut") => void;
  retryAfter: (seconds: number) => string | undefined;
}

/** The gateway turns every status that an operation does not list into 500. */
function throughGateway(route: Route, request: SimulatedRequest): Reply {
  const { world, params } = request;
  try {
    if (route.method === "GET") return route.handle({ ...request, world: world.seenBy(readBy(route), params) });
    if (world.isTooNew(params)) throw notFound("It");
    return route.handle(request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (route.listed.includes(error.status)) return { status: error.status, body: error.body(errorForm(world)) };
    return { status: 500, body: { message: "Internal Server Error" } };
  }
}

const errorForm = ({ behaviours }: World): ErrorForm => behaviours.settings.errors;

/** What a GET reads: a path that ends with an id names one object. */
const readBy = ({ path }: Route): "list" | "single" => (/\/:[^/]+$/.test(path) ? "single" : "list");

/** The answer to a request that was done, as the behaviours want it. */
function answered(world: World, route: Route, seen: SeenRequest, reply: Reply): Reply {
  if (reply.status >= 300) return reply;
  const [small] = world.behaviours.struck("successes", seen, () => seen.method !== "GET");
  if (small !== undefined) return { status: small.status, body: small.body };
  return { ...reply, body: withOddFields(world, seen, shortened(world, route, seen, reply.body)) };
}

/** The gateway that answers in the API's place at this moment, if there is one. */
function gatewayAt(moment: Moment, { behaviours }: World, seen: SeenRequest): Gateway | undefined {
  return behaviours.struck("gateways", seen, (rule) => (rule.moment ?? "before") === moment)[0];
}

function behindGateway(gateway: Gateway, { log }: Respond): Response {
  const response = gatewayResponse(gateway);
  log(response.status);
  return response;
}

const badCredentials = new Refusal(401, "Bad Credentials");

function refusalBefore(
  fault: FaultRule | undefined,
  requests: RequestLog,
): { reply: Reply; retryAfter?: number } | undefined {
  switch (fault?.kind) {
    case "429":
      return { reply: { status: 429, body: unreliableBody(requests) } };
    case "429-retry-after":
      return { reply: { status: 429, body: unreliableBody(requests) }, retryAfter: fault.retryAfterSeconds ?? 1 };
    case "503":
      return { reply: { status: 503, body: unreliableBody(requests) } };
    case "500":
      return { reply: { status: 500, body: { message: "Internal Server Error" } } };
    case "answer":
      return { reply: { status: fault.status ?? 400, body: fault.body }, retryAfter: fault.retryAfterSeconds };
    default:
      return undefined;
  }
}

/** A 429 or 503 promises no body, so these have in turn none, a page and JSON. */
const unreliableBody = (requests: RequestLog): unknown =>
  [undefined, "<html>Try again later</html>", { message: "Try again later" }][requests.count() % 3];

function answer({ log, retryAfter: textOf }: Respond, reply: Reply, retryAfter?: number): Response {
  log(reply.status);
  const headers = new Headers({ "X-Request-Id": crypto.randomUUID() });
  const wait = retryAfter === undefined ? undefined : textOf(retryAfter);
  if (wait !== undefined) headers.set("Retry-After", wait);
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  headers.set("Content-Type", typeof reply.body === "string" ? "text/html" : "application/json");
  return new Response(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body), {
    status: reply.status,
    headers,
  });
}

function cut(context: HttpContext, { log }: Respond): Response {
  log("cut");
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function callerOf({ credentials }: World, context: HttpContext): CredentialsRecord | undefined {
  const [, encoded = ""] = /^Basic (.+)$/.exec(context.req.header("Authorization") ?? "") ?? [];
  const given = Buffer.from(encoded, "base64").toString("utf8");
  return credentials.find(({ username, password }) => given === `${username}:${password}`);
}

const servedBefore = new WeakSet<object>();

/** Whether the request's connection has served one before. */
function isReused({ env }: HttpContext): boolean {
  const { socket } = env.incoming;
  const reused = servedBefore.has(socket);
  servedBefore.add(socket);
  return reused;
}

async function bodyOf(context: HttpContext): Promise<unknown> {
  const text = await context.req.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
