import {
  ApiAnswerError,
  NoAnswerError,
  OutOfTimeError,
  saysTaken,
  UnexpectedAnswerError,
  UnsteadyListError,
  type WpEngineApiError,
} from "../api";
import { durationText } from "../configuration";

/** What the provider was doing to the resource. The advice depends on it. */
export type Verb = "read" | "create" | "update" | "delete";

/** A verb, the run of an action, or the call of a function, which no state remembers. */
export type Doing = Verb | "call" | "run";

export interface Advice {
  /** What the API answered, or that it gave no answer. */
  said: string;
  /** What the answer means and what to do about it, one line each. */
  steps: string[];
}

/** What a failure means to a user. `goesOn`: the error says already that the next `pulumi up` goes on from here. */
export function adviceOn(error: WpEngineApiError, verb: Doing, goesOn: boolean): Advice {
  if (!(error instanceof OutOfTimeError)) {
    const next = goesOn || !helpsAgain(error) ? "" : ` Run ${again[verb]} again${ifItFailsAgain(error, verb)}.`;
    return { said: error.message, steps: [meaningOf(error, verb) + next] };
  }
  const { last } = error;
  if (isUnsent(last)) {
    const said = `The provider did not send ${last.method} ${last.path}: the time allowed ended before its turn came.`;
    return { said, steps: [`${moreTime[verb]}; or raise wpengine:requestsPerSecond, if you set it.`] };
  }
  const next = goesOn ? "" : ` Run ${again[verb]} again later.`;
  return { said: last.message, steps: [meaningOf(last, verb) + next, `${moreTime[verb]}.`] };
}

/** Whether the pace held a request back until the deadline. */
export const isUnsent = (error: unknown): boolean =>
  error instanceof NoAnswerError && !error.sent && error.code === "not sent in time";

/** What to do after a wait that reached its deadline. */
export const waitOn = (verb: Doing, goesOn: boolean): string[] => [
  `${goesOn ? "" : `Run ${again[verb]} again to go on waiting. `}${moreTime[verb]}.`,
];

const onResource = "`customTimeouts` on the resource";
const inStack = "`pulumi config set wpengine:timeout 1h`";
const setMoreTime = `To allow more time, set ${onResource}, or run ${inStack} if the resource has none`;

/** A refresh and a destroy use the settings and the resources of the last `up`, unless they run the program. */
const moreTime: Readonly<Record<Doing, string>> = {
  read:
    `To allow more time, change ${onResource} and run \`pulumi up\`; or, if the resource has none, run ${inStack}, ` +
    "and `pulumi refresh` with `--run-program`",
  create: setMoreTime,
  update: setMoreTime,
  delete:
    `To allow more time, change ${onResource} and run \`pulumi up\`; or, if the resource has none, run ${inStack}, ` +
    "and `pulumi destroy` with `--run-program`",
  call: `To allow more time, run ${inStack}`,
  run: setMoreTime,
};

/** What to run again. Any command may read, and both `up` and `destroy` may delete: those two texts name no command. */
const again: Readonly<Record<Doing, string>> = {
  read: "the same command",
  create: "`pulumi up`",
  update: "`pulumi up`",
  delete: "the same command",
  call: "the same command",
  run: "`pulumi up`",
};

const helpsAgain = (error: WpEngineApiError): boolean =>
  !(error instanceof ApiAnswerError) || error.status >= 500 || [408, 425].includes(error.status);

/** The API turns some refusals into 500, such as a name that is taken or an id that does not exist. */
const ifItFailsAgain = (error: WpEngineApiError, verb: Doing): string =>
  error instanceof ApiAnswerError &&
  error.status === 500 &&
  error.isFromApi &&
  ["create", "update", "run"].includes(verb)
    ? "; if that fails in the same way, check the ids and names in the program"
    : "";

function meaningOf(error: WpEngineApiError, verb: Doing): string {
  if (error instanceof NoAnswerError) return unanswered(error);
  if (error instanceof UnexpectedAnswerError && error.isStranger) return answeredByStranger;
  if (error instanceof UnsteadyListError) return unsteadyList;
  if (!(error instanceof ApiAnswerError)) return "Check that wpengine:baseUrl is the address of the API.";
  const { status, retryAfter } = error;
  if (status === 407) return proxyWantsCredentials;
  if (!error.isFromApi && ![429, 503].includes(status)) return inPlaceOfTheApi(error, verb);
  if (status === 401) return credentialsRefused(verb);
  if (status === 403 && error.apiMessage === noSuchOperation) return unknownOperation;
  if (status === 403) return verb === "read" || verb === "delete" ? `${notAllowed}\n${cannotTell}` : notAllowed;
  if (status === 404) return notThere[verb];
  if (status === 429) return rateLimited(retryAfter);
  if (status === 503) return "The API is not available at the moment.";
  if (status === 500 && verb !== "read" && verb !== "call")
    return "The API failed, or it refused the request: the API answers some refusals with 500 too.";
  if (status >= 500) return "The API failed.";
  if (status === 408 || status === 425) return "The API could not take the request at that moment.";
  return status < 400 ? "Check wpengine:baseUrl." : notAccepted(error, verb);
}

