import { userAnswer } from "./shapes";
import { type Route } from "../http/route";

/** The API about itself, and about who is asking. */
export const aboutRoutes: Route[] = [
  {
    method: "GET",
    path: "/status",
    listed: [429, 503],
    handle: () => ({ status: 200, body: { success: true, created_on: new Date().toISOString() } }),
  },
  {
    method: "GET",
    path: "/swagger",
    listed: [429, 503],
    handle: ({ world }) => ({ status: 200, body: world.estate.swagger }),
  },
  {
    method: "GET",
    path: "/user",
    listed: [401, 429, 503],
    handle: ({ world, caller }) => ({ status: 200, body: userAnswer(world, caller.user) }),
  },
];
