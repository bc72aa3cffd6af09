import { UnfinishedOutputs } from "../../../provider/adapters/dynamic/stored";
import { type DomainRecord, type Network, type Ownership } from "../../../simulator";
import { agencyId, type Kept, TestWorld } from "../../support/world";

let world: TestWorld;
let apex: DomainRecord;
afterEach(() => world.close());

/** A world with one domain, which is to be verified. */
async function build(ownership: Partial<Ownership> = {}, network: Partial<Network> = {}): Promise<void> {
  const behaviours = { ownership: { required: true, ...ownership }, network };
  world = await TestWorld.create({ behaviours });
  const { id: installId } = world.estate.addInstall({ accountId: agencyId, name: "acme" });
  apex = world.estate.addDomain({ installId, name: "acme.com" });
  began = world.clock.now();
}
let began = 0;

const wanted = (more: object = {}) => ({ domainId: apex.id, installId: apex.installId, ...more });
const create = (more: object = {}): Promise<Kept> => world.create("DomainVerification", wanted(more));
const failure = (more: object = {}): Promise<UnfinishedOutputs> =>
  create(more).then(
    () => {
      throw new Error("It did not fail.");
    },
    (error: unknown) => error as UnfinishedOutputs,
  );
const path = (): string => `/installs/${apex.installId}/domains/${apex.id}`;
const requests = (method: string, of = path()) =>
  world.simulator.requests.all().filter((one) => one.method === method && one.path === of);
const posts = () => requests("POST", `${path()}/verification`);
/** When the provider asked for the verification, in seconds since the beginning. */
const moments = (): number[] => posts().map(({ at }) => Math.round((at.getTime() - began) / 1000));

/** Sets the record that the API asks for, as soon as so many POSTs have come. */
function setRecordAfter(count: number, name = "_wpeproperty.acme.com"): void {
  world.simulator.requests.listener = (when) => {
    if (when === "handled" && posts().length >= count) setRecord(name);
  };
}
const setRecord = (name = "_wpeproperty.acme.com"): void => void world.simulator.dns.set("TXT", name, [value()]);
let known = "";
const value = (): string => known;

/** The value that the API asks for. */
async function learnValue(): Promise<void> {
  const { outputs } = (await world.refresh("Domain", {
    id: apex.id,
    inputs: {},
    outputs: { installId: apex.installId, name: apex.name },
  })) as Kept;
  known = String(outputs.txtVerificationValue);
}

test("it asks after 15 seconds, and a record that stands is found at once, whatever SSL is", async () => {
  await build();
  world.simulator.durations.ssl = 300_000;
  await learnValue();
  setRecord();
  const { outputs } = await create();
  expect(outputs).toMatchObject({ ...wanted(), name: "acme.com", ownershipStatus: "TXT_VERIFIED" });
  expect(outputs).not.toHaveProperty("refusal");
  expect(moments()).toEqual([15]);
});

test("the pauses grow from 30 seconds to 2 minutes", async () => {
  await build();
  await learnValue();
  setRecordAfter(7);
  await create();
  expect(moments()).toEqual([15, 45, 90, 158, 259, 379, 499, 619]);
});

test("the record is named as the wait begins, before the first request for a verification", async () => {
  await build();
  await learnValue();
  const heard: number[] = [];
  world.simulator.requests.listener = () => void heard.push(world.warnings.length);
  await failure({ customTimeouts: { create: "20s" } });
  expect(world.warnings).toEqual([
    `DomainVerification of "acme.com": the provider waits until WP Engine finds the TXT record "_wpeproperty.acme.com" with the ` +
      `value "${value()}". Set it now if it does not stand yet.`,
  ]);
  expect(heard.at(-1)).toBe(1);
});

test.each([
  [{}, "15 min"],
  [{ until: "owned" }, "15 min"],
  [{ until: "serving" }, "1 h"],
  [{ until: "serving", customTimeouts: { create: "3m" } }, "3 min"],
])("%j fails after %s, and the text says the record and what WP Engine answered", async (more, time) => {
  await build();
  await learnValue();
  const { message } = await failure(more);
  expect(message).toBe(
    `DomainVerification: could not finish it. Gave up waiting for the verification to be done after ${time}: WP Engine does not ` +
      `find the TXT record "_wpeproperty.acme.com" with the value "${value()}" (it answered: TXT record not found).\n` +
      "To allow more time, set `customTimeouts.create` on the resource.\n" +
      "The state keeps it, and the next `pulumi up` goes on from here.",
  );
});

