import { type World } from "../world/world";

/** One entry of an error body's `errors`. */
export interface FieldError {
  resource: string;
  field: string;
  type: "invalid_value" | "access_error" | "value_unavailable";
  code: string;
  message: string;
}

/** Forms in which the API has been seen to write the errors of fields. */
export type ErrorForm = World["behaviours"]["settings"]["errors"];

/** An answer other than success. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 429 | 500,
    message: string,
    readonly errors: FieldError[] = [],
  ) {
    super(message);
  }

  body(form: ErrorForm = "standard"): Record<string, unknown> {
    const texts = this.errors.map(({ message }) => message);
    if (texts.length > 0) {
      switch (form) {
        case "by-field":
          return { errors: Object.fromEntries(this.errors.map(({ field, message }) => [field, [message]])) };
        case "texts":
          return { errors: texts };
        case "one-error":
          return { error: texts.join(", ") };
        case "messages":
          return { message: texts };
        case "standard":
      }
    }
    return {
      message: this.message,
      // A 429 has the message alone.
      ...(this.status !== 429 && { documentation_url: "https://wpengineapi.com/" }),
      ...(this.errors.length > 0 && { errors: this.errors }),
    };
  }
}

export const notFound = (what: string): Refusal => new Refusal(404, `${what} not found`);

/** The API cannot accept a field's value. */
export const invalid = (resource: string, field: string, code: string, message: string): Refusal =>
  new Refusal(400, "Invalid request", [{ resource, field, type: "invalid_value", code, message }]);

/** Something else has the field's value already. */
export const unavailable = (resource: string, field: string, message: string): Refusal =>
  new Refusal(400, "Invalid request", [{ resource, field, type: "value_unavailable", code: "taken", message }]);
