/**
 * Where a Swagger, the page of facts about the API and the simulator are not of one mind. Every finding that one of these
 * explains is expected, and must still be found.
 */
export interface Disagreement {
  name: string;
  /** Each of them is found. */
  findings: (string | RegExp)[];
}

const accountUsers = "/accounts/{account_id}/account_users";
const leftOut = ["phone", "invite_accepted", "mfa_enabled"];
const bulk = "POST /installs/{install_id}/domains/bulk: answer 201";

export function disagreementsWith(version: string): Disagreement[] {
  const swagger = `Swagger ${version}`;
  const ofAll: Disagreement[] = [
    {
      name: `${swagger} has no body in any 429 or 503, the facts page has none, JSON or other text: the simulator gives each in turn`,
      findings: [/: answer 429 has no body$/, /: answer 503 has no body$/],
    },
    {
      name: `${swagger} wants a message in the 429 of check_status and purge_cache, the facts page says it may lack a body or be no JSON: so does the simulator`,
      findings: [/\/check_status: answer 429 must be object$/, /\/purge_cache: answer 429 must be object$/],
    },
    {
      name: `${swagger} has no body in the refusals of an SSH key's deletion, the facts page has a message in every refusal: so has the simulator`,
      findings: ["DELETE /ssh_keys/{ssh_key_id}: answer 401 has no body"],
    },
    {
      name: `${swagger} has no body in the answer to GET /swagger, which is to publish the Swagger: the simulator answers with one`,
      findings: ["GET /swagger: answer 200 has no body"],
    },
    {
      name: `${swagger} wants ${leftOut.join(", ")} of an account user just created or changed, the reference leaves them out, as the facts page lets a change's answer: so does the simulator`,
      findings: leftOut.flatMap((field) => [
        `POST ${accountUsers}: answer 201/account_user must have required property '${field}'`,
        `PATCH ${accountUsers}/{user_id}: answer 200/account_user must have required property '${field}'`,
      ]),
    },
    {
      name: `${swagger} has one domain in the answer to a bulk creation, the reference a list of them: the simulator answers with a list`,
      findings: [
        `${bulk} must NOT have additional properties (domains)`,
        ...["id", "name", "duplicate", "primary"].map((field) => `${bulk} must have required property '${field}'`),
      ],
    },
  ];
  const of167: Disagreement[] = [
    {
      name: `${swagger} does not know secure_all_urls, Swagger 1.17.0 and the facts page do: the client can send it, and the simulator of 1.6.7 ignores it`,
      findings: [
        "PATCH /installs/{install_id}/domains/{domain_id}: request must NOT have additional properties (secure_all_urls)",
      ],
    },
    {
      name: `${swagger} does not know the cache type all, Swagger 1.17.0 does: the client can send it, and the simulator of 1.6.7 refuses it`,
      findings: ["POST /installs/{install_id}/purge_cache: request/type must be equal to one of the allowed values"],
    },
    {
      name: `${swagger} has no report of a domain's check, Swagger 1.17.0 and the facts page do: the client can ask for one, and the simulator answers in every form`,
      findings: [/^GET .*\/domains\/check_status\/[^/]+: there is no such operation$/],
    },
  ];
  return [...ofAll, ...(version === "1.6.7" ? of167 : [])];
}

export const explains = (expected: string | RegExp, finding: string): boolean =>
  typeof expected === "string" ? expected === finding : expected.test(finding);
