import { type z } from "zod";
import { type CredentialsRecord } from "../world/credentials";
import { type PartClass, type World } from "../world/world";
import { invalid } from "./errors";

/** A request as a route gets it. */
export interface SimulatedRequest {
  world: World;
  /** Below the base URL and without the query: `/sites`. */
  path: string;
  caller: CredentialsRecord;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  /** Whether the list changes its order for this page. */
  movingList: boolean;
  /** An install that this request creates stays pending until the fault is released. Absent without the fault. */
  stuckUntilReleased?: (release: () => void) => void;
}

export interface Reply {
  status: number;
  body?: unknown;
}

/** The fields of one object in a reply. */
export type Answer = Record<string, unknown>;

/** One operation of the API. The gateway passes the listed statuses, and turns every other status into 500. */
export interface Route {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  listed: number[];
  /** The fields of its example in the endpoint reference, if the usual answer has more. */
  short?: readonly string[];
  handle: (request: SimulatedRequest) => Reply;
}

/** One noun of the API. */
export interface Noun {
  /** The class of its records. Absent if the world keeps none. */
  records?: PartClass;
  routes: Route[];
}

/** Parses a request's body into the form that the operation takes. Refuses any other form. */
export function bodyOf<T>({ body }: SimulatedRequest, resource: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  throw invalid(
    resource,
    field,
    issue?.code === "too_big" ? "too_long" : "invalid",
    `${field.charAt(0).toUpperCase()}${field.slice(1)} ${issue?.message ?? "is invalid"}`,
  );
}
