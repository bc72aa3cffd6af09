import { isCertificateCode } from "./failures";

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

/** Something that answers in the API's place: a proxy, a gateway, another server. */
export interface Stranger {
  /** `the answer is not the API's (text/html, server cloudflare, ray 8f1c)` */
  looks: string;
  /** Whether the proxy itself answered, so that the API did not get the request. */
  isByProxy: boolean;
}

/** The answer has a status that is not a success. */
export class ApiAnswerError extends WpEngineApiError {
  constructor(
    request: RequestLine,
    readonly status: number,
    readonly apiMessage: string | undefined,
    readonly fieldErrors: FieldError[],
    readonly requestId: string | undefined,
    /** How long the API asked to wait, in milliseconds. */
    readonly retryAfter: number | undefined,
    /** Who answered in the API's place, if it was not the API itself. */
    readonly stranger?: Stranger,
  ) {
    super(request, answerText(request, status, apiMessage, fieldErrors, requestId, stranger));
  }

  /** Whether the answer came in the API's own form, so that it is the API's word. */
  get isFromApi(): boolean {
    return this.stranger === undefined;
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
    /** The proxy in use, without its credentials. */
    readonly proxy?: string,
  ) {
    super(request, noAnswerText(request, code, proxy));
  }

  /** Whether this machine does not trust the certificate of the server, or of what stands before it. */
  get isCertificate(): boolean {
    return isCertificateCode(this.code);
  }
}

/** The API answered with success, but in another form than the operation promises. */
export class UnexpectedAnswerError extends WpEngineApiError {
  constructor(
    request: RequestLine,
    detail: string,
    /** Whether something else answered in the API's place. */
    readonly isStranger = false,
  ) {
    super(request, `${request.method} ${request.path} answered in an unexpected form: ${detail}.`);
  }
}

/** The pages of a list did not fit together in any reading, so nobody can say what the list holds. */
export class UnsteadyListError extends WpEngineApiError {
  constructor(request: RequestLine, readings: number) {
    super(
      request,
      `${request.method} ${request.path} answered with pages that did not fit together in ${readings} readings.`,
    );
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

/** Whether the API itself says that an object does not exist. A gateway's page proves nothing. */
export const isProvenNotFound = (error: unknown): boolean =>
  error instanceof ApiAnswerError && [404, 410].includes(error.status) && error.isFromApi;

/** What a request answers. Undefined: the API itself says that the object does not exist. */
export async function unlessNotFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isProvenNotFound(error)) return undefined;
    throw error;
  }
}

const refusesValue = ({ status }: ApiAnswerError): boolean => [400, 409, 422].includes(status);

/** Whether the API itself refused a value: as wrong, or as taken. */
export const isRefusedValue = (error: unknown): error is ApiAnswerError =>
  error instanceof ApiAnswerError && refusesValue(error) && error.isFromApi;

/** Whether a refusal says that something else has the value. A refusal without details may be about anything. */
export const saysTaken = ({ status, apiMessage, fieldErrors }: ApiAnswerError): boolean =>
  status === 409 ||
  fieldErrors.some(({ type }) => type === "value_unavailable") ||
  [apiMessage, ...fieldErrors.map(({ message }) => message)].some((text) =>
    /taken|already|unavailable|exists|in use/i.test(text ?? ""),
  );

/** Whether these credentials may not do this at all, so that another request is of no use. */
export const isDenied = (error: unknown): boolean =>
  error instanceof ApiAnswerError && [401, 403].includes(error.status);

/** Whether the API itself refuses these credentials. A gateway's refusal proves nothing. */
export const isProvenDenied = (error: unknown): boolean =>
  isDenied(error) && error instanceof ApiAnswerError && error.isFromApi;

/** Whether the API itself does not show an object: it does not exist, or these credentials may not see it. */
export const isOutOfSight = (error: unknown): error is ApiAnswerError =>
  error instanceof ApiAnswerError && [403, 404, 410].includes(error.status) && error.isFromApi;

/** Whether this version of the API may not have the operation: a gateway knows no such path, or nothing is there. */
export const isMissingOperation = (error: unknown): error is ApiAnswerError =>
  error instanceof ApiAnswerError &&
  (isNotFound(error) || (error.status === 403 && /missing authentication token/i.test(error.apiMessage ?? "")));

/** Whether something answered in the API's place. */
export const isStrangers = (error: unknown): error is ApiAnswerError =>
  error instanceof ApiAnswerError && !error.isFromApi;

/**
 * Whether something in the API's place refused a request. Some such servers read the API's answer first, so the API may
 * have carried the request out. But they refuse again, so another request is of no use. A 429 comes before the request
 * reaches anybody.
 */
export const isStrangersRefusal = (error: unknown): error is ApiAnswerError =>
  isStrangers(error) && error.stranger?.isByProxy !== true && error.status !== 429 && !mayHaveBeenHandled(error);

export const isServerError = (error: unknown): error is ApiAnswerError =>
  error instanceof ApiAnswerError && error.status >= 500;

/** Whether the API may have carried out a request that failed with this error. */
export function mayHaveBeenHandled(error: unknown): boolean {
  if (error instanceof OutOfTimeError) return mayHaveBeenHandled(error.last);
  if (error instanceof NoAnswerError) return error.sent;
  // An answer in an unexpected form still reports a success.
  if (error instanceof UnexpectedAnswerError) return true;
  if (!(error instanceof ApiAnswerError) || error.stranger?.isByProxy === true) return false;
  // A gateway may give up while the API goes on, and may answer anything in its place.
  const provesNothing = isStrangers(error) && ([404, 410].includes(error.status) || refusesValue(error));
  return error.status >= 500 || error.status === 408 || provesNothing;
}

function answerText(
  { method, path }: RequestLine,
  status: number,
  message: string | undefined,
  fieldErrors: FieldError[],
  requestId: string | undefined,
  stranger: Stranger | undefined,
): string {
  const request = requestId === undefined ? "" : ` (request ${requestId})`;
  const lines = fieldErrors.map(fieldErrorText);
  const isRedirect = status >= 300 && status < 400;
  const said = [message, isRedirect ? undefined : stranger?.looks].filter((part) => part !== undefined).join("; ");
  return [`${method} ${path} answered ${status}${request}${said === "" ? "" : `: ${said}`}`, ...lines].join("\n  ");
}

function noAnswerText({ method, path }: RequestLine, code: string, proxy: string | undefined): string {
  const through = proxy === undefined ? "" : ` through the proxy ${proxy}`;
  if (!isCertificateCode(code)) return `${method} ${path} got no answer${through} (${code}).`;
  return (
    `${method} ${path} was not sent${through}: this machine does not trust the server's certificate (${code}). ` +
    "If a proxy or firewall of yours signs with a certificate of its own, set NODE_EXTRA_CA_CERTS to the file of that certificate."
  );
}

function fieldErrorText({ field, message, code, type }: FieldError): string {
  const reason = message ?? code ?? type ?? "not accepted";
  const codes = [type, code].filter((part) => part !== undefined && part !== "" && part !== reason);
  return [field, reason].filter((part) => part !== undefined && part !== "").join(": ") + codesText(codes);
}

const codesText = (codes: (string | undefined)[]): string => (codes.length === 0 ? "" : ` (${codes.join(", ")})`);
