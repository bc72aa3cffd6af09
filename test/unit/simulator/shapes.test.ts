import { agencyId, type InstallRecord, type Shape, type Simulator, startSimulator } from "../../../simulator";
import { ask } from "../../support/simulator-client";

const shapes: Shape[] = ["2021", "1.6.7", "1.17.0"];

let simulator: Simulator;
let acme: InstallRecord;
beforeEach(async () => {
  simulator = await startSimulator();
  const { id: siteId } = simulator.estate.addSite({ accountId: agencyId, name: "Acme" });
  acme = simulator.estate.addInstall({ accountId: agencyId, siteId, name: "acme", environment: "production" });
});
afterEach(() => simulator.close());

type Json = Record<string, unknown>;
const get = async (path: string) => (await ask(simulator, `GET ${path}`)).body as Json;
const firstOf = async (path: string) => ((await get(path)).results as Json[])[0]!;
const keys = (value: object) => Object.keys(value).sort();

const account = ["id", "name"];
const site = ["account", "id", "installs", "name"];
const install =
  "account cname environment id is_multisite name php_version primary_domain site stable_ips status".split(" ");
const domain = ["duplicate", "id", "name", "primary"];
const user = ["email", "first_name", "id", "last_name"];
const domainOf2026 = [
  ...domain,
  ...["network_details", "network_type", "ownership_status", "secure_all_urls"],
  ...["txt_verification_key", "txt_verification_value", "txt_verified_domain", "txt_verified_time"],
];

test.each<[Shape, string, () => string, string[]]>([
  ["2021", "account", () => `/accounts/${agencyId}`, account],
  ["1.6.7", "account", () => `/accounts/${agencyId}`, account],
  ["1.17.0", "account", () => `/accounts/${agencyId}`, [...account, "nickname"]],
  ["2021", "site", () => `/sites/${acme.siteId!}`, site],
  ["1.6.7", "site", () => `/sites/${acme.siteId!}`, [...site, "group_name", "tags"]],
  [
    "1.17.0",
    "site",
    () => `/sites/${acme.siteId!}`,
    [...site, "created_at", "group_name", "sandbox", "tags", "transferable"],
  ],
  ["2021", "install", () => `/installs/${acme.id}`, install],
  ["1.6.7", "install", () => `/installs/${acme.id}`, install],
  [
    "1.17.0",
    "install",
    () => `/installs/${acme.id}`,
    [...install, "created_at", "defer_wordpress_upgrades_until", "wp_version"],
  ],
  ["2021", "user", () => "/user", user],
  ["1.6.7", "user", () => "/user", [...user, "phone_number"]],
  ["1.17.0", "user", () => "/user", [...user, "phone_number"]],
])("in %s an %s asked for singly has its fields, and no others", async (shape, _, path, fields) => {
  simulator.useShape(shape);
  expect(keys(await get(path()))).toEqual([...fields].sort());
});

test.each<[Shape, string[]]>([
  ["2021", [...domain, "redirect_to"]],
  ["1.6.7", domain],
  ["1.17.0", domainOf2026],
])("in %s a domain without a redirect has its fields, and no others", async (shape, fields) => {
  simulator.useShape(shape);
  expect(keys(await firstOf(`/installs/${acme.id}/domains`))).toEqual([...fields].sort());
});

test("in 1.17.0 an install in a list has no WordPress version and no deferral of its upgrades", async () => {
  const [single, listed] = [await get(`/installs/${acme.id}`), await firstOf("/installs")];
  const { wp_version, defer_wordpress_upgrades_until, ...rest } = single;
  expect(listed).toEqual(rest);
});

test.each<[Shape, string]>([
  ["2021", "/installs"],
  ["1.6.7", "/installs"],
  ...shapes.flatMap((shape) => ["/sites", "/accounts"].map((path): [Shape, string] => [shape, path])),
])("in %s what %s lists is what is answered singly", async (shape, path) => {
  simulator.useShape(shape);
  const listed = await firstOf(path);
  expect(await get(`${path}/${String(listed.id)}`)).toEqual(listed);
});