function unanswered({ isCertificate, proxy }: NoAnswerError): string {
  if (isCertificate)
    return "Check wpengine:baseUrl, and this machine's clock if the certificate has expired or is not valid yet.";
  return proxy === undefined
    ? "Check the network and wpengine:baseUrl."
    : "Check the network, wpengine:baseUrl and the proxy (HTTPS_PROXY and NO_PROXY in the environment).";
}

const proxyWantsCredentials =
  "The proxy asks for credentials. Put them into its address in HTTPS_PROXY or HTTP_PROXY, as in " +
  "http://USER:PASSWORD@HOST:PORT. Set NO_PROXY instead if this machine can reach the API without the proxy.";

const answeredByStranger =
  "Another server answered in the API's place. Check wpengine:baseUrl, and any proxy or firewall between this machine " +
  "and the API.";

/** Another server's answer says nothing about roles, or about which objects exist. */
function inPlaceOfTheApi({ status }: ApiAnswerError, verb: Doing): string {
  if (status >= 500) return "A server in front of the API failed, or could not reach it.";
  if (status < 400) return "Check wpengine:baseUrl.";
  if (status === 401) return `${answeredByStranger}\n${credentialsRefused(verb)}`;
  const isAway = [403, 404, 410].includes(status) && (verb === "read" || verb === "delete");
  return isAway ? `${answeredByStranger}\n${cannotTell}` : answeredByStranger;
}

const cannotTell =
  "The provider cannot tell whether it is gone, so the state keeps it. If you know that it is gone, drop it from the " +
  "state with `pulumi state delete`.";

function credentialsRefused(verb: Doing): string {
  const check =
    "Check wpengine:username and wpengine:password. " +
    "They are API credentials, which you create in the User Portal under API Access.";
  if (verb !== "read" && verb !== "delete") return check;
  // pulumi/pulumi#4981
  return (
    `${check}\nIf you changed them after the last \`pulumi up\`, add \`--run-program\` ` +
    "to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones."
  );
}

const notAllowed =
  "The user of these API credentials may not do this: " +
  "check that user's roles in the account, and the ids in the request.";

/** The gateway before the API answers so where the API has no such operation, whoever asks. */
const noSuchOperation = "Missing Authentication Token";

const unknownOperation =
  "This API does not have the operation: it is older than this package, or wpengine:baseUrl is not its address.";

const notSeen = "It does not exist, or these credentials cannot see it: check wpengine:baseUrl and wpengine:username.";

const namesNothing =
  "This request names something that does not exist, or that these credentials cannot see. " +
  "If this stack created it, run `pulumi refresh`; otherwise check the ids in the program, and wpengine:baseUrl.";

const notThere: Readonly<Record<Doing, string>> = {
  read: notSeen,
  call: notSeen,
  create: namesNothing,
  run: namesNothing,
  update: "It no longer exists, or these credentials cannot see it: run `pulumi refresh` to find out which.",
  delete: "The provider looked, and the resource still exists. Run the same command again in a few minutes.",
};

const unsteadyList =
  "The list changed during every reading, or the API orders each page differently, so the provider cannot tell what " +
  "exists already.";

const rateLimited = (retryAfter: number | undefined): string =>
  "The run reached the API's rate limit" +
  (retryAfter === undefined ? "" : `, and the API asked to wait ${durationText(retryAfter)}`) +
  ". Set wpengine:requestsPerSecond, or lower it, to stay below the limit.";

const saysDuplicate = ({ apiMessage, fieldErrors }: ApiAnswerError): boolean =>
  [apiMessage, ...fieldErrors.map(({ message }) => message)].some((text) =>
    /\bduplicate\b.*\bdomain\b/i.test(text ?? ""),
  );

function notAccepted(error: ApiAnswerError, verb: Doing): string {
  const { fieldErrors, method } = error;
  if (fieldErrors.some(({ type }) => type === "access_error")) return notAllowed;
  if (saysTaken(error) && (verb === "create" || verb === "update")) {
    return verb === "create"
      ? "Something that these credentials cannot see already has this value: it may be in another account. Choose another " +
          "value, or ask for access to that account."
      : "Something else already has this value: choose another value.";
  }
  if (saysDuplicate(error) && (verb === "create" || verb === "update")) {
    return (
      "Another install has this domain too, and such a domain cannot become primary. If the program moves the domain from " +
      "there, do it in two steps: run `pulumi up` without the domain, which deletes it there, and then declare it here."
    );
  }
  // Another backup may be under way, say.
  if (saysTaken(error) && verb === "run")
    return "The API refuses this in the current state. Fix what it names, or wait for it, and run `pulumi up` again.";
  // A GET only looked something up on the way, so the verb does not explain its failure.
  switch (method === "GET" ? "read" : verb) {
    case "read":
    case "call":
      return "Check the ids in the request. If they are right, look for a newer version of pulumi-wpengine.";
    case "delete":
      return "The API refuses this in the current state. Fix what it names, then run the same command again.";
    default:
      return "The API does not accept what the program declares: correct the program.";
  }
}
