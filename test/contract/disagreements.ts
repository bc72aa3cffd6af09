/**
 * A point on which a Swagger, the page of facts about the API and the simulator disagree. The tests expect every
 * finding that a disagreement explains, and fail if one is no longer found.
 */
export interface Disagreement {
  name: string;
  /** The tests must find each of them. */
  findings: (string | RegExp)[];
}

const accountUsers = "/accounts/{account_id}/account_users";
const leftOut = ["phone", "invite_accepted", "mfa_enabled"];
const bulk = "POST /installs/{install_id}/domains/bulk: answer 201";

export function disagreementsWith(version: string): Disagreement[] {
  const swagger = `Swagger ${version}`;
  const ofAll: Disagreement[] = [
    {
      name:
        `${swagger} has no body in any 429 or 503, and the facts page has none, JSON or other text. The ` +
        "simulator gives each in turn",
      findings: [/: answer 429 has no body$/, /: answer 503 has no body$/],
    },
    {
      name:
        `${swagger} has a message in the 429 of check_status and purge_cache, and the facts page says ` +
        "the 429 may have no body or no JSON. The simulator follows the facts page",
      findings: [/\/check_status: answer 429 must be object$/, /\/purge_cache: answer 429 must be object$/],
    },
    {
      name:
        `${swagger} has no body in the refusals of an SSH key's deletion, and the facts page has a ` +
        "message in every refusal. The simulator sends a message",
      findings: ["DELETE /ssh_keys/{ssh_key_id}: answer 401 has no body"],
    },
    {
      name:
        `${swagger} has no body in the answer to GET /swagger, although that publishes the Swagger. The ` +
        "simulator sends a body",
      findings: ["GET /swagger: answer 200 has no body"],
    },
    {
      name:
        `${swagger} has ${leftOut.join(", ")} in the answer to the creation or change of an account ` +
        "user. The reference leaves them out, and the facts page allows that for a change. The simulator " +
        "leaves them out",
      findings: leftOut.flatMap((field) => [
        `POST ${accountUsers}: answer 201/account_user must have required property '${field}'`,
        `PATCH ${accountUsers}/{user_id}: answer 200/account_user must have required property '${field}'`,
      ]),
    },
    {
      name:
        `${swagger} has one domain in the answer to a bulk creation, and the reference a list of ` +
        "domains. The simulator answers with a list",
      findings: [
        `${bulk} must NOT have additional properties (domains)`,
        ...["id", "name", "duplicate", "primary"].map((field) => `${bulk} must have required property '${field}'`),
      ],
    },
  ];
  const of167: Disagreement[] = [
    {
      name:
        `${swagger} does not know secure_all_urls, and Swagger 1.17.0 and the facts page do. The client ` +
        "can send it, and the simulator of 1.6.7 ignores it",
      findings: [
        "PATCH /installs/{install_id}/domains/{domain_id}: request must NOT have additional properties (secure_all_urls)",
      ],
    },
    {
      name:
        `${swagger} does not know the cache type all, and Swagger 1.17.0 does. The client can send it, ` +
        "and the simulator of 1.6.7 refuses it",
      findings: ["POST /installs/{install_id}/purge_cache: request/type must be equal to one of the allowed values"],
    },
    {
      name:
        `${swagger} has no report of a domain's check, and Swagger 1.17.0 and the facts page do. The ` +
        "client can request one, and the simulator answers in every form",
      findings: [/^GET .*\/domains\/check_status\/[^/]+: there is no such operation$/],
    },
    {
      name:
        `${swagger} has no list of backups, and Swagger 1.17.0 does. The client can request one, and the ` +
        "simulator of 1.6.7 knows no such operation",
      findings: [/^GET \/installs\/[^/]+\/backups\b.*: there is no such operation$/],
    },
    {
      name:
        `${swagger} has no list of SSL certificates, and Swagger 1.17.0 does. The client can request one, ` +
        "and the simulator of 1.6.7 knows no such operation",
      findings: [/^GET \/installs\/[^/]+\/ssl_certificates\b.*: there is no such operation$/],
    },
    {
      name:
        `${swagger} has no verification of domains, and Swagger 1.17.0 does. The client can request one, and the ` +
        "simulator of 1.6.7 knows no such operation",
      findings: [/^POST .*\/domains\/[^/]+\/verification: there is no such operation$/],
    },
  ];
  const ofNewest: Disagreement[] = [
    {
      name:
        `${swagger} knows a 404 of the SSL certificates only for an install that has none, with the message alone. ` +
        "The simulator answers 404 for a missing install too, in the form of every other 404",
      findings: [
        "GET /installs/{install_id}/ssl_certificates: answer 404 must NOT have additional properties (documentation_url)",
      ],
    },
  ];
  return [...ofAll, ...(version === "1.6.7" ? of167 : ofNewest)];
}

export const explains = (expected: string | RegExp, finding: string): boolean =>
  typeof expected === "string" ? expected === finding : expected.test(finding);
