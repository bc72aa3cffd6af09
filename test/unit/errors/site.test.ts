import { site } from "../../support/subjects";
import { describeErrors } from "../../support/error-table";

describeErrors(site, {
  create: {
    400: [
      'Site "Acme": could not create it. POST /sites answered 400 (request #): Invalid request',
      "The API does not accept what is declared: correct the program.",
    ],
    401: [
      'Site "Acme": could not create it. POST /sites answered 401 (request #): Bad Credentials',
      "Check wpengine:username and wpengine:password: they are API credentials, made in the User Portal under API Access.",
    ],
    403: [
      'Site "Acme": could not create it. POST /sites answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    429: [
      'Site "Acme": could not create it in the time allowed. POST /sites answered 429 (request #): Too Many Requests',
      "The API's rate limit was reached. A lower wpengine:requestsPerSecond keeps below it. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` where it has none.",
    ],
    500: [
      'Site "Acme": it is not known whether it was created. POST /sites answered 500 (request #): Internal Server Error',
      "It was not sent again, since that could create a second one. Run `pulumi up` again in a minute; if it says that the resource exists already, and nobody else made it, take it over with `adopt: true`.",
    ],
    503: [
      'Site "Acme": could not create it in the time allowed. POST /sites answered 503 (request #): Service Unavailable',
      "The API is not available at the moment. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` where it has none.",
    ],
  },
  read: {
    401: [
      'Site "Acme": could not read it. GET /sites answered 401 (request #): Bad Credentials',
      "Check wpengine:username and wpengine:password: they are API credentials, made in the User Portal under API Access.",
      "If they were changed since the last `pulumi up`: `refresh` and `destroy` use those of that `up` unless they are run with `--run-program`.",
    ],
    403: [
      'Site "Acme": could not read it. GET /sites answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    404: [
      'Site "Acme": could not read it. It was not found, and neither was its account #: GET /accounts/# answered 404 (request #): Not found',
      "So it is not known whether it is gone. Check that wpengine:username, wpengine:password and wpengine:baseUrl are those of this stack, and that their user still has access to the account. If the account itself is gone, drop its resources with `pulumi state delete`.",
    ],
    429: [
      'Site "Acme": could not read it in the time allowed. GET /sites answered 429 (request #): Too Many Requests',
      "The API's rate limit was reached. A lower wpengine:requestsPerSecond keeps below it. Run the same command again later.",
      "To allow more time, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
    500: [
      'Site "Acme": could not read it. GET /sites/# answered 500 (request #): Internal Server Error',
      "The API failed. Run the same command again.",
    ],
    503: [
      'Site "Acme": could not read it in the time allowed. GET /sites answered 503 (request #): Service Unavailable',
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
  },
  update: {
    400: [
      'Site "Acme 2": could not change name. PATCH /sites/# answered 400 (request #): Invalid request',
      "The API does not accept what is declared: correct the program.",
    ],
    401: [
      'Site "Acme 2": could not change name. PATCH /sites/# answered 401 (request #): Bad Credentials',
      "Check wpengine:username and wpengine:password: they are API credentials, made in the User Portal under API Access.",
    ],
    403: [
      'Site "Acme 2": could not change name. PATCH /sites/# answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    404: [
      'Site "Acme 2": could not change name. PATCH /sites/# answered 404 (request #): Not found',
      "It is not there any more, or these credentials cannot see it: `pulumi refresh` finds out which.",
    ],
    429: [
      'Site "Acme 2": could not change name in the time allowed. PATCH /sites/# answered 429 (request #): Too Many Requests',
      "The API's rate limit was reached. A lower wpengine:requestsPerSecond keeps below it. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` where it has none.",
    ],
    500: [
      'Site "Acme 2": could not change name. PATCH /sites/# answered 500 (request #): Internal Server Error',
      "The API failed, or refused: it answers some refusals like this too. Run `pulumi up` again; if it fails in the same way, check the ids and names in the program.",
    ],
    503: [
      'Site "Acme 2": could not change name in the time allowed. PATCH /sites/# answered 503 (request #): Service Unavailable',
      "The API is not available at the moment. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` where it has none.",
    ],
  },
  remove: {
    400: [
      'Site "Acme": could not remove it. DELETE /sites/# answered 400 (request #): Invalid request',
      "The API does not allow it as things are. Change what it objects to, then run the same command again.",
    ],
    401: [
      'Site "Acme": could not remove it. DELETE /sites/# answered 401 (request #): Bad Credentials',
      "Check wpengine:username and wpengine:password: they are API credentials, made in the User Portal under API Access.",
      "If they were changed since the last `pulumi up`: `refresh` and `destroy` use those of that `up` unless they are run with `--run-program`.",
    ],
    403: [
      'Site "Acme": could not remove it. DELETE /sites/# answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    404: [
      'Site "Acme": could not remove it. DELETE /sites/# answered 404 (request #): Not found',
      "A look showed that it is still there. Run the same command again in a few minutes.",
    ],
    429: [
      'Site "Acme": could not remove it in the time allowed. DELETE /sites/# answered 429 (request #): Too Many Requests',
      "The API's rate limit was reached. A lower wpengine:requestsPerSecond keeps below it. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, where it has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
    500: [
      'Site "Acme": could not remove it. DELETE /sites/# answered 500 (request #): Internal Server Error',
      "The API failed, or refused: it answers some refusals like this too. Run the same command again.",
    ],
    503: [
      'Site "Acme": could not remove it in the time allowed. DELETE /sites/# answered 503 (request #): Service Unavailable',
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, where it has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
  },
});