test("the next run goes on with the same one, and is done once the record stands", async () => {
  await build();
  await learnValue();
  const { id, outputs } = await failure();
  expect(outputs).toMatchObject({ ownershipStatus: "TXT_VERIFICATION_PENDING", refusal: "TXT record not found" });
  const kept = { id, inputs: wanted(), outputs };
  world.newRun();
  expect(world.diff("DomainVerification", kept, wanted())).toMatchObject({ replaces: [], isUnfinished: true });
  setRecord();
  const after = await world.update("DomainVerification", kept, wanted());
  expect([after.id, after.outputs]).toMatchObject([id, { ownershipStatus: "TXT_VERIFIED", recordValue: value() }]);
  expect(after.outputs).not.toHaveProperty("refusal");
});

test("a next run without the record fails in time again", async () => {
  await build();
  const { id, outputs } = await failure();
  world.newRun();
  const again = world.update("DomainVerification", { id, inputs: wanted(), outputs }, wanted());
  await expect(again).rejects.toThrow("Gave up waiting for the verification to be done after 15 min");
});

test("a domain that is verified already is done without a POST and without a word", async () => {
  await build({ required: false });
  const { outputs } = await create({ until: "serving" });
  expect(outputs).toMatchObject({ ownershipStatus: "TXT_VERIFIED", networkStatus: "ACTIVE", sslStatus: "active" });
  expect(outputs).not.toHaveProperty("recordName");
  expect([posts(), world.warnings]).toEqual([[], []]);
});

test("an API that says nothing of ownership has no verification", async () => {
  await build();
  world.simulator.useShape("1.6.7");
  await expect(create()).rejects.toThrow("This API has no verification");
  expect(posts()).toEqual([]);
});

test("an API without the operation is not blamed on roles", async () => {
  await build();
  world.simulator.faults.add({
    kind: "answer",
    method: "POST",
    status: 403,
    body: { message: "Missing Authentication Token" },
  });
  const { message } = await failure();
  expect(message).toContain("This API does not have the operation");
  expect(message).not.toContain("roles");
});

test.each([401, 403, 404])("a %i ends the wait at the first request", async (status) => {
  await build();
  world.simulator.faults.add({ kind: "answer", method: "POST", status, body: { message: "No" } });
  expect((await failure()).message).toContain(`answered ${status}`);
  expect(posts()).toHaveLength(1);
});

test("a 400 that is not the API's ends the wait", async () => {
  await build();
  world.simulator.behaviours.set({ gateways: [{ method: "POST", status: 400 }] });
  expect((await failure()).message).toContain("the answer is not the API's");
});

test("a server that fails once is asked again", async () => {
  await build();
  await learnValue();
  setRecord();
  world.simulator.faults.add({ kind: "500", method: "POST" });
  expect((await create()).outputs.ownershipStatus).toBe("TXT_VERIFIED");
});

test("a domain that the API does not show yet is waited for, if this run created it", async () => {
  await build();
  world.simulator.behaviours.set({ lag: { reads: 5000, writes: 5000 } });
  const www = await world.create("Domain", { installId: apex.installId, name: "www.acme.com" });
  const { message } = await failure({ domainId: www.id, customTimeouts: { create: "1m" } });
  expect(message).toContain("WP Engine does not find the TXT record");
});

describe("until the domain is served", () => {
  test("network and SSL are waited for after the ownership, by GET alone", async () => {
    await build({}, { isActiveAtOnce: false });
    Object.assign(world.simulator.durations, { network: 60_000, ssl: 300_000 });
    await learnValue();
    setRecord();
    const { outputs } = await create({ until: "serving" });
    expect(outputs).toMatchObject({ networkStatus: "ACTIVE", sslStatus: "active" });
    expect([posts().length, requests("GET").length > 3]).toEqual([1, true]);
  });

  test("a domain that has everything once it is verified is done at once", async () => {
    await build();
    await learnValue();
    setRecord();
    await create({ until: "serving" });
    expect((world.clock.now() - began) / 1000).toBe(15);
  });

  test("the text says what is missing once the ownership is verified", async () => {
    await build();
    world.simulator.durations.ssl = 1e9;
    await learnValue();
    setRecord();
    expect((await failure({ until: "serving" })).message).toContain(
      'WP Engine has verified the ownership, but the network\'s status is "ACTIVE" and that of the SSL certificate "pending".',
    );
  });

  test("a domain of the LEGACY network is refused, and sends nothing", async () => {
    await build({}, { type: "LEGACY" });
    await expect(create({ until: "serving" })).rejects.toThrow("Its network is LEGACY");
    expect(posts()).toEqual([]);
    await learnValue();
    setRecord();
    expect((await create({ until: "owned" })).outputs.ownershipStatus).toBe("TXT_VERIFIED");
  });

  test("the words count in any case", async () => {
    const words = { pending: "pending", active: "Active", sslPending: "PENDING", sslActive: "ACTIVE" };
    await build({ required: false }, { words });
    expect((await create({ until: "serving" })).outputs).toMatchObject({
      networkStatus: "Active",
      sslStatus: "ACTIVE",
    });
  });

  test.each([true, false])(
    "a wildcard, where SSL comes for all (%p), is served or fails in time",
    async (hasSslForAll) => {
      await build({ required: false }, { hasSslForAll });
      const { id: domainId } = world.estate.addDomain({ installId: apex.installId, name: "*.acme.com" });
      const result = await create({ until: "serving", domainId }).then(
        ({ outputs }) => outputs.sslStatus,
        (error: unknown) => String(error),
      );
      expect(result).toContain(hasSslForAll ? "active" : 'that of the SSL certificate "pending"');
    },
  );
});

