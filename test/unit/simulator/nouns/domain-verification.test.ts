import {
  agencyId,
  type DomainRecord,
  type Network,
  type Ownership,
  SettableClock,
  type Simulator,
  startSimulator,
} from "../../../../simulator";
import { type Answer, ask } from "../../../support/simulator-client";

const clock = new SettableClock();
let simulator: Simulator;
let installId: string;
afterEach(() => simulator.close());

/** An install of an account in which new domains must be verified. */
async function build(ownership: Partial<Ownership> = {}, network: Partial<Network> = {}): Promise<void> {
  simulator = await startSimulator({ clock, behaviours: { ownership: { required: true, ...ownership }, network } });
  installId = simulator.estate.addInstall({ accountId: agencyId, name: "acme" }).id;
}

const add = (name: string, rest: Partial<DomainRecord> = {}): DomainRecord =>
  simulator.estate.addDomain({ installId, name, ...rest });
const path = ({ installId: install, id }: DomainRecord): string => `/installs/${install}/domains/${id}`;
const get = async (domain: DomainRecord): Promise<Record<string, unknown>> =>
  (await ask(simulator, `GET ${path(domain)}`)).body as Record<string, unknown>;
const verify = (domain: DomainRecord): Promise<Answer> => ask(simulator, `POST ${path(domain)}/verification`);
const keyAndValue = async (domain: DomainRecord): Promise<unknown[]> => {
  const { txt_verification_key: key, txt_verification_value: value } = await get(domain);
  return [key, value];
};
/** Sets the record that the answers ask for, at this name. */
async function setRecord(domain: DomainRecord, name = "_wpeproperty.acme.com"): Promise<void> {
  simulator.dns.set("TXT", name, [String((await keyAndValue(domain))[1])]);
}
const isVerified = async (domain: DomainRecord): Promise<boolean> =>
  (await get(domain)).ownership_status === "TXT_VERIFIED";

test("a new domain is verified once its TXT record stands, and the record is asked for no more", async () => {
  await build();
  const www = add("www.acme.com");
  expect(await keyAndValue(www)).toEqual(["_wpeproperty", expect.stringMatching(/^wpe-[0-9a-f]{24}$/)]);
  await setRecord(www);
  expect(await verify(www)).toMatchObject({
    status: 200,
    body: { id: www.id, txt_verified_time: expect.any(String) as string, txt_verified_domain: "acme.com" },
  });
  expect([await isVerified(www), ...(await keyAndValue(www))]).toEqual([true, null, null]);
});

test("without the setting every domain is verified, as an install's own domain always is", async () => {
  await build({ required: false });
  expect(await isVerified(add("www.acme.com"))).toBe(true);
  simulator.behaviours.set({ ownership: { required: true } });
  expect(await isVerified(simulator.estate.domain("acme.wpengine.com"))).toBe(true);
});

test("an older API has no such operation", async () => {
  await build();
  simulator.useShape("1.6.7");
  expect(await verify(add("www.acme.com"))).toMatchObject({
    status: 403,
    body: { message: "Missing Authentication Token" },
  });
});

test.each<[Ownership["missing"], object]>([
  [400, { message: "TXT record not found" }],
  [200, { txt_verified_time: null }],
])("where the record does not stand, the answer is %i", async (missing, body) => {
  await build({ missing });
  const www = add("www.acme.com");
  expect(await verify(www)).toMatchObject({ status: missing, body });
  expect(await isVerified(www)).toBe(false);
});

test.each<Ownership["again"]>([200, 400])("for a domain that is verified already, the answer is %i", async (again) => {
  await build({ again });
  expect((await verify(add("www.acme.com", { verifiedAt: 0 }))).status).toBe(again);
});

test("a verification may take its time, and the domain is not verified before", async () => {
  await build();
  simulator.durations.verification = 5000;
  const www = add("www.acme.com");
  await setRecord(www);
  expect(await verify(www)).toMatchObject({ status: 200, body: { txt_verified_time: null } });
  clock.pass(4000);
  await verify(www);
  const before = await isVerified(www);
  clock.pass(1000);
  expect([before, await isVerified(www)]).toEqual([false, true]);
});

