import { type Noun } from "../http/route";

/** The person whose credentials a request has. The record is a part of the credentials. */
export const userNoun: Noun = {
  routes: [
    {
      method: "GET",
      path: "/user",
      listed: [401, 429, 503],
      handle: ({ world, caller }) => {
        const { id, firstName, lastName, email } = caller.user;
        const phone = world.shape === "2021" ? {} : { phone_number: null };
        return { status: 200, body: { id, first_name: firstName, last_name: lastName, email, ...phone } };
      },
    },
  ],
};