/* What nobody outside of WP Engine knows of its API, each way. */

test.each<[string, Partial<Ownership>, string]>([
  ["400 means not found yet", { missing: 400 }, "(it answered: TXT record not found)"],
  ["200 without a time means the same", { missing: 200 }, 'value "'],
])("%s", async (_what, ownership, text) => {
  await build(ownership);
  await learnValue();
  const { message } = await failure({ customTimeouts: { create: "5m" } });
  expect(message).toContain(text);
  setRecordAfter(1);
  expect((await create()).outputs.ownershipStatus).toBe("TXT_VERIFIED");
});

test.each([0, 100_000])("a success means that it is done, or begun and done after %i ms", async (verification) => {
  await build();
  world.simulator.durations.verification = verification;
  await learnValue();
  setRecord();
  const { outputs } = await create();
  expect(outputs).toMatchObject({ ownershipStatus: "TXT_VERIFIED" });
  expect(posts().length > 1).toBe(verification > 0);
});

test.each<[Ownership["covers"], number]>([
  ["account", 0],
  ["domain", 1],
])("where a verification covers the %s, the second domain of the zone needs %i POSTs", async (covers, count) => {
  await build({ covers });
  const www = world.estate.addDomain({ installId: apex.installId, name: "www.acme.com" });
  await learnValue();
  setRecord();
  await create();
  world.newRun();
  await create({ domainId: www.id });
  expect(requests("POST", `${path().replace(apex.id, www.id)}/verification`)).toHaveLength(count);
});

test.each<Ownership["again"]>([200, 400])(
  "a domain that another's verification covers meanwhile is done where the API answers %i to it",
  async (again) => {
    await build({ again });
    world.simulator.requests.listener = (when) => {
      if (when === "handled" && posts().length === 1) apex.verifiedAt = 0;
    };
    expect((await create()).outputs.ownershipStatus).toBe("TXT_VERIFIED");
  },
);

test.each<[Partial<Ownership>, string]>([
  [{ key: "relative" }, "_wpeproperty.acme.com"],
  [{ key: "absolute" }, "_wpeproperty.acme.com"],
  [{ key: "@" }, "acme.com"],
])("where the API writes the key as in %j, the record is named %s", async (ownership, name) => {
  await build(ownership);
  await learnValue();
  setRecord(name);
  expect((await create()).outputs).toMatchObject({ recordName: name, ownershipStatus: "TXT_VERIFIED" });
});

test("where the key belongs to a delegated zone, the record is named in the registrable domain, and the wait fails", async () => {
  await build({ delegated: ["shop.acme.com"] });
  const shop = world.estate.addDomain({ installId: apex.installId, name: "eu.shop.acme.com" });
  await learnValue();
  setRecord("_wpeproperty.acme.com");
  const { message } = await failure({ domainId: shop.id });
  expect(message).toContain('the TXT record "_wpeproperty.acme.com"');
  setRecord("_wpeproperty.shop.acme.com");
  world.newRun();
  expect((await create({ domainId: shop.id })).outputs.ownershipStatus).toBe("TXT_VERIFIED");
});

test.each([true, false])("where a domain may lose its record (%p), what was done stays done", async (lapses) => {
  await build({ lapses });
  await learnValue();
  setRecord();
  const kept = await create();
  world.simulator.dns.remove("TXT", "_wpeproperty.acme.com");
  world.newRun();
  expect(await world.refresh("DomainVerification", kept)).toMatchObject({ outputs: kept.outputs });
  expect(world.diff("DomainVerification", kept, wanted())).toMatchObject({ replaces: [] });
});

test("a change of the goal runs it again", async () => {
  await build({ required: false });
  const kept = await create();
  expect(world.diff("DomainVerification", kept, wanted({ until: "serving" })).replaces).toEqual(["until"]);
});

test("a goal that it does not know is refused", async () => {
  await build();
  expect(() => world.check("DomainVerification", {}, wanted({ until: "live" }))).toThrow(
    'until must be one of "owned", "serving"',
  );
});
