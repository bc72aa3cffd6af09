import http from "node:http";
import https from "node:https";
import { type TLSSocket } from "node:tls";
import axios, { type AxiosError, type AxiosInstance, type AxiosResponse, isAxiosError } from "axios";
import { type z } from "zod";
import { bodyOf, headerOf, looksOf, refusalIn, retryAfterOf } from "./answers";
import { type Clock } from "./clock";
import { type Credentials } from "./credentials";
import { ApiAnswerError, NoAnswerError, UnexpectedAnswerError } from "./errors";
import { isNeverSent } from "./failures";
import { axiosProxy, nameOfProxy, proxyFor } from "./proxy";
import { redactionOf } from "./redaction";

export interface ApiRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Whether two such requests do the same as one. Default: true, except for POST. */
  repeatable?: boolean;
}

export const isRepeatable = ({ method, repeatable }: ApiRequest): boolean => repeatable ?? method !== "POST";

/** Sends one request, once. */
export interface Sender {
  send(request: ApiRequest, timeout: number, signal?: AbortSignal): Promise<unknown>;
}

const requestIdHeaders = ["x-request-id", "x-amzn-requestid", "x-correlation-id"];

/** HTTP with Basic authentication and JSON bodies. Its errors hold no credential. */
export class HttpSender implements Sender {
  readonly #http: AxiosInstance;
  readonly #hide: (text: string) => string;
  readonly #baseUrl: string;

  constructor(
    baseUrl: string,
    credentials: Credentials,
    userAgent: string,
    private readonly clock: Clock,
  ) {
    this.#hide = redactionOf(credentials);
    this.#baseUrl = baseUrl;
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
    const proxy = proxyFor(this.#baseUrl);
    const response = await this.#request(request, timeout, proxy, signal);
    if (response.status < 200 || response.status >= 300) throw this.#answerError(request, response, proxy);
    const { isJson, body } = bodyOf(response);
    // A gateway may answer 200 with nothing, and the API never does. Of a deletion, only its 204 says that it is done.
    const isMute = response.status === 200 || (request.method === "DELETE" && response.status !== 204);
    if (!isJson || (body === undefined && isMute)) {
      const looks = notTheApis(looksOf(response, this.#hide), proxy);
      throw new UnexpectedAnswerError(request, looks, true);
    }
    return body;
  }

  async #request(
    request: ApiRequest,
    timeout: number,
    proxy: URL | undefined,
    signal: AbortSignal | undefined,
  ): Promise<AxiosResponse<string>> {
    // Axios' own timeout starts again with every byte that arrives.
    const expiry = AbortSignal.timeout(Math.max(1, Math.ceil(timeout)));
    try {
      return await this.#http.request<string>({
        method: request.method,
        url: request.path,
        params: request.query,
        data: request.body,
        signal: signal === undefined ? expiry : AbortSignal.any([signal, expiry]),
        proxy: proxy === undefined ? false : axiosProxy(proxy),
        ...(!isRepeatable(request) && newConnection()),
      });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      // The error of Axios holds the request's headers, so no other error may hold it, not even as its cause.
      const failure: Partial<AxiosError> = isAxiosError(error) ? error : {};
      const { code = "no code", message = "" } = failure;
      const isSent = !isNeverSent(code, message, isEncrypted(failure.request as unknown));
      throw new NoAnswerError(request, expiry.aborted ? "ETIMEDOUT" : code, isSent, proxy && nameOfProxy(proxy));
    }
  }

  #answerError(request: ApiRequest, response: AxiosResponse<string>, proxy: URL | undefined): ApiAnswerError {
    const { message, fieldErrors, stranger } = refusalIn(response, this.#hide);
    const isByProxy = proxy !== undefined && (response.status === 407 || isBeforeTunnel(this.#baseUrl, response));
    const redirect = response.status >= 300 && response.status < 400 ? "the client follows no redirects" : undefined;
    const looks = stranger ?? (isByProxy ? looksOf(response, this.#hide) : undefined);
    const requestId = requestIdHeaders.map((header) => headerOf(response, header)).find((value) => value !== undefined);
    return new ApiAnswerError(
      request,
      response.status,
      message ?? redirect,
      fieldErrors,
      requestId === undefined ? undefined : this.#hide(requestId),
      retryAfterOf(headerOf(response, "retry-after"), this.clock.now()),
      looks === undefined ? undefined : { looks: notTheApis(looks, proxy), isByProxy },
    );
  }
}

const notTheApis = (looks: string, proxy: URL | undefined): string =>
  `the answer is not the API's (${[looks, ...(proxy === undefined ? [] : [`proxy ${nameOfProxy(proxy)}`])].join(", ")})`;

/**
 * A request that must not be sent twice gets a connection of its own. The server may close an idle connection at the
 * very moment at which the client uses it again, and then the client cannot tell whether the server read the request.
 */
const newConnection = () => ({
  httpAgent: new http.Agent({ keepAlive: false }),
  httpsAgent: new https.Agent({ ...https.globalAgent.options, keepAlive: false }),
});

/** Whether the encryption of a request's connection is, or was, established. */
const isEncrypted = (request: unknown): boolean =>
  (request as { socket?: { secureConnecting?: boolean } } | undefined)?.socket?.secureConnecting === false;

/** Whether the proxy refused to connect to the API. Then the answer did not come through an encrypted connection. */
function isBeforeTunnel(baseUrl: string, response: AxiosResponse<string>): boolean {
  const { socket } = response.request as { socket?: Partial<TLSSocket> | null };
  return baseUrl.startsWith("https:") && socket?.encrypted !== true;
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
