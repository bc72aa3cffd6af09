import { ApiAnswerError, NoAnswerError, OutOfTimeError, type WpEngineApiError } from "../api";
import { durationText } from "../configuration";

/** What was being done when it failed: that decides on what helps. */
export type Verb = "read" | "create" | "change" | "remove";

export interface Advice {
  /** What came back, or that nothing did. */
  said: string;
  /** What it means and what to do about it, a line each. */
  steps: string[];
}

/** What a failure means to a user. `goesOn`: they are told already that the next `pulumi up` goes on from here. */
export function adviceOn(error: WpEngineApiError, verb: Verb, goesOn: boolean): Advice {
  if (!(error instanceof OutOfTimeError)) {
    const next = goesOn || !helpsAgain(error) ? "" : ` Run ${again[verb]} again${ifItFailsAgain(error, verb)}.`;
    return { said: error.message, steps: [meaningOf(error, verb) + next] };
  }
  const { last } = error;
  if (isUnsent(last)) {
    const said = `${last.method} ${last.path} was not sent: the time was over before its turn came.`;
    return { said, steps: [`${moreTime[verb]}; or raise wpengine:requestsPerSecond, if it is set.`] };
  }
  const next = goesOn ? "" : ` Run ${again[verb]} again later.`;
  return { said: last.message, steps: [meaningOf(last, verb) + next, `${moreTime[verb]}.`] };
}

/** Whether a request was held back until it was too late to send it. */
export const isUnsent = (error: unknown): boolean =>
  error instanceof NoAnswerError && !error.sent && error.code === "not sent in time";

/** What to do about a wait that came to its deadline. */
export const waitOn = (verb: Verb, goesOn: boolean): string[] => [
  `${goesOn ? "" : `Run ${again[verb]} again to go on waiting. `}${moreTime[verb]}.`,
];

const onResource = "`customTimeouts` on the resource";
const inStack = "`pulumi config set wpengine:timeout 1h`";

/** A refresh and a destroy have the settings, and the resources, of the last `up`. */
const moreTime: Readonly<Record<Verb, string>> = {
  read: `To allow more time, run ${inStack}, and \`pulumi refresh\` with \`--run-program\``,
  create: `To allow more time, set ${onResource}, or run ${inStack} where it has none`,
  change: `To allow more time, set ${onResource}, or run ${inStack} where it has none`,
  remove:
    `To allow more time, change ${onResource} and run \`pulumi up\`; or, where it has none, run ${inStack}, ` +
    "and `pulumi destroy` with `--run-program`",
};

/** What to run again: a preview, a refresh and a destroy read, and a destroy removes. */
const again: Readonly<Record<Verb, string>> = {
  read: "the same command",
  create: "`pulumi up`",
  change: "`pulumi up`",
  remove: "the same command",
};

const helpsAgain = (error: WpEngineApiError): boolean => !(error instanceof ApiAnswerError) || error.status >= 500;

/** The API turns refusals that an operation does not list into 500: a name that is taken, or something that is not there. */
const ifItFailsAgain = (error: WpEngineApiError, verb: Verb): string =>
  error instanceof ApiAnswerError && error.status === 500 && (verb === "create" || verb === "change")
    ? "; if it fails in the same way, check the ids and names in the program"
    : "";

function meaningOf(error: WpEngineApiError, verb: Verb): string {
  if (error instanceof NoAnswerError) return "Check the network and wpengine:baseUrl.";
  if (!(error instanceof ApiAnswerError)) return "Check that wpengine:baseUrl is the address of the API.";
  const { status, retryAfter } = error;
  if (status === 401) return credentialsRefused(verb);
  if (status === 403) return notAllowed;
  if (status === 404) return notThere[verb];
  if (status === 429) return rateLimited(retryAfter);
  if (status === 503) return "The API is not available at the moment.";
  if (status === 500 && verb !== "read") return "The API failed, or refused: it answers some refusals like this too.";
  if (status >= 500) return "The API failed.";
  return status < 400 ? "Check wpengine:baseUrl." : notAccepted(error, verb);
}

function credentialsRefused(verb: Verb): string {
  const check =
    "Check wpengine:username and wpengine:password: they are API credentials, made in the User Portal under API Access.";
  if (verb === "create" || verb === "change") return check;
  // pulumi/pulumi#4981
  return `${check}\nIf they were changed since the last \`pulumi up\`: \`refresh\` and \`destroy\` use those of that \`up\` unless they are run with \`--run-program\`.`;
}

const notAllowed =
  "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.";

const notThere: Readonly<Record<Verb, string>> = {
  read: "It is not there, or these credentials cannot see it: check wpengine:baseUrl and wpengine:username.",
  create:
    "What this request names is not there, or these credentials cannot see it. If this stack made it, run `pulumi refresh`; otherwise check the ids in the program, and wpengine:baseUrl.",
  change: "It is not there any more, or these credentials cannot see it: `pulumi refresh` finds out which.",
  remove: "A look showed that it is still there. Run the same command again in a few minutes.",
};

const rateLimited = (retryAfter: number | undefined): string =>
  "The API's rate limit was reached" +
  (retryAfter === undefined ? "" : `, and it asked to be left alone for ${durationText(retryAfter)}`) +
  ". A lower wpengine:requestsPerSecond keeps below it.";

function notAccepted({ fieldErrors, method }: ApiAnswerError, verb: Verb): string {
  const types = fieldErrors.map(({ type }) => type);
  if (types.includes("access_error")) return notAllowed;
  if (types.includes("value_unavailable")) {
    return verb === "create"
      ? "That is taken, and not by anything that `adopt` could take over: choose another."
      : "That is taken: choose another.";
  }
  // What was looked at on the way has nothing to do with what was to be done.
  switch (method === "GET" ? "read" : verb) {
    case "read":
      return "Check the ids in the request. If they are right, look for a newer version of pulumi-wpengine.";
    case "remove":
      return "The API does not allow it as things are. Change what it objects to, then run the same command again.";
    default:
      return "The API does not accept what is declared: correct the program.";
  }
}
