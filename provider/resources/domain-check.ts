import { z } from "zod";
import { type DomainCheck } from "../api";
import { defineAction, meaningOfId, output } from "../define";
import { type Context } from "../run";
import { domainInputs } from "./domain-inputs";

// The API takes one check of an install in so many milliseconds.
const oncePer = 5000;

/** DomainCheck: WP Engine looks at the DNS records and the answer of a domain. API: …/domains/{domain_id}/check_status. */
export const domainCheck = defineAction("DomainCheck", {
  documentation: {
    noun: "check",
    description: [
      "A check of a domain by WP Engine: where its DNS records lead, and whether it answers. It runs once, and again " +
        "whenever `triggers` or another argument changes.",
      "The `up` waits until the report is complete. The API takes one check in 5 seconds for each install, so the checks " +
        "of one install wait for their turns.",
      "A destroy drops the check from the state.",
    ],
    operations:
      "POST of `/installs/{install_id}/domains/{domain_id}/check_status`, and GET of " +
      "`/installs/{install_id}/domains/check_status/{report_id}`",
    example: ['const { result } = new DomainCheck("www", { domain: www, triggers: version });'],
  },
  inputs: domainInputs("check", "www"),
  outputs: {
    reportId: output(z.string(), "The id of the report. Older APIs give none."),
    complete: output(z.boolean(), "Whether the report is complete: false only if the wait ran out of time."),
    result: output(z.string(), "What WP Engine got when it asked the domain. Older APIs do not say."),
    cname: output(z.string(), "Where the domain's CNAME record leads, as WP Engine sees it.", {
      repeats: "domain.cname",
    }),
    aRecord: output(z.string(), "The domain's A record, as WP Engine sees it."),
    dnsProvider: output(z.string(), "The DNS provider of the domain."),
    dnsError: output(z.boolean(), "Whether WP Engine could not read the DNS records."),
    httpError: output(z.boolean(), "Whether the domain did not answer."),
  },
  label: ({ domainId }) => `of domain ${String(domainId)}`,

  send: (context, { installId, domainId }) => check(context, installId, domainId),
  completion: {
    // Without a report, the same request gives the answer later.
    look: (context, { reportId }, { installId, domainId }) =>
      typeof reportId === "string"
        ? context.api.domains.checkReport(installId, reportId)
        : check(context, installId, domainId),
    isNew: ({ reportId }) => typeof reportId === "string",
    isDone: ({ complete }) => complete === true,
    failed: () => undefined,
    meanwhile: () => "the report is not complete",
  },

  state: ({ complete, reportId, statuses = [] }: DomainCheck) => {
    const [status] = statuses;
    return {
      reportId,
      complete,
      result: status?.result,
      cname: status?.cname,
      aRecord: status?.a_record,
      dnsProvider: status?.dns_provider,
      dnsError: status?.dns_error,
      httpError: status?.http_error,
    };
  },
});

const check = (context: Context, installId: string, domainId: string): Promise<DomainCheck> =>
  context.spaced(`check of ${meaningOfId(installId)}`, oncePer, () =>
    context.api.domains.checkStatus(installId, domainId),
  );
