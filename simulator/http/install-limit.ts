import { Refusal } from "./errors";
import { type SimulatedRequest } from "./route";

/** The API accepts a few operations only once in so many seconds for each install. */
export function refuseIfTooSoon({ world, params }: SimulatedRequest, operation: string, seconds: number): void {
  const key = `${operation} ${params.installId ?? ""}`;
  const now = world.clock.now();
  if (now < (world.lastAsked.get(key) ?? -Infinity) + seconds * 1000) {
    throw new Refusal(429, `Limited to one request in ${seconds} seconds for an install`);
  }
  world.lastAsked.set(key, now);
}
