import { z } from "zod";
import { ApiAnswerError, type Domain, isNotFound } from "../api";
import { defineAction, input, oneOf, output, wordOf } from "../define";
import { ownershipRecordName } from "../dns";
import { namesNew, whileUnseen } from "../lifecycle";
import { UnattributedError } from "../report";
import { type Context } from "../run";
import { type Observed } from "../values";
import { domainInputs } from "./domain-inputs";

const goals = ["owned", "serving"] as const;

const seconds = 1000;
const minutes = 60 * seconds;
const timeouts = { owned: 15 * minutes, serving: 60 * minutes };

/** A domain, and what the API answered to the last request for its verification if that did not verify it. */
type Seen = Domain & { refusal?: string | null };
type Where = Readonly<Record<"installId" | "domainId", string>> & { readonly until?: string | undefined };

/** DomainVerification: WP Engine looks for a domain's TXT record. API: …/domains/{domain_id}/verification. */
export const domainVerification = defineAction("DomainVerification", {
  documentation: {
    noun: "verification",
    description: [
      "A verification of a domain's ownership by WP Engine. It runs once, and again whenever `triggers` or another " +
        "argument changes.",
      "It waits until WP Engine has verified the ownership, or until the domain answers with https (`until`). Whatever " +
        "depends on it runs afterwards.",
      "As the wait begins, the provider prints the TXT record that you must set. It asks WP Engine after 15 seconds, and " +
        "then every 30 seconds to 2 minutes. Only WP Engine looks at the DNS.",
      "The wait ends after `customTimeouts.create`, else after 15 minutes (`owned`) or 60 minutes (`serving`). Then the " +
        "`up` fails and names the record. The state keeps the verification, and the next `pulumi up` goes on with it.",
      "For a domain that is verified already, the provider only reads its status. The verification fails at once if the " +
        "API knows no verifications. A destroy drops it from the state.",
    ],
    operations:
      "POST of `/installs/{install_id}/domains/{domain_id}/verification`, and GET of " +
      "`/installs/{install_id}/domains/{domain_id}`",
    example: [
      'const live = new DomainVerification("acme.com", { domain: apex, until: "serving" }, { dependsOn: records });',
      'new CachePurge("go-live", { install: production, types: ["all"] }, { dependsOn: live });',
    ],
  },
  inputs: {
    ...domainInputs("verify", "apex"),
    until: input(oneOf(goals).optional(), {
      description:
        "How long to wait: `owned` (the default) until WP Engine has verified the ownership; `serving` until the network " +
        "and the SSL certificate are active too. A domain of the LEGACY network gets no certificate by itself, so the " +
        "provider refuses `serving` for it.",
      output: "What it waits for. Default: `owned`.",
      words: {
        type: "VerificationGoal",
        description: "How far a domain must be: its ownership verified, or the domain served with https.",
        of: goals,
      },
    }),
  },
  outputs: {
    name: output(z.string(), "The domain's name.", { repeats: "domain.name" }),
    ownershipStatus: output(z.string(), "`TXT_VERIFIED` once the ownership is verified."),
    verifiedTime: output(z.string(), "When WP Engine verified the ownership: a date and time in UTC."),
    networkStatus: output(z.string(), "How far the network is: `ACTIVE` once it is set up."),
    sslStatus: output(z.string(), "How far the SSL certificate is: `active` once the domain answers with https."),
    recordName: output(z.string(), "The whole name of the TXT record. Absent if the domain was verified before.", {
      repeats: "domain.name",
    }),
    recordValue: output(z.string(), "The value of the TXT record. Absent if the domain was verified before."),
    refusal: output(z.string(), "What WP Engine answered last, as long as it does not find the TXT record."),
  },
  label: ({ domainId }) => `of domain ${String(domainId)}`,
  timeout: ({ until = "owned" }) => timeouts[until],

  send: (context, inputs) => firstLook(context, inputs),
  completion: {
    look: (context, { ownershipStatus }, inputs) =>
      seen(context, inputs, () => (isVerified(ownershipStatus) ? get(context, inputs) : verify(context, inputs))),
    isDone: (outputs, inputs) =>
      isVerified(outputs.ownershipStatus) &&
      (!mustServe(inputs) || (wordOf(outputs.networkStatus) === "active" && wordOf(outputs.sslStatus) === "active")),
    failed: () => undefined,
    meanwhile: (outputs) => missingIn(outputs),
    notice: (outputs) =>
      isVerified(outputs.ownershipStatus)
        ? undefined
        : `DomainVerification of ${textOf(outputs.name)}: the provider waits until WP Engine finds ${recordIn(outputs)}. Set it now ` +
          "if it does not stand yet.",
    pause: (look) => (look === 0 ? 15 * seconds : Math.min(30 * seconds * 1.5 ** (look - 1), 2 * minutes)),
  },

  state: (found: Seen) => ({
    name: found.name,
    ownershipStatus: found.ownership_status,
    verifiedTime: found.txt_verified_time ?? undefined,
    networkStatus: found.network_details?.network_info?.status,
    sslStatus: found.network_details?.network_info?.ssl?.status,
    recordName: recordNameOf(found),
    recordValue: found.txt_verification_value ?? undefined,
    refusal: found.refusal,
  }),
});

