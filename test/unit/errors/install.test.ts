import { describeErrors } from "../../support/error-table";
import { subjects } from "../../support/nouns";

describeErrors(subjects.install, {
  create: {
    400: [
      "Install acme: could not create it. POST /installs answered 400 (request #): Invalid request",
      "The API does not accept what the program declares: correct the program.",
    ],
    401: [
      "Install acme: could not create it. POST /installs answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
    ],
    403: [
      "Install acme: could not create it. POST /installs answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    429: [
      "Install acme: could not create it in the time allowed. POST /installs answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
    500: [
      "Install acme: could not create it. POST /installs answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run `pulumi up` again; if that fails in the same way, check the ids and names in the program.",
    ],
    503: [
      "Install acme: could not create it in the time allowed. POST /installs answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
  },
  read: {
    401: [
      "Install acme: could not read it. GET /installs answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    404: [
      "Install acme: could not read it. These credentials see neither the resource nor its account #: GET /accounts/# answered 404 (request #): Not found",
      "So the provider cannot tell whether the resource is gone. Check that wpengine:username, wpengine:password and wpengine:baseUrl are those of this stack, and that the user of these credentials still has access to the account. If the account itself is gone, drop its resources from the state with `pulumi state delete`.",
    ],
    429: [
      "Install acme: could not read it in the time allowed. GET /installs answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
    500: [
      "Install acme: could not read it. GET /installs/# answered 500 (request #): Internal Server Error",
      "The API failed. Run the same command again.",
    ],
    503: [
      "Install acme: could not read it in the time allowed. GET /installs answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
  },
  update: {
    400: [
      "Install acme: could not update environment. PATCH /installs/# answered 400 (request #): Invalid request",
      "The API does not accept what the program declares: correct the program.",
    ],
    401: [
      "Install acme: could not update environment. PATCH /installs/# answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
    ],
    403: [
      "Install acme: could not update environment. PATCH /installs/# answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    429: [
      "Install acme: could not update environment in the time allowed. PATCH /installs/# answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
    500: [
      "Install acme: could not update environment. PATCH /installs/# answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run `pulumi up` again; if that fails in the same way, check the ids and names in the program.",
    ],
    503: [
      "Install acme: could not update environment in the time allowed. PATCH /installs/# answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
  },
  delete: {
    401: [
      "Install acme: could not delete it. DELETE /installs/# answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    403: [
      "Install acme: could not delete it. DELETE /installs/# answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
      "The provider cannot tell whether it is gone, so the state keeps it. If you know that it is gone, drop it from the state with `pulumi state delete`.",
    ],
    404: [
      "Install acme: could not delete it. DELETE /installs/# answered 404 (request #): Not found",
      "The provider looked, and the resource still exists. Run the same command again in a few minutes.",
    ],
    429: [
      "Install acme: could not delete it in the time allowed. DELETE /installs/# answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
    500: [
      "Install acme: could not delete it. DELETE /installs/# answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run the same command again.",
    ],
    503: [
      "Install acme: could not delete it in the time allowed. DELETE /installs/# answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
  },
});
