import { describeErrors } from "../../support/error-table";
import { subjects } from "../../support/nouns";

describeErrors(subjects.sshKey, {
  create: {
    400: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not create it. POST /ssh_keys answered 400 (request #): Invalid request",
      "The API does not accept what the program declares: correct the program.",
    ],
    401: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not create it. POST /ssh_keys answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
    ],
    403: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not create it. POST /ssh_keys answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    429: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not create it in the time allowed. POST /ssh_keys answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
    500: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not create it. POST /ssh_keys answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run `pulumi up` again; if that fails in the same way, check the ids and names in the program.",
    ],
    503: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not create it in the time allowed. POST /ssh_keys answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
  },
  read: {
    400: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not read it. GET /ssh_keys answered 400 (request #): Invalid request",
      "Check the ids in the request. If they are right, look for a newer version of pulumi-wpengine.",
    ],
    401: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not read it. GET /ssh_keys answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    429: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not read it in the time allowed. GET /ssh_keys answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
    500: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not read it. GET /ssh_keys answered 500 (request #): Internal Server Error",
      "The API failed. Run the same command again.",
    ],
    503: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not read it in the time allowed. GET /ssh_keys answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
  },
  delete: {
    400: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not delete it. DELETE /ssh_keys/# answered 400 (request #): Invalid request",
      "The API refuses this in the current state. Fix what it names, then run the same command again.",
    ],
    401: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not delete it. DELETE /ssh_keys/# answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    403: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not delete it. DELETE /ssh_keys/# answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
      "The provider cannot tell whether it is gone, so the state keeps it. If you know that it is gone, drop it from the state with `pulumi state delete`.",
    ],
    429: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not delete it in the time allowed. DELETE /ssh_keys/# answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
    500: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not delete it. DELETE /ssh_keys/# answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run the same command again.",
    ],
    503: [
      "SshKey 02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38: could not delete it in the time allowed. DELETE /ssh_keys/# answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
  },
});
