import { type DomainRecord } from "../../../simulator";
import { agencyId, type Kept, TestWorld } from "../../support/world";

/* What a domain's resource is while WP Engine has not verified its owner, and afterwards. */

let world: TestWorld;
let installId: string;
beforeEach(async () => {
  world = await TestWorld.create({ behaviours: { ownership: { required: true } } });
  installId = world.estate.addInstall({ accountId: agencyId, name: "acme" }).id;
});
afterEach(() => world.close());

const apexOf = (more: object = {}) => ({ installId, name: "acme.com", ...more });
const record = (name = "acme.com"): DomainRecord => world.estate.domain(name);

/** WP Engine verifies the domain, without this provider. */
function verify(name = "acme.com"): void {
  const { estate } = world;
  Object.assign(record(name), { verificationDueAt: 0 });
  estate.catchUp();
}

const writes = () => world.simulator.requests.writes().map(({ method, body }) => ({ method, body }));

/** What a refresh makes of it, and then an `up` of the same program. */
async function refreshed(kept: Kept): Promise<Kept> {
  const read = await world.refresh("Domain", kept);
  expect(read!.inputs).toEqual(kept.inputs);
  return { ...read!, inputs: kept.inputs };
}

test("the outputs hold the record to set, and how far network and SSL are", async () => {
  const { outputs } = await world.create("Domain", apexOf());
  expect(outputs).toMatchObject({
    ownershipStatus: "TXT_VERIFICATION_PENDING",
    txtVerificationKey: "_wpeproperty",
    txtVerificationValue: expect.stringMatching(/^wpe-/) as string,
    networkStatus: "ACTIVE",
    sslStatus: "pending",
  });
});

test("a refresh after the verification shows the new status and keeps the record", async () => {
  const pending = await world.create("Domain", apexOf());
  verify();
  const { outputs } = await refreshed(pending);
  const { txtVerificationKey, txtVerificationValue } = pending.outputs;
  expect(outputs).toMatchObject({ ownershipStatus: "TXT_VERIFIED", txtVerificationKey, txtVerificationValue });
  expect(outputs.sslStatus).toBe("active");
});

test("an update after the verification keeps the record too", async () => {
  const pending = await world.create("Domain", apexOf());
  verify();
  const { outputs } = await world.update("Domain", pending, apexOf({ secureAllUrls: true }));
  const { txtVerificationKey, txtVerificationValue } = pending.outputs;
  expect(outputs).toMatchObject({ ownershipStatus: "TXT_VERIFIED", txtVerificationKey, txtVerificationValue });
});

test("a domain that was verified before has no record", async () => {
  world.estate.addDomain({ installId, name: "www.acme.com", verifiedAt: 0 });
  const { outputs } = await world.create("Domain", apexOf());
  expect(outputs.ownershipStatus).toBe("TXT_VERIFIED");
  expect(outputs).not.toHaveProperty("txtVerificationKey");
  expect(outputs).not.toHaveProperty("txtVerificationValue");
});

test("a designated primary domain is created with one request, is no drift, and is not sent again", async () => {
  const apex = await world.create("Domain", apexOf({ primary: true }));
  expect(writes()).toEqual([{ method: "POST", body: { name: "acme.com", primary: true } }]);
  expect(record("acme.wpengine.com").primary).toBe(true);
  world.newRun();
  const read = await refreshed(apex);
  expect(world.diff("Domain", read, apexOf({ primary: true })).replaces).toEqual([]);
  await world.update("Domain", read, apexOf({ primary: true }));
  expect(writes()).toHaveLength(1);
});

test("another change of a designated domain does not send the role again", async () => {
  const apex = await world.create("Domain", apexOf({ primary: true }));
  const changed = await world.update("Domain", await refreshed(apex), apexOf({ primary: true, secureAllUrls: true }));
  expect(writes().at(-1)).toEqual({ method: "PATCH", body: { secure_all_urls: true } });
  await refreshed(changed);
});

test("a domain that exists is designated once, when the program declares it primary", async () => {
  const apex = await world.create("Domain", apexOf());
  const changed = await world.update("Domain", await refreshed(apex), apexOf({ primary: true }));
  await world.update("Domain", await refreshed(changed), apexOf({ primary: true }));
  expect(writes().filter(({ method }) => method === "PATCH")).toEqual([{ method: "PATCH", body: { primary: true } }]);
  verify();
  expect(record().primary).toBe(true);
});

test("once the domain is verified, the role is asserted like any other input", async () => {
  const apex = await world.create("Domain", apexOf({ primary: true }));
  verify();
  const verified = await refreshed(apex);
  expect(verified.outputs).toMatchObject({ primary: true, ownershipStatus: "TXT_VERIFIED" });
  world.estate.makePrimary(record("acme.wpengine.com"));
  world.newRun();
  const drifted = await world.refresh("Domain", verified);
  expect(drifted!.inputs).toMatchObject({ primary: false });
  world.simulator.requests.clear();
  await world.update("Domain", { ...drifted!, inputs: verified.inputs }, apexOf({ primary: true }));
  expect(writes()).toEqual([{ method: "PATCH", body: { primary: true } }]);
});

test("a lost answer to the creation of a designated domain is found again", async () => {
  world.simulator.faults.add({ kind: "cut-after", method: "POST" });
  const apex = await world.create("Domain", apexOf({ primary: true }));
  expect([apex.id, record().designated, writes()]).toMatchObject([record().id, true, [{ method: "POST" }]]);
});

test("a designated domain is deleted like any other, and the old primary domain stays primary", async () => {
  const apex = await world.create("Domain", apexOf({ primary: true }));
  await world.delete("Domain", apex);
  expect(world.estate.domainsOf(installId).map(({ name, primary }) => [name, primary])).toEqual([
    ["acme.wpengine.com", true],
  ]);
});

test("the program says which of two domains is designated: two are refused", async () => {
  world.check("Domain", {}, apexOf({ primary: true }));
  expect(() => world.check("Domain", {}, { installId, name: "www.acme.com", primary: true })).toThrow("primary");
});

test("domains that are created together know at once where their DNS records must lead", async () => {
  const names = ["www.acme.com", "shop.acme.com"];
  const made = await Promise.all(names.map((name) => world.create("Domain", { installId, name })));
  const network = { cname: "acme.wpenginepowered.com", aRecords: ["192.0.2.1"], networkStatus: "ACTIVE" };
  expect(made.map(({ outputs }) => outputs)).toMatchObject([network, network]);
  expect(writes()).toHaveLength(1);
});
