import { Refusal } from "../http/errors";
import { type Noun } from "../http/route";
import { visibleDomain } from "./domain";
import { ownershipFields, standsInDns } from "./domain-ownership";
import { Domains } from "./domain-records";

export const domainVerificationNoun: Noun = {
  routes: [
    {
      method: "POST",
      path: "/installs/:installId/domains/:domainId/verification",
      listed: [400, 401, 403, 404, 429, 500, 503],
      handle: (request) => {
        const { world } = request;
        // Older versions of the API verify nothing.
        if (world.shape !== "1.17.0") throw new Refusal(403, "Missing Authentication Token");
        const domain = visibleDomain(request);
        const { missing, again } = world.behaviours.settings.ownership;
        if (domain.verifiedAt !== null && again === 400) throw new Refusal(400, "Domain is already verified");
        if (domain.verifiedAt === null) {
          if (standsInDns(world, domain)) world.of(Domains).beginVerification(domain);
          else if (missing === 400) throw notFoundInDns;
        }
        const { ownership_status, ...fields } = ownershipFields(world, domain);
        return { status: 200, body: { id: domain.id, name: domain.name, ...fields } };
      },
    },
  ],
};

const notFoundInDns = new Refusal(400, "TXT record not found");
