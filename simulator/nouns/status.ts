import { type Noun } from "../http/route";

/** The API about itself. A request for it needs no credentials. */
export const statusNoun: Noun = {
  routes: [
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
      handle: ({ world }) => ({ status: 200, body: world.swagger }),
    },
  ],
};
