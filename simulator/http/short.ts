import { matches, type SeenRequest } from "../world/occasions";
import { type World } from "../world/world";
import { withEntries } from "./entries";
import { type Route } from "./route";

/** The answer with only those fields that the operation's example in the endpoint reference has. */
export function shortened(world: World, { short: fields }: Route, request: SeenRequest, body: unknown): unknown {
  const { short } = world.behaviours.settings;
  if (short === false || fields === undefined || (short !== true && !matches(short, request))) return body;
  return withEntries(body, (entry) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => fields.includes(name))),
  );
}
