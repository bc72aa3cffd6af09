import { z } from "zod";
import { type ApiStatus } from "../api";
import { defineFunction, output, type Shape } from "../define";

const status: Shape<ApiStatus> = {
  type: "ApiStatus",
  description: "What the API says about itself.",
  fields: {
    success: output(z.boolean(), "Whether the API works."),
    createdOn: output(z.string(), "When the API gave this answer: a date and time in UTC."),
  },
  say: ({ success, created_on }) => ({ success, createdOn: created_on }),
};

export const getApiStatus = defineFunction("getApiStatus", {
  description: [
    "Whether the API works. The function needs credentials in the settings, but the API does not check them.",
  ],
  operations: "GET `/status`",
  example: ["const { success } = await getApiStatus();"],
  arguments: {},
  result: status,
  run: (api) => api.status.get(),
});
