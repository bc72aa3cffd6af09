import {
  agencyId,
  type DomainRecord,
  type InstallRecord,
  type Shape,
  type Simulator,
  startSimulator,
} from "../../../../simulator";
import { ask, fieldsOf, firstOf, refusal } from "../../../support/simulator-client";

let simulator: Simulator;
let acme: InstallRecord;
let path: string;
beforeEach(async () => {
  simulator = await startSimulator();
  acme = simulator.estate.addInstall({ accountId: agencyId, name: "acme" });
  path = `/installs/${acme.id}/domains`;
});
afterEach(() => simulator.close());

const add = (name: string, rest: Partial<DomainRecord> = {}) =>
  simulator.estate.addDomain({ installId: acme.id, name, ...rest });
const patch = ({ id }: DomainRecord, change: object) => ask(simulator, `PATCH ${path}/${id}`, change);
const names = () => simulator.estate.domainsOf(acme.id).map(({ name }) => name);
const addElsewhere = (name: string) =>
  simulator.estate.addDomain({
    installId: simulator.estate.addInstall({ accountId: agencyId, name: "other" }).id,
    name,
  });

test("every install lists a domain that nobody added", async () => {
  const { body } = await ask(simulator, `GET ${path}`);
  expect(body).toMatchObject({ count: 1, results: [{ name: "acme.wpengine.com" }] });
});

test("the install's own domain cannot be deleted, even if another is primary", async () => {
  add("acme.com", { primary: true });
  await ask(simulator, `DELETE ${path}/${simulator.estate.domain("acme.wpengine.com").id}`);
  expect(names()).toContain("acme.wpengine.com");
});

test("a pending install takes no domains", async () => {
  Object.assign(acme, { status: "pending", activeAt: Infinity });
  await ask(simulator, `POST ${path}`, { name: "acme.com" });
  expect(names()).toEqual(["acme.wpengine.com"]);
});

test("a domain's name is kept in lower case", async () => {
  const { status } = await ask(simulator, `POST ${path}`, { name: "WWW.Acme.com" });
  expect({ status, names: names() }).toEqual({ status: 201, names: ["acme.wpengine.com", "www.acme.com"] });
});

test.each(["acme", "acme com", "https://acme.com", "a.*.com", ""])('"%s" is no domain', async (name) => {
  expect(await ask(simulator, `POST ${path}`, { name })).toMatchObject(refusal("name", "invalid_value", "invalid"));
});

test("a domain is on an install once", async () => {
  add("acme.com");
  const answer = await ask(simulator, `POST ${path}`, { name: "Acme.com" });
  expect(answer).toMatchObject(refusal("name", "value_unavailable", "taken"));
});

test("a domain that is on another install too is answered as a duplicate", async () => {
  addElsewhere("acme.com");
  expect(await ask(simulator, `POST ${path}`, { name: "acme.com" })).toMatchObject({ body: { duplicate: true } });
});

test.each(["GET", "PATCH", "DELETE"])("%s of a domain of another install is 404", async (method) => {
  const { id } = addElsewhere("acme.com");
  expect(await ask(simulator, `${method} ${path}/${id}`)).toMatchObject({ status: 404 });
});

describe("a primary domain", () => {
  test("may be made so when it is added", async () => {
    await ask(simulator, `POST ${path}`, { name: "acme.com", primary: true });
    expect(simulator.estate.domain("acme.com").primary).toBe(true);
  });

  test("replaces the one before", async () => {
    const before = add("acme.com", { primary: true });
    await patch(add("acme.org"), { primary: true });
    expect(before.primary).toBe(false);
  });

  test("is what its install says", async () => {
    add("acme.com", { primary: true });
    const { body } = await ask(simulator, `GET /installs/${acme.id}`);
    expect(body).toMatchObject({ primary_domain: "acme.com" });
  });

  test.each<[string, () => DomainRecord]>([
    ["wildcard", () => add("*.acme.com")],
    ["redirected domain", () => add("www.acme.com", { redirectTo: add("acme.com").id })],
    ["duplicate", () => (addElsewhere("acme.com"), add("acme.com"))],
  ])("cannot be a %s", async (_, domain) => {
    expect(await patch(domain(), { primary: true })).toMatchObject(refusal("primary", "invalid_value", "invalid"));
  });

  test("that is refused when it is added is not added", async () => {
    await ask(simulator, `POST ${path}`, { name: "*.acme.com", primary: true });
    expect(names()).toEqual(["acme.wpengine.com"]);
  });

  test("stays so when it is told not to be", async () => {
    const domain = add("acme.com", { primary: true });
    await patch(domain, { primary: false });
    expect(domain.primary).toBe(true);
  });

  test("cannot redirect", async () => {
    const answer = await patch(add("acme.com", { primary: true }), { redirect_to: add("acme.org").id });
    expect(answer).toMatchObject(refusal("redirect_to", "invalid_value", "invalid"));
  });

  test("cannot be deleted", async () => {
    const { id } = add("acme.com", { primary: true });
    await ask(simulator, `DELETE ${path}/${id}`);
    expect(names()).toContain("acme.com");
  });

  test("can be deleted once the install's own domain has its role", async () => {
    const { id } = add("acme.com", { primary: true });
    await patch(simulator.estate.domain("acme.wpengine.com"), { primary: true });
    await ask(simulator, `DELETE ${path}/${id}`);
    expect(names()).toEqual(["acme.wpengine.com"]);
  });
});