test.each<[Ownership["covers"], boolean[]]>([
  ["domain", [false, false, false]],
  ["install", [true, false, false]],
  ["account", [true, true, false]],
  ["everybody", [true, true, true]],
])("a verification covers the %s: of the zone on the install, in the account, elsewhere %j", async (reach, covered) => {
  await build({ covers: reach });
  simulator.estate.addAccount({ id: "a2", name: "other" });
  const elsewhere = ["beta", "gamma"].map(
    (name, index) => simulator.estate.addInstall({ accountId: index === 0 ? agencyId : "a2", name }).id,
  );
  const apex = add("acme.com");
  const others = [
    add("www.acme.com"),
    add("a.acme.com", { installId: elsewhere[0]! }),
    add("b.acme.com", { installId: elsewhere[1]! }),
  ];
  const ofAnotherZone = add("acme.co.uk");
  await setRecord(apex);
  await verify(apex);
  expect(await Promise.all(others.map(isVerified))).toEqual(covered);
  expect([await isVerified(ofAnotherZone), await isVerified(add("shop.acme.com"))]).toEqual([false, covered[0]]);
});

test.each<[Ownership["value"], boolean]>([
  ["zone", true],
  ["domain", false],
])("there is one value for each %s", async (value, same) => {
  await build({ value });
  const [one, other] = [await keyAndValue(add("acme.com")), await keyAndValue(add("www.acme.com"))];
  expect(one[1] === other[1]).toBe(same);
});

test.each<[Partial<Ownership>, string, string]>([
  [{ key: "relative" }, "_wpeproperty", "_wpeproperty.acme.com"],
  [{ key: "absolute" }, "_wpeproperty.acme.com", "_wpeproperty.acme.com"],
  [{ key: "@" }, "@", "acme.com"],
  [{ delegated: ["shop.acme.com"] }, "_wpeproperty", "_wpeproperty.shop.acme.com"],
])("with %j the key is %s, and the record stands at %s", async (ownership, key, name) => {
  await build(ownership);
  const shop = add("eu.shop.acme.com");
  expect((await keyAndValue(shop))[0]).toBe(key);
  await setRecord(shop, "acme.net");
  expect((await verify(shop)).status).toBe(400);
  await setRecord(shop, name);
  expect((await verify(shop)).status).toBe(200);
});

test.each([true, false])("where verifications lapse (%p), a domain needs its record for ever", async (lapses) => {
  await build({ lapses });
  const www = add("www.acme.com");
  await setRecord(www);
  await verify(www);
  simulator.dns.remove("TXT", "_wpeproperty.acme.com");
  expect(await isVerified(www)).toBe(!lapses);
});

test("a primary domain that is not verified is designated, and gets the role once it is", async () => {
  await build();
  const { body } = await ask(simulator, `POST /installs/${installId}/domains`, { name: "acme.com", primary: true });
  const apex = simulator.estate.domain("acme.com");
  expect([body, simulator.estate.domain("acme.wpengine.com").primary]).toMatchObject([{ primary: false }, true]);
  await setRecord(apex);
  await verify(apex);
  expect([apex.primary, simulator.estate.domain("acme.wpengine.com").primary]).toEqual([true, false]);
});

test("the domain that is designated last gets the role", async () => {
  await build();
  const [first, second] = [add("acme.com"), add("www.acme.com")];
  for (const one of [first, second]) await ask(simulator, `PATCH ${path(one)}`, { primary: true });
  await setRecord(first);
  await verify(first);
  expect([first.primary, second.primary]).toEqual([false, true]);
});

test("network and SSL take their time from the verification on", async () => {
  await build({}, { isActiveAtOnce: false });
  Object.assign(simulator.durations, { network: 1000, ssl: 2000 });
  const www = add("www.acme.com");
  const words = async (): Promise<unknown> =>
    ((await get(www)).network_details as Record<string, unknown>).network_info;
  const seen = [await words()];
  await setRecord(www);
  await verify(www);
  for (const time of [0, 1000, 1000]) {
    clock.pass(time);
    seen.push(await words());
  }
  expect(seen).toEqual([
    { status: "PENDING", ssl: { status: "pending" } },
    { status: "PENDING", ssl: { status: "pending" } },
    { status: "ACTIVE", ssl: { status: "pending" } },
    { status: "ACTIVE", ssl: { status: "active" } },
  ]);
});

test.each<[string, Partial<Network>, boolean]>([
  ["www.acme.com", {}, true],
  ["*.acme.com", {}, false],
  ["*.acme.com", { hasSslForAll: true }, true],
  ["www.acme.com", { type: "LEGACY" }, false],
  ["www.acme.com", { type: "LEGACY", hasSslForAll: true }, true],
])("%s with %j gets SSL by itself: %p", async (name, network, has) => {
  await build({ required: false }, network);
  expect(await get(add(name))).toMatchObject({
    network_details: { network_info: { status: "ACTIVE", ssl: { status: has ? "active" : "pending" } } },
  });
});
