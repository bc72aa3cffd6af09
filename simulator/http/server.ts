import { setTimeout as pause } from "node:timers/promises";
import { type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { notFound, Refusal } from "./errors";
import { type FaultRule } from "./faults";
import { type RateLimit } from "./rate-limit";
import { type CredentialsRecord } from "../nouns/records";
import { type RequestLog } from "./request-log";
import { withUnknownFields } from "./unknown-fields";
import { type SimulatedRequest, type Reply, type Route } from "./route";
import { type World } from "../world/world";

type HttpContext = Context<{ Bindings: HttpBindings }>;

// Answers without a listed status come from the gateway before any operation.
const unknownOperation: Route = {
  method: "GET",
  path: "*",
  listed: [404, 429, 503],
  handle: () => {
    throw notFound("Operation");
  },
};

/** The API as a web application: who may ask, what goes wrong, and which operation answers. */
export function webApplication(
  routes: Route[],
  world: World,
  requests: RequestLog,
  rateLimit: RateLimit,
): Hono<{ Bindings: HttpBindings }> {
  const application = new Hono<{ Bindings: HttpBindings }>();
  for (const route of routes) {
    application.on(route.method, `/v1${route.path}`, (context) => serve(world, requests, rateLimit, route, context));
  }
  application.all("*", (context) => serve(world, requests, rateLimit, unknownOperation, context));
  return application;
}

async function serve(
  world: World,
  requests: RequestLog,
  rateLimit: RateLimit,
  route: Route,
  context: HttpContext,
): Promise<Response> {
  const body = await bodyOf(context);
  const path = context.req.path.replace(/^\/v1/, "");
  const log = (status: number | "cut"): void =>
    requests.add({ method: context.req.method, path, query: context.req.query(), body, status, at: new Date() });

  const caller = callerOf(world, context);
  const isPublic = path === "/status" || path === "/swagger";
  if (caller === undefined && !isPublic) return answer(log, refusalReply(new Refusal(401, "Bad Credentials")));
  await requests.listener?.("arrived", { method: context.req.method, path });
  const fault = world.faults.strike({ method: context.req.method, path });
  if (fault?.kind === "cut-before") return cut(context, log);
  const refused = refusalBefore(fault, requests) ?? rateLimit.refusal();
  if (refused !== undefined) return answer(log, refused.reply, refused.retryAfter);

  const request: SimulatedRequest = {
    world,
    caller: caller ?? nobody,
    params: context.req.param(),
    query: context.req.query(),
    body,
    movingList: fault?.kind === "moving-list",
    stuckPending: fault?.kind === "stuck-pending",
  };
  const reply = throughGateway(route, request);
  await requests.listener?.("handled", { method: context.req.method, path });
  // What takes long is the answer: the work is done at once, even for a caller who has given up when it comes.
  await pause(world.durations.response + (fault?.kind === "slow" ? (fault.milliseconds ?? 100) : 0));
  if (world.estate.unknownFields) reply.body = withUnknownFields(reply.body);
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
    request.world.estate.catchUp();
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

/** A gateway's refusal promises no body: now there is none, now a page, now JSON. */
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

function callerOf({ estate }: World, context: HttpContext): CredentialsRecord | undefined {
  const [, encoded = ""] = /^Basic (.+)$/.exec(context.req.header("Authorization") ?? "") ?? [];
  const given = Buffer.from(encoded, "base64").toString("utf8");
  return estate.credentials.find(({ username, password }) => given === `${username}:${password}`);
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
