import { z } from "zod";
import { type Api, flag, text } from "./api";

const statusSchema = z.looseObject({ success: flag, created_on: text });
export type ApiStatus = z.infer<typeof statusSchema>;

/** What the API says about itself. */
export class Status {
  constructor(private readonly api: Api) {}

  /** GET /status */
  get(): Promise<ApiStatus> {
    return this.api.request({ method: "GET", path: "/status" }, statusSchema);
  }

  /** GET /swagger */
  swagger(): Promise<Record<string, unknown>> {
    return this.api.request({ method: "GET", path: "/swagger" }, z.record(z.string(), z.unknown()));
  }
}
