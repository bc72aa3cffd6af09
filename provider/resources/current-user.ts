import { type User } from "../api";
import { type Context } from "../run";

/** The user of the credentials. A run asks once. */
export const currentUser = ({ api, once }: Context): Promise<User> => once("current user", () => api.user.get());
