import { agencyId, type InstallRecord, type Shape, type Simulator, startSimulator } from "../../../../simulator";
import { ask, refusal } from "../../../support/simulator-client";

let simulator: Simulator;
let acme: InstallRecord;
beforeEach(async () => {
  simulator = await startSimulator();
  acme = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
});
afterEach(() => simulator.close());

const addAll = (...domains: { name: string; redirect_to?: string }[]) =>
  ask(simulator, `POST /installs/${acme.id}/domains/bulk`, { domains });
const names = () => simulator.estate.domainsOf(acme.id).map(({ name }) => name);
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `n${index}.acme.com` }));

test.each([1, 20])("%i domains can be added at once", async (count) => {
  await addAll(...many(count));
  expect(names()).toEqual(["acme.wpengine.com", ...many(count).map(({ name }) => name)]);
});

test.each([0, 21])("%i domains cannot be added at once, not even in part", async (count) => {
  const { status } = await addAll(...many(count));
  expect({ status, names: names() }).toEqual({ status: 400, names: ["acme.wpengine.com"] });
});

test("a redirect names its target, which may come later in the same request", async () => {
  await addAll({ name: "www.acme.com", redirect_to: "Acme.com" }, { name: "acme.com" });
  expect(simulator.estate.domain("www.acme.com").redirectTo).toBe(simulator.estate.domain("acme.com").id);
});

test("a redirect's target may be on the install already", async () => {
  const { id } = simulator.estate.addDomain({ installId: acme.id, name: "acme.com" });
  await addAll({ name: "www.acme.com", redirect_to: "acme.com" });
  expect(simulator.estate.domain("www.acme.com").redirectTo).toBe(id);
});

test("a redirect's target is answered as one object, with its id", async () => {
  const { body } = await addAll({ name: "acme.com" }, { name: "www.acme.com", redirect_to: "acme.com" });
  const { id } = simulator.estate.domain("acme.com");
  expect(body).toHaveProperty("domains.1.redirects_to", { id, name: "acme.com" });
});

test("a domain is answered without its network and without secure_all_urls", async () => {
  const { body } = await addAll({ name: "acme.com" });
  const { domains } = body as { domains: object[] };
  const verification = "txt_verification_key txt_verification_value txt_verified_domain txt_verified_time".split(" ");
  expect(new Set(Object.keys(domains[0]!))).toEqual(
    new Set(["id", "name", "duplicate", "primary", "ownership_status", ...verification]),
  );
});

test("a redirect does not know its target by id", async () => {
  const { id } = simulator.estate.addDomain({ installId: acme.id, name: "acme.com" });
  const answer = await addAll({ name: "www.acme.com", redirect_to: id });
  expect(answer).toMatchObject(refusal("redirect_to", "invalid_value", "invalid"));
});

test.each([
  ["nowhere", [{ name: "www.acme.com", redirect_to: "acme.org" }]],
  ["to itself", [{ name: "www.acme.com", redirect_to: "www.acme.com" }]],
  [
    "to another redirect",
    [
      { name: "acme.com" },
      { name: "www.acme.com", redirect_to: "acme.com" },
      { name: "m.acme.com", redirect_to: "www.acme.com" },
    ],
  ],
])("a request with a redirect %s adds nothing", async (_, domains) => {
  const { status } = await addAll(...domains);
  expect({ status, names: names() }).toEqual({ status: 400, names: ["acme.wpengine.com"] });
});

test("a request with a domain that the install already has adds nothing", async () => {
  simulator.estate.addDomain({ installId: acme.id, name: "acme.com" });
  const answer = await addAll({ name: "acme.org" }, { name: "acme.com" });
  expect({ answer, names: names() }).toMatchObject({
    answer: refusal("name", "value_unavailable", "taken"),
    names: ["acme.wpengine.com", "acme.com"],
  });
});

test("a request with one domain twice adds nothing", async () => {
  await addAll({ name: "acme.com" }, { name: "ACME.com" });
  expect(names()).toEqual(["acme.wpengine.com"]);
});

test("a request with one bad name adds nothing", async () => {
  await addAll({ name: "acme.com" }, { name: "no domain" });
  expect(names()).toEqual(["acme.wpengine.com"]);
});

test("a bulk request makes no domain primary, even if it says so", async () => {
  await addAll(Object.assign({ name: "acme.com" }, { primary: true }));
  expect(simulator.estate.domain("acme.com").primary).toBe(false);
});

test("a pending install takes no domains", async () => {
  Object.assign(acme, { status: "pending", activeAt: Infinity });
  await addAll({ name: "acme.com" });
  expect(names()).toEqual(["acme.wpengine.com"]);
});

test.each<Shape>(["2021", "1.6.7", "1.17.0"])(
  "in %s a redirect is one object in the answer, and left out where there is none",
  async (shape) => {
    simulator.useShape(shape);
    const { id, name } = simulator.estate.addDomain({ installId: acme.id, name: "acme.com" });
    const { body } = await addAll({ name: "acme.org" }, { name: "www.acme.org", redirect_to: "acme.com" });
    const redirects = (body as { domains: Record<string, unknown>[] }).domains.map(({ redirect_to, redirects_to }) => ({
      redirect_to,
      redirects_to,
    }));
    expect(redirects).toEqual([{}, { redirects_to: { id, name } }]);
  },
);