const mustServe = ({ until }: Pick<Where, "until">): boolean => until === "serving";

const isVerified = (status: unknown): boolean => wordOf(status) === "txt_verified";

const recordNameOf = ({ name, txt_verification_key: key }: Domain): string | undefined =>
  typeof key === "string" && typeof name === "string" ? ownershipRecordName(key, name) : undefined;

/** What keeps the wait going. */
function missingIn({ ownershipStatus, networkStatus, sslStatus, refusal, ...rest }: Observed): string {
  if (!isVerified(ownershipStatus)) {
    const answered = typeof refusal === "string" ? ` (it answered: ${refusal})` : "";
    return `WP Engine does not find ${recordIn(rest)}${answered}`;
  }
  return (
    `WP Engine has verified the ownership, but the network's status is ${textOf(networkStatus)} and that of the SSL ` +
    `certificate ${textOf(sslStatus)}. Check that the domain's CNAME or A record leads to WP Engine`
  );
}

/** The record as a user writes it down. */
const recordIn = ({ recordName, recordValue }: Observed): string =>
  recordName === undefined
    ? "the TXT record, of which the API says nothing"
    : `the TXT record ${textOf(recordName)} with the value ${textOf(recordValue)}`;

const textOf = (said: unknown): string => (said === undefined ? "unknown" : JSON.stringify(said));

/** The API may not show yet a domain that this run created a moment ago. */
const seen = (context: Context, { domainId }: Where, look: () => Promise<Seen>): Promise<Seen> =>
  whileUnseen(context, namesNew(context, { domainId }), look, isNotFound);

const get = async ({ api }: Context, { installId, domainId }: Where): Promise<Seen> => ({
  ...(await api.domains.get(installId, domainId)),
  refusal: null,
});

async function firstLook(context: Context, where: Where): Promise<Seen> {
  const found = await get(context, where);
  if (wordOf(found.ownership_status) === undefined) {
    throw new UnattributedError("This API has no verification: it does not say whether a domain is verified.", () => [
      "Remove the DomainVerification from the program. Domains work without it there.",
    ]);
  }
  if (mustServe(where) && wordOf(found.network_type) === "legacy") {
    throw new UnattributedError("Its network is LEGACY, which gets no SSL certificate by itself.", () => [
      'Order the certificate in the User Portal, and write `until: "owned"`.',
    ]);
  }
  return found;
}

/** Asks WP Engine to look for the record. */
async function verify(context: Context, where: Where): Promise<Seen> {
  let refusal: string | null = null;
  try {
    const answer = await context.api.domains.verify(where.installId, where.domainId);
    if (typeof answer.txt_verified_time === "string") {
      const known = mustServe(where) ? await get(context, where) : answer;
      return { ...known, ownership_status: "TXT_VERIFIED", refusal };
    }
  } catch (error) {
    if (!isNotYet(error)) throw error;
    refusal = refusalIn(error);
  }
  // Another domain's verification may have covered this one.
  return { ...(await get(context, where)), refusal };
}

/** Whether another request may do better: the API does not find the record, or the server failed. */
const isNotYet = (error: unknown): error is ApiAnswerError =>
  error instanceof ApiAnswerError && (error.status >= 500 || (error.status === 400 && error.isFromApi));

const refusalIn = ({ apiMessage, fieldErrors, message: whole }: ApiAnswerError): string =>
  [apiMessage, ...fieldErrors.map(({ message }) => message)].filter((text) => text !== undefined).join("; ") || whole;
