import { type Noun } from "../http/route";
import { moment } from "../world/time";

/** What the API says about itself. A request for it needs no credentials. */
export const statusNoun: Noun = {
  routes: [
    {
      method: "GET",
      path: "/status",
      listed: [429, 503],
      handle: ({ world }) => ({ status: 200, body: { success: true, created_on: moment(world.clock.now()) } }),
    },
    {
      method: "GET",
      path: "/swagger",
      listed: [429, 503],
      handle: ({ world }) => ({ status: 200, body: world.swagger }),
    },
  ],
};
