import { describeErrors } from "../../support/error-table";
import { subjects } from "../../support/nouns";

describeErrors(subjects.site, {
  create: {
    400: [
      'Site "Acme": could not create it. POST /sites answered 400 (request #): Invalid request',
      "The API does not accept what the program declares: correct the program.",
    ],
    401: [
      'Site "Acme": could not create it. POST /sites answered 401 (request #): Bad Credentials',
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
    ],
    403: [
      'Site "Acme": could not create it. POST /sites answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    429: [
      'Site "Acme": could not create it in the time allowed. POST /sites answered 429 (request #): Too Many Requests',
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
    500: [
      'Site "Acme": the provider does not know whether the API created it. POST /sites answered 500 (request #): Internal Server Error',
      "The provider did not send the request again, because that could create a second one. Run `pulumi up` again in a minute. If that says that the resource exists already, and nobody else created it, run `WPENGINE_ADOPT=true pulumi up`.",
    ],
    503: [
      'Site "Acme": the provider does not know whether the API created it. POST /sites answered 503 (request #): Service Unavailable',
      "The provider did not send the request again, because that could create a second one. Run `pulumi up` again in a minute. If that says that the resource exists already, and nobody else created it, run `WPENGINE_ADOPT=true pulumi up`.",
    ],
  },
  read: {
    401: [
      'Site "Acme": could not read it. GET /sites answered 401 (request #): Bad Credentials',
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    403: [
      'Site "Acme": could not read it. GET /sites answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
      "The provider cannot tell whether it is gone, so the state keeps it. If you know that it is gone, drop it from the state with `pulumi state delete`.",
    ],
    404: [
      'Site "Acme": could not read it. These credentials see neither the resource nor its account #: GET /accounts/# answered 404 (request #): Not found',
      "So the provider cannot tell whether the resource is gone. Check that wpengine:username, wpengine:password and wpengine:baseUrl are those of this stack, and that the user of these credentials still has access to the account. If the account itself is gone, drop its resources from the state with `pulumi state delete`.",
    ],
    429: [
      'Site "Acme": could not read it in the time allowed. GET /sites answered 429 (request #): Too Many Requests',
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
    500: [
      'Site "Acme": could not read it. GET /sites/# answered 500 (request #): Internal Server Error',
      "The API failed. Run the same command again.",
    ],
    503: [
      'Site "Acme": could not read it in the time allowed. GET /sites answered 503 (request #): Service Unavailable',
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
  },
  update: {
    400: [
      'Site "Acme 2": could not update name. PATCH /sites/# answered 400 (request #): Invalid request',
      "The API does not accept what the program declares: correct the program.",
    ],
    401: [
      'Site "Acme 2": could not update name. PATCH /sites/# answered 401 (request #): Bad Credentials',
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
    ],
    403: [
      'Site "Acme 2": could not update name. PATCH /sites/# answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    404: [
      'Site "Acme 2": could not update name. PATCH /sites/# answered 404 (request #): Not found',
      "It no longer exists, or these credentials cannot see it: run `pulumi refresh` to find out which.",
    ],
    429: [
      'Site "Acme 2": could not update name in the time allowed. PATCH /sites/# answered 429 (request #): Too Many Requests',
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
    500: [
      'Site "Acme 2": could not update name. PATCH /sites/# answered 500 (request #): Internal Server Error',
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run `pulumi up` again; if that fails in the same way, check the ids and names in the program.",
    ],
    503: [
      'Site "Acme 2": could not update name in the time allowed. PATCH /sites/# answered 503 (request #): Service Unavailable',
      "The API is not available at the moment. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
  },
  delete: {
    400: [
      'Site "Acme": could not delete it. DELETE /sites/# answered 400 (request #): Invalid request',
      "The API refuses this in the current state. Fix what it names, then run the same command again.",
    ],
    401: [
      'Site "Acme": could not delete it. DELETE /sites/# answered 401 (request #): Bad Credentials',
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    403: [
      'Site "Acme": could not delete it. DELETE /sites/# answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
      "The provider cannot tell whether it is gone, so the state keeps it. If you know that it is gone, drop it from the state with `pulumi state delete`.",
    ],
    404: [
      'Site "Acme": could not delete it. DELETE /sites/# answered 404 (request #): Not found',
      "The provider looked, and the resource still exists. Run the same command again in a few minutes.",
    ],
    429: [
      'Site "Acme": could not delete it in the time allowed. DELETE /sites/# answered 429 (request #): Too Many Requests',
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
    500: [
      'Site "Acme": could not delete it. DELETE /sites/# answered 500 (request #): Internal Server Error',
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run the same command again.",
    ],
    503: [
      'Site "Acme": could not delete it in the time allowed. DELETE /sites/# answered 503 (request #): Service Unavailable',
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
  },
});
