import { agencyId as accountId, type BehaviourChange, type Simulator } from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask, firstOf } from "../../../support/simulator-client";

let simulator: Simulator;
let installId: string;

async function world(ownDomain: BehaviourChange["ownDomain"]): Promise<void> {
  ({ simulator } = await behaving({ ownDomain }));
  const { id: siteId } = simulator.estate.addSite({ accountId, name: "Acme" });
  installId = simulator.estate.addInstall({ accountId, siteId, name: "acme", environment: "production" }).id;
}

const primaries = () =>
  simulator.estate
    .domainsOf(installId)
    .filter(({ primary }) => primary)
    .map(({ name }) => name);
const patch = (name: string, change: object) =>
  ask(simulator, `PATCH /installs/${installId}/domains/${simulator.estate.domain(name).id}`, change);

test.each([
  ["wpengine.com", ["acme.wpengine.com"], "acme.wpengine.com"],
  ["wpenginepowered.com", ["acme.wpenginepowered.com"], "acme.wpenginepowered.com"],
  ["both", ["acme.wpengine.com", "acme.wpenginepowered.com"], "acme.wpenginepowered.com"],
] as const)("an install's own domains are under %s: it has %j", async (under, names, own) => {
  await world({ under });
  const [listed, site] = [await firstOf(simulator, "/installs"), await firstOf(simulator, "/sites")];
  expect([simulator.estate.domainsOf(installId).map(({ name }) => name), primaries(), listed, site]).toMatchObject([
    names,
    [own],
    { cname: own, primary_domain: own },
    { installs: [{ cname: own }] },
  ]);
});

test.each(["acme.wpengine.com", "acme.wpenginepowered.com"])("%s cannot be removed", async (name) => {
  await world({ under: "both" });
  const { id } = simulator.estate.domain(name);
  expect(await ask(simulator, `DELETE /installs/${installId}/domains/${id}`)).toMatchObject({ status: 400 });
});

test("of two own domains the cname is primary again when the primary domain goes in the portal", async () => {
  await world({ under: "both" });
  const { id } = simulator.estate.addDomain({ installId, name: "acme.com", primary: true });
  simulator.estate.removeDomain(id);
  expect(primaries()).toEqual(["acme.wpenginepowered.com"]);
});

describe("an own domain that redirects", () => {
  const own = "acme.wpenginepowered.com";
  beforeEach(async () => {
    await world({ under: "wpenginepowered.com", redirects: true });
    await ask(simulator, `POST /installs/${installId}/domains`, { name: "acme.com", primary: true });
  });

  test("does so from the moment at which another domain is primary", () => {
    expect(simulator.estate.domain(own).redirectTo).toBe(simulator.estate.domain("acme.com").id);
  });

  test("cannot be primary again while it redirects", async () => {
    expect(await patch(own, { primary: true })).toMatchObject({ status: 400 });
  });

  test("can be primary once its redirect is gone", async () => {
    await patch(own, { redirect_to: "nil" });
    await patch(own, { primary: true });
    expect(primaries()).toEqual([own]);
  });

  test("is primary again when the primary domain goes in the portal", () => {
    simulator.estate.removeDomain(simulator.estate.domain("acme.com").id);
    expect(primaries()).toEqual([own]);
  });
});
