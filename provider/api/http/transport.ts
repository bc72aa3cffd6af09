import axios, { type AxiosInstance, type AxiosResponse, isAxiosError } from "axios";
import { z } from "zod";
import { type Clock } from "./clock";
import { ApiAnswerError, type FieldError, NoAnswerError, UnexpectedAnswerError } from "./errors";

export interface Credentials {
  username: string;
  password: string;
}

export interface ApiRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Whether two such requests do the same as one. Default: true, except for POST. */
  repeatable?: boolean;
}

/** Sends one request, once. */
export interface Sender {
  send(request: ApiRequest, timeout: number, signal?: AbortSignal): Promise<unknown>;
}

// The API cannot have received a request that failed with one of these codes.
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

const errorBody = z.object({
  message: z.string().optional().catch(undefined),
  errors: z.array(z.record(z.string(), z.unknown())).optional().catch(undefined),
});

const requestIdHeaders = ["x-request-id", "x-amzn-requestid", "x-correlation-id"];

/** HTTP with Basic authentication and JSON bodies. Its errors hold no credential. */
export class HttpSender implements Sender {
  readonly #http: AxiosInstance;
  readonly #secrets: string[];

  constructor(
    baseUrl: string,
    credentials: Credentials,
    userAgent: string,
    private readonly clock: Clock,
  ) {
    this.#secrets = writingsOf(credentials);
    this.#http = axios.create({
      baseURL: baseUrl,
      auth: credentials,
      headers: { Accept: "application/json", "User-Agent": userAgent },
      // A redirect could carry the credentials to another host.
      maxRedirects: 0,
      responseType: "text",
      transformResponse: (body: unknown) => body,
      validateStatus: () => true,
    });
  }

  async send(request: ApiRequest, timeout: number, signal?: AbortSignal): Promise<unknown> {
    const response = await this.#request(request, timeout, signal);
    if (response.status < 200 || response.status >= 300) throw this.#answerError(request, response);
    return parseJson(response.data);
  }

  async #request(request: ApiRequest, timeout: number, signal?: AbortSignal): Promise<AxiosResponse<string>> {
    // Axios' own timeout starts again with every byte that arrives.
    const expiry = AbortSignal.timeout(Math.max(1, Math.ceil(timeout)));
    try {
      return await this.#http.request<string>({
        method: request.method,
        url: request.path,
        params: request.query,
        data: request.body,
        signal: signal === undefined ? expiry : AbortSignal.any([signal, expiry]),
      });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      // Axios' own error holds the request's headers, so no other error may hold it, not even as a cause.
      const code = isAxiosError(error) ? (error.code ?? "no code") : "no code";
      throw new NoAnswerError(request, expiry.aborted ? "ETIMEDOUT" : code, !neverSent.has(code));
    }
  }

  #answerError(request: ApiRequest, response: AxiosResponse<string>): ApiAnswerError {
    const body = errorBody.safeParse(parseJson(this.#withoutSecrets(response.data))).data;
    const redirect = response.status >= 300 && response.status < 400 ? "the client follows no redirects" : undefined;
    return new ApiAnswerError(
      request,
      response.status,
      body?.message ?? redirect,
      (body?.errors ?? []).map(fieldError),
      requestIdHeaders.map((header) => headerOf(response, header)).find((value) => value !== undefined),
      retryAfterOf(headerOf(response, "retry-after"), this.clock.now()),
    );
  }

  /** Hides secrets, because an answer may quote the request. */
  #withoutSecrets(text: string): string {
    return this.#secrets.reduce((hidden, secret) => hidden.replaceAll(secret, "[hidden]"), text);
  }
}

/** The forms in which an answer may quote the password: encoded with the username, escaped as in JSON, or plain. */
function writingsOf({ username, password }: Credentials): string[] {
  const encoded = Buffer.from(`${username}:${password}`).toString("base64");
  return password === "" ? [] : [encoded, JSON.stringify(password).slice(1, -1), password];
}

/**
 * Checks the form of an answer. Unknown fields pass, and the schema requires only the fields that the provider needs.
 */
export function understand<T>(request: ApiRequest, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? "the answer" : `"${issue.path.join(".")}"`;
  throw new UnexpectedAnswerError(request, `${place}: ${issue?.message ?? "not understood"}`);
}

function fieldError(entry: Record<string, unknown>): FieldError {
  const text = (key: string): string | undefined => {
    const value = entry[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    resource: text("resource"),
    field: text("field"),
    type: text("type"),
    code: text("code"),
    message: text("message"),
  };
}

function headerOf(response: AxiosResponse<string>, name: string): string | undefined {
  const value: unknown = response.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Milliseconds of a Retry-After header, which holds seconds or a date. Undefined without a header, or for a date in
 * the past.
 */
export function retryAfterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return milliseconds > 0 ? milliseconds : undefined;
}

function parseJson(text: unknown): unknown {
  if (typeof text !== "string" || text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A gateway's error page is not JSON, and its text helps nobody.
    return undefined;
  }
}
