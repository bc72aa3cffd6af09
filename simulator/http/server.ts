import { setTimeout as pause } from "node:timers/promises";
import { type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { type CredentialsRecord } from "../world/credentials";
import { type World } from "../world/world";
import { notFound, Refusal } from "./errors";
import { type FaultRule, type Faults } from "./faults";
import { type RateLimit } from "./rate-limit";
import { type RequestLog } from "./request-log";
import { type Reply, type Route, type SimulatedRequest } from "./route";
import { withUnknownFields } from "./unknown-fields";

type HttpContext = Context<{ Bindings: HttpBindings }>;

// Serves a request that no route takes. The gateway answers it.
const unknownOperation: Route = {
  method: "GET",
  path: "*",
  listed: [404, 429, 503],
  handle: () => {
    throw notFound("Operation");
  },
};

/** The world and the routes that the server serves, and the faults and limits that come before them. */
interface Served {
  world: World;
  routes: Route[];
  requests: RequestLog;
  faults: Faults;
  rateLimit: RateLimit;
}

/** The API as a web application: it checks credentials, lets faults strike, and hands a request to its route. */
export function webApplication(served: Served): Hono<{ Bindings: HttpBindings }> {
  const application = new Hono<{ Bindings: HttpBindings }>();
  for (const route of served.routes)
    application.on(route.method, `/v1${route.path}`, (context) => serve(served, route, context));
  application.all("*", (context) => serve(served, unknownOperation, context));
  return application;
}

async function serve(
  { world, requests, faults, rateLimit }: Served,
  route: Route,
  context: HttpContext,
): Promise<Response> {
  const body = await bodyOf(context);
  const path = context.req.path.replace(/^\/v1/, "");
  const log = (status: number | "cut"): void =>
    requests.add({
      method: context.req.method,
      path,
      query: context.req.query(),
      body,
      status,
      at: new Date(world.clock.now()),
    });

  const caller = callerOf(world, context);
  const isPublic = path === "/status" || path === "/swagger";
  if (caller === undefined && !isPublic) return answer(log, refusalReply(new Refusal(401, "Bad Credentials")));
  await requests.listener?.("arrived", { method: context.req.method, path });
  const fault = faults.strike({ method: context.req.method, path });
  if (fault?.kind === "cut-before") return cut(context, log);
  const refused = refusalBefore(fault, requests) ?? rateLimit.refusal(world.clock.now());
  if (refused !== undefined) return answer(log, refused.reply, refused.retryAfter);

  const request: SimulatedRequest = {
    world,
    caller: caller ?? nobody,
    params: context.req.param(),
    query: context.req.query(),
    body,
    movingList: fault?.kind === "moving-list",
    ...(fault?.kind === "stuck-pending" && { stuckUntilReleased: (release) => faults.onRelease(release) }),
  };
  const reply = throughGateway(route, request);
  await requests.listener?.("handled", { method: context.req.method, path });
  // Only the answer takes long. The work is done at once, even for a client that gives up before the answer comes.
  await pause(world.durations.response + (fault?.kind === "slow" ? (fault.milliseconds ?? 100) : 0));
  if (world.unknownFields) reply.body = withUnknownFields(reply.body);
  if (fault?.kind === "cut-after") return cut(context, log);
  if (fault?.kind === "500-after") return answer(log, { status: 500, body: { message: "Internal Server Error" } });
  return answer(log, reply);
}

const nobody: CredentialsRecord = {
  username: "",
  password: "",
  user: { id: "", firstName: "", lastName: "", email: "" },
  accountIds: [],
};

/** The gateway turns every status that an operation does not list into 500. */
function throughGateway(route: Route, request: SimulatedRequest): Reply {
  try {
    request.world.catchUp();
    return route.handle(request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (route.listed.includes(error.status)) return refusalReply(error);
    return { status: 500, body: { message: "Internal Server Error" } };
  }
}

const refusalReply = (refusal: Refusal): Reply => ({ status: refusal.status, body: refusal.body() });

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

/** A gateway promises no body. So its refusals have no body, a page or JSON in turn. */
const unreliableBody = (requests: RequestLog): unknown =>
  [undefined, "<html>Try again later</html>", { message: "Try again later" }][requests.count() % 3];

function answer(log: (status: number) => void, reply: Reply, retryAfter?: number): Response {
  log(reply.status);
  const headers = new Headers({ "X-Request-Id": crypto.randomUUID() });
  if (retryAfter !== undefined) headers.set("Retry-After", String(retryAfter));
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  headers.set("Content-Type", typeof reply.body === "string" ? "text/html" : "application/json");
  return new Response(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body), {
    status: reply.status,
    headers,
  });
}

function cut(context: HttpContext, log: (status: "cut") => void): Response {
  log("cut");
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function callerOf({ credentials }: World, context: HttpContext): CredentialsRecord | undefined {
  const [, encoded = ""] = /^Basic (.+)$/.exec(context.req.header("Authorization") ?? "") ?? [];
  const given = Buffer.from(encoded, "base64").toString("utf8");
  return credentials.find(({ username, password }) => given === `${username}:${password}`);
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
