import { type z } from "zod";
import { type CredentialsRecord } from "../nouns/records";
import { type World } from "../world/world";
import { invalid } from "./errors";

/** A request as a route gets it. */
export interface SimulatedRequest {
  world: World;
  caller: CredentialsRecord;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  /** Whether a list has moved since its page before was asked for. */
  movingList: boolean;
  /** Whether an install that this request creates stays pending. */
  stuckPending: boolean;
}

export interface Reply {
  status: number;
  body?: unknown;
}

/** One operation: the statuses it lists are those that pass the gateway, which turns every other into 500. */
export interface Route {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  listed: number[];
  handle: (request: SimulatedRequest) => Reply;
}

/** A request's body in the form that the operation takes. */
export function bodyOf<T>(request: SimulatedRequest, resource: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(request.body ?? {});
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
