/** One entry of the `errors` list in an API answer. */
export interface FieldError {
  resource?: string;
  field?: string;
  /** Known values: `invalid_value`, `access_error` and `value_unavailable`. */
  type?: string;
  /** A code for machines, such as `too_long`. */
  code?: string;
  message?: string;
}

/** The method and the path of a request, for the text of an error. */
export interface RequestLine {
  method: string;
  /** The path below the API's base URL, such as `/sites`. */
  path: string;
}

/** Any failure of a request to the Customer API. The error never holds a credential or a request's body. */
export abstract class WpEngineApiError extends Error {
  readonly method: string;
  readonly path: string;

  constructor(request: RequestLine, message: string) {
    super(message);
    this.name = new.target.name;
    this.method = request.method;
    this.path = request.path;
  }
}

/** The API answered with a status that is not a success. */
export class ApiAnswerError extends WpEngineApiError {
  constructor(
    request: RequestLine,
    readonly status: number,
    readonly apiMessage: string | undefined,
    readonly fieldErrors: FieldError[],
    readonly requestId: string | undefined,
    /** How long the API asked to wait, in milliseconds. */
    readonly retryAfter: number | undefined,
  ) {
    super(request, answerText(request, status, apiMessage, fieldErrors, requestId));
  }
}

/** The API gave no answer: the connection failed, broke or took too long. */
export class NoAnswerError extends WpEngineApiError {
  constructor(
    request: RequestLine,
    /** The system's code, such as `ECONNRESET`, or `not sent in time`. */
    readonly code: string,
    /** Whether the API may have received the request and acted on it. */
    readonly sent: boolean,
  ) {
    super(request, `${request.method} ${request.path} got no answer (${code}).`);
  }
}

/** The API answered with success, but in another form than the operation promises. */
export class UnexpectedAnswerError extends WpEngineApiError {
  constructor(request: RequestLine, detail: string) {
    super(request, `${request.method} ${request.path} answered in an unexpected form: ${detail}.`);
  }
}

/** The time allowed ended while the API asked to wait or could not be reached. */
export class OutOfTimeError extends WpEngineApiError {
  constructor(
    request: RequestLine,
    readonly last: WpEngineApiError,
  ) {
    super(request, `${last.message} The time allowed is over.`);
  }
}

export const isNotFound = (error: unknown): boolean => error instanceof ApiAnswerError && error.status === 404;

/** Whether these credentials may not do this at all, so that another request is of no use. */
export const isDenied = (error: unknown): boolean =>
  error instanceof ApiAnswerError && [401, 403].includes(error.status);

export const isServerError = (error: unknown): error is ApiAnswerError =>
  error instanceof ApiAnswerError && error.status >= 500;

/** Whether the API may have carried out a request that failed with this error. */
export function mayHaveBeenHandled(error: unknown): boolean {
  if (error instanceof OutOfTimeError) return mayHaveBeenHandled(error.last);
  if (error instanceof NoAnswerError) return error.sent;
  // An answer in an unexpected form still reports a success.
  return error instanceof UnexpectedAnswerError || isServerError(error);
}

function answerText(
  { method, path }: RequestLine,
  status: number,
  message: string | undefined,
  fieldErrors: FieldError[],
  requestId: string | undefined,
): string {
  const request = requestId === undefined ? "" : ` (request ${requestId})`;
  const lines = fieldErrors.map(fieldErrorText);
  const said = message === undefined ? "" : `: ${message}`;
  return [`${method} ${path} answered ${status}${request}${said}`, ...lines].join("\n  ");
}

function fieldErrorText({ field, message, code, type }: FieldError): string {
  const reason = message ?? code ?? type ?? "not accepted";
  const codes = [type, code].filter((part) => part !== undefined && part !== "" && part !== reason);
  return [field, reason].filter((part) => part !== undefined && part !== "").join(": ") + codesText(codes);
}

const codesText = (codes: (string | undefined)[]): string => (codes.length === 0 ? "" : ` (${codes.join(", ")})`);
