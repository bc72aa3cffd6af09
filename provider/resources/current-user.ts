import { isProvenDenied, unlessNotFound, type User } from "../api";
import { type Context } from "../run";

/** The user of the credentials. A run asks once. */
export const currentUser = ({ api, once }: Context): Promise<User> => once("current user", () => api.user.get());

/** The users of all credentials with which this run works. An API that does not say who they are has none. */
export async function currentUsers(context: Context): Promise<User[]> {
  const own = unlessNotFound(currentUser(context));
  const others = context.others().map((other) =>
    unlessNotFound(currentUser(other)).catch((error: unknown) => {
      // Credentials that are refused have no access to lose.
      if (isProvenDenied(error)) return undefined;
      throw error;
    }),
  );
  return (await Promise.all([own, ...others])).filter((user) => user !== undefined);
}
