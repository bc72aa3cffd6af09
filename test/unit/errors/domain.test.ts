import { describeErrors } from "../../support/error-table";
import { subjects } from "../../support/nouns";

describeErrors(subjects.domain, {
  create: {
    400: [
      "Domain www.acme.example: could not create it. POST /installs/#/domains answered 400 (request #): Invalid request",
      "The API does not accept what the program declares: correct the program.",
    ],
    401: [
      "Domain www.acme.example: could not create it. POST /installs/#/domains answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
    ],
    403: [
      "Domain www.acme.example: could not create it. POST /installs/#/domains answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    429: [
      "Domain www.acme.example: could not create it in the time allowed. POST /installs/#/domains answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
    500: [
      "Domain www.acme.example: could not create it. POST /installs/#/domains answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run `pulumi up` again; if that fails in the same way, check the ids and names in the program.",
    ],
    503: [
      "Domain www.acme.example: could not create it in the time allowed. POST /installs/#/domains answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
  },
  read: {
    401: [
      "Domain www.acme.example: could not read it. GET /installs/#/domains answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    403: [
      "Domain www.acme.example: could not read it. GET /installs/#/domains answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
      "The provider cannot tell whether it is gone, so the state keeps it. If you know that it is gone, drop it from the state with `pulumi state delete`.",
    ],
    404: [
      "Domain www.acme.example: could not read it. These credentials see neither the resource nor its account #: GET /accounts/# answered 404 (request #): Not found",
      "So the provider cannot tell whether the resource is gone. Check that wpengine:username, wpengine:password and wpengine:baseUrl are those of this stack, and that the user of these credentials still has access to the account. If the account itself is gone, drop its resources from the state with `pulumi state delete`.",
    ],
    429: [
      "Domain www.acme.example: could not read it in the time allowed. GET /installs/#/domains answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
    500: [
      "Domain www.acme.example: could not read it. GET /installs/#/domains/# answered 500 (request #): Internal Server Error",
      "The API failed. Run the same command again.",
    ],
    503: [
      "Domain www.acme.example: could not read it in the time allowed. GET /installs/#/domains answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi refresh` with `--run-program`.",
    ],
  },
  update: {
    400: [
      "Domain www.acme.example: could not update primary. PATCH /installs/#/domains/# answered 400 (request #): Invalid request",
      "The API does not accept what the program declares: correct the program.",
    ],
    401: [
      "Domain www.acme.example: could not update primary. PATCH /installs/#/domains/# answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
    ],
    403: [
      "Domain www.acme.example: could not update primary. PATCH /installs/#/domains/# answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
    404: [
      "Domain www.acme.example: could not update primary. PATCH /installs/#/domains/# answered 404 (request #): Not found",
      "It no longer exists, or these credentials cannot see it: run `pulumi refresh` to find out which.",
    ],
    429: [
      "Domain www.acme.example: could not update primary in the time allowed. PATCH /installs/#/domains/# answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
    500: [
      "Domain www.acme.example: could not update primary. PATCH /installs/#/domains/# answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run `pulumi up` again; if that fails in the same way, check the ids and names in the program.",
    ],
    503: [
      "Domain www.acme.example: could not update primary in the time allowed. PATCH /installs/#/domains/# answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run `pulumi up` again later.",
      "To allow more time, set `customTimeouts` on the resource, or run `pulumi config set wpengine:timeout 1h` if the resource has none.",
    ],
  },
  delete: {
    400: [
      "Domain www.acme.example: could not delete it. DELETE /installs/#/domains/# answered 400 (request #): Invalid request",
      "The API refuses this in the current state. Fix what it names, then run the same command again.",
    ],
    401: [
      "Domain www.acme.example: could not delete it. DELETE /installs/#/domains/# answered 401 (request #): Bad Credentials",
      "Check wpengine:username and wpengine:password. They are API credentials, which you create in the User Portal under API Access.",
      "If you changed them after the last `pulumi up`, add `--run-program` to `pulumi refresh` and `pulumi destroy`: without it, both use the old ones.",
    ],
    403: [
      "Domain www.acme.example: could not delete it. DELETE /installs/#/domains/# answered 403 (request #): Not authorized",
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
      "The provider cannot tell whether it is gone, so the state keeps it. If you know that it is gone, drop it from the state with `pulumi state delete`.",
    ],
    404: [
      "Domain www.acme.example: could not delete it. DELETE /installs/#/domains/# answered 404 (request #): Not found",
      "The provider looked, and the resource still exists. Run the same command again in a few minutes.",
    ],
    429: [
      "Domain www.acme.example: could not delete it in the time allowed. DELETE /installs/#/domains/# answered 429 (request #): Too Many Requests",
      "The run reached the API's rate limit. Set wpengine:requestsPerSecond, or lower it, to stay below the limit. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
    500: [
      "Domain www.acme.example: could not delete it. DELETE /installs/#/domains/# answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run the same command again.",
    ],
    503: [
      "Domain www.acme.example: could not delete it in the time allowed. DELETE /installs/#/domains/# answered 503 (request #): Service Unavailable",
      "The API is not available at the moment. Run the same command again later.",
      "To allow more time, change `customTimeouts` on the resource and run `pulumi up`; or, if the resource has none, run `pulumi config set wpengine:timeout 1h`, and `pulumi destroy` with `--run-program`.",
    ],
  },
});