describe("a redirect", () => {
  let apex: { id: string; name: string };
  let path: string;
  beforeEach(() => {
    const { id, name } = simulator.estate.addDomain({ installId: acme.id, name: "acme.com" });
    const www = simulator.estate.addDomain({ installId: acme.id, name: "www.acme.com", redirectTo: id });
    apex = { id, name };
    path = `/installs/${acme.id}/domains/${www.id}`;
  });

  test("was one object in 2021", async () => {
    simulator.useShape("2021");
    expect(await get(path)).toMatchObject({ redirect_to: apex });
  });

  test("that is none was an empty object in 2021", async () => {
    simulator.useShape("2021");
    simulator.estate.domain("www.acme.com").redirectTo = null;
    expect(await get(path)).toHaveProperty("redirect_to", {});
  });

  test.each(["1.6.7", "1.17.0"] as const)("is a list of one in %s", async (shape) => {
    simulator.useShape(shape);
    expect(await get(path)).toMatchObject({ redirects_to: [apex] });
  });

  test.each(["1.6.7", "1.17.0"] as const)("that is none is left out in %s", async (shape) => {
    simulator.useShape(shape);
    simulator.estate.domain("www.acme.com").redirectTo = null;
    expect(keys(await get(path)).filter((key) => key.startsWith("redirect"))).toEqual([]);
  });

  test.each(shapes)("is one object in a bulk answer in %s, and left out where there is none", async (shape) => {
    simulator.useShape(shape);
    const domains = [{ name: "acme.org" }, { name: "www.acme.org", redirect_to: "acme.com" }];
    const { body } = await ask(simulator, `POST /installs/${acme.id}/domains/bulk`, { domains });
    const redirects = (body as { domains: Json[] }).domains.map(({ redirect_to, redirects_to }) => ({
      redirect_to,
      redirects_to,
    }));
    expect(redirects).toEqual([{}, { redirects_to: apex }]);
  });
});

test.each<[Shape, boolean]>([
  ["2021", false],
  ["1.6.7", false],
  ["1.17.0", true],
])("in %s a wish to secure all URLs makes it %s", async (shape, secured) => {
  simulator.useShape(shape);
  const domain = simulator.estate.addDomain({ installId: acme.id, name: "acme.com" });
  await ask(simulator, `PATCH /installs/${acme.id}/domains/${domain.id}`, { secure_all_urls: true });
  expect(domain.secureAllUrls).toBe(secured);
});

test("an install that nobody placed has neither a site nor an environment, but says so", async () => {
  const { id } = simulator.estate.addInstall({ accountId: agencyId, name: "stray" });
  expect(await get(`/installs/${id}`)).toMatchObject({ site: null, environment: null, stable_ips: null });
});

test("the shape may be chosen at the start", async () => {
  await simulator.close();
  simulator = await startSimulator({ shape: "2021" });
  expect(keys(await get("/user"))).toEqual(user);
});

describe("unknown fields", () => {
  const novelty = { novelty: { since: 2027 }, novelties: ["one"] };
  beforeEach(() => {
    simulator.estate.unknownFields = true;
  });

  test("are in every object of an answer", async () => {
    expect(await get("/sites")).toMatchObject({
      ...novelty,
      results: [{ ...novelty, account: novelty, installs: [novelty] }],
    });
  });

  test("leave what is known as it is", async () => {
    const { name, id } = await firstOf("/installs");
    expect({ name, id }).toEqual({ name: "acme", id: acme.id });
  });

  test("are in a refusal too", async () => {
    expect(await get("/sites/missing")).toMatchObject({ message: "Site not found", ...novelty });
  });
});

test("what the API says of itself is what the test says it does", async () => {
  simulator.estate.swagger = { swagger: "2.0", info: { version: "9.9.9" } };
  expect(await get("/swagger")).toEqual({ swagger: "2.0", info: { version: "9.9.9" } });
});