describe("a redirect", () => {
  test("names its target by id", async () => {
    const { id } = add("acme.com");
    await ask(simulator, `POST ${path}`, { name: "www.acme.com", redirect_to: id });
    expect(simulator.estate.domain("www.acme.com").redirectTo).toBe(id);
  });

  test("does not know its target by name", async () => {
    add("acme.com");
    const answer = await ask(simulator, `POST ${path}`, { name: "www.acme.com", redirect_to: "acme.com" });
    expect(answer).toMatchObject(refusal("redirect_to", "invalid_value", "invalid"));
  });

  test("stays on its install", async () => {
    const target = addElsewhere("acme.com");
    const answer = await patch(add("www.acme.com"), { redirect_to: target.id });
    expect(answer).toMatchObject(refusal("redirect_to", "invalid_value", "invalid"));
  });

  test("does not lead to another redirect", async () => {
    const between = add("www.acme.com", { redirectTo: add("acme.com").id });
    const answer = await patch(add("m.acme.com"), { redirect_to: between.id });
    expect(answer).toMatchObject(refusal("redirect_to", "invalid_value", "invalid"));
  });

  test("does not lead to itself", async () => {
    const domain = add("acme.com");
    const answer = await patch(domain, { redirect_to: domain.id });
    expect(answer).toMatchObject(refusal("redirect_to", "invalid_value", "invalid"));
  });

  test('ends with the word "nil"', async () => {
    const domain = add("www.acme.com", { redirectTo: add("acme.com").id });
    await patch(domain, { redirect_to: "nil" });
    expect(domain.redirectTo).toBeNull();
  });

  test("does not end with null", async () => {
    const domain = add("www.acme.com", { redirectTo: add("acme.com").id });
    await patch(domain, { redirect_to: null });
    expect(domain.redirectTo).not.toBeNull();
  });

  test("gives way to primary in one request", async () => {
    const domain = add("www.acme.com", { redirectTo: add("acme.com").id });
    await patch(domain, { redirect_to: "nil", primary: true });
    expect(domain).toMatchObject({ redirectTo: null, primary: true });
  });

  test("that is asked for together with primary is refused, and nothing is done", async () => {
    const domain = add("www.acme.com");
    await patch(domain, { redirect_to: add("acme.com").id, primary: true });
    expect(domain).toMatchObject({ redirectTo: null, primary: false });
  });

  test("ends when its target is deleted", async () => {
    const target = add("acme.com");
    const domain = add("www.acme.com", { redirectTo: target.id });
    await ask(simulator, `DELETE ${path}/${target.id}`);
    expect(domain.redirectTo).toBeNull();
  });
});

test("a domain can have all its URLs secured", async () => {
  const domain = add("acme.com");
  await patch(domain, { secure_all_urls: true });
  expect(domain.secureAllUrls).toBe(true);
});

const fields = ["duplicate", "id", "name", "primary"];
const newestFields = [
  ...fields,
  ...["network_details", "network_type", "ownership_status", "secure_all_urls"],
  ...["txt_verification_key", "txt_verification_value", "txt_verified_domain", "txt_verified_time"],
];

test.each<[Shape, string[]]>([
  ["2021", [...fields, "redirect_to"]],
  ["1.6.7", fields],
  ["1.17.0", newestFields],
])("in %s a domain without a redirect has its fields, and no others", async (shape, all) => {
  simulator.useShape(shape);
  const body = await firstOf(simulator, path);
  expect(fieldsOf({ body })).toEqual([...all].sort());
});

describe("the shape of a redirect", () => {
  let apex: { id: string; name: string };
  let www: string;
  beforeEach(() => {
    const { id, name } = add("acme.com");
    apex = { id, name };
    www = `GET ${path}/${add("www.acme.com", { redirectTo: id }).id}`;
  });

  test("was one object in 2021", async () => {
    simulator.useShape("2021");
    expect((await ask(simulator, www)).body).toMatchObject({ redirect_to: apex });
  });

  test("that is none was an empty object in 2021", async () => {
    simulator.useShape("2021");
    simulator.estate.domain("www.acme.com").redirectTo = null;
    expect((await ask(simulator, www)).body).toHaveProperty("redirect_to", {});
  });

  test.each(["1.6.7", "1.17.0"] as const)("is a list of one in %s", async (shape) => {
    simulator.useShape(shape);
    expect((await ask(simulator, www)).body).toMatchObject({ redirects_to: [apex] });
  });

  test.each(["1.6.7", "1.17.0"] as const)("that is none is left out in %s", async (shape) => {
    simulator.useShape(shape);
    simulator.estate.domain("www.acme.com").redirectTo = null;
    expect(fieldsOf(await ask(simulator, www)).filter((key) => key.startsWith("redirect"))).toEqual([]);
  });
});

test.each<[Shape, boolean]>([
  ["2021", false],
  ["1.6.7", false],
  ["1.17.0", true],
])("in %s a wish to secure all URLs makes it %s", async (shape, secured) => {
  simulator.useShape(shape);
  const domain = add("acme.com");
  await patch(domain, { secure_all_urls: true });
  expect(domain.secureAllUrls).toBe(secured);
});
