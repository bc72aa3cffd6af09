import { z } from "zod";
import { type Api, id, text } from "./api";

const userSchema = z.looseObject({
  id,
  first_name: text,
  last_name: text,
  email: text,
  phone_number: text,
});
export type User = z.infer<typeof userSchema>;

/** The user to whom the credentials belong. */
export class CurrentUser {
  constructor(private readonly api: Api) {}

  /** GET /user */
  get(): Promise<User> {
    return this.api.request({ method: "GET", path: "/user" }, userSchema);
  }
}
