/** One entry of an error body's `errors`. */
export interface FieldError {
  resource: string;
  field: string;
  type: "invalid_value" | "access_error" | "value_unavailable";
  code: string;
  message: string;
}

/** An answer other than success. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 429 | 500,
    message: string,
    readonly errors: FieldError[] = [],
  ) {
    super(message);
  }

  body(): Record<string, unknown> {
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
