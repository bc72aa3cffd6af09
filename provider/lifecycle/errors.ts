import { ApiAnswerError, NoAnswerError, OutOfTimeError, WpEngineApiError } from "../api";

/** A resource could not be read, created, changed or removed. The message is the whole of what a user sees. */
export class ResourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ResourceError";
  }
}

/** The resource exists, under its id, but is not yet as declared; the next update goes on from here. */
export class UnfinishedError extends ResourceError {
  constructor(
    message: string,
    readonly id: string,
    readonly outputs: Record<string, unknown>,
  ) {
    super(message);
  }
}

/** Which resource, what was tried, what the API said, what to do next. Anything but an API failure passes unchanged. */
export function explained(subject: string, tried: string, error: unknown, advice?: string): unknown {
  if (!(error instanceof WpEngineApiError)) return error;
  const next = advice ?? adviceFor(error);
  return new ResourceError(`${subject}: could not ${tried}. ${error.message}${next === "" ? "" : `\n${next}`}`);
}

function adviceFor(error: WpEngineApiError): string {
  if (error instanceof OutOfTimeError) {
    return `${adviceFor(error.last)} A longer time can be allowed with \`customTimeouts\` or \`pulumi config set wpengine:timeout 1h\`.`.trim();
  }
  if (error instanceof NoAnswerError) return "Check the network and wpengine:baseUrl, then run `pulumi up` again.";
  if (!(error instanceof ApiAnswerError)) return "";
  if (error.status === 401) {
    return (
      "Check wpengine:username and wpengine:password: they are API credentials, made in the User Portal under API Access.\n" +
      // pulumi/pulumi#4981
      "If they were changed since the last `pulumi up`: `refresh` and `destroy` use those of that `up` unless they are run " +
      "with `--run-program`."
    );
  }
  if (error.status === 403)
    return "The user of these API credentials may not do this: check the user's roles in the account.";
  if (error.status === 404)
    return "It is not there, or these credentials cannot see it. `pulumi refresh` shows what exists.";
  if (error.status === 429)
    return "The API's rate limit was reached: a lower wpengine:requestsPerSecond keeps below it.";
  if (error.status >= 500) return "The API failed on its side. Run `pulumi up` again; it goes on from what exists.";
  return "";
}
