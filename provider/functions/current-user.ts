import { z } from "zod";
import { type User } from "../api";
import { defineFunction, output, type Shape } from "../define";

const user: Shape<User> = {
  type: "CurrentUser",
  description: "The user to whom the credentials belong.",
  fields: {
    id: output(z.string(), "The user's id.", { isAlwaysThere: true }),
    firstName: output(z.string(), "The user's first name."),
    lastName: output(z.string(), "The user's last name."),
    email: output(z.string(), "The user's e-mail address."),
    phone: output(z.string(), "The user's telephone number."),
  },
  say: ({ id, first_name, last_name, email, phone_number }) => ({
    id,
    firstName: first_name,
    lastName: last_name,
    email,
    phone: phone_number,
  }),
};

export const getCurrentUser = defineFunction("getCurrentUser", {
  description: ["The user to whom the credentials belong."],
  operations: "GET `/user`",
  example: ["const { email } = await getCurrentUser();"],
  arguments: {},
  result: user,
  run: (api) => api.user.get(),
});
