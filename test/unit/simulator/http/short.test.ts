import { agencyId as accountId, type Shape, type Simulator } from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask, fieldsOf, firstOf } from "../../../support/simulator-client";

let simulator: Simulator;
let siteId: string;
let installId: string;
beforeEach(async () => {
  ({ simulator } = await behaving({ short: true }));
  const { estate } = simulator;
  siteId = estate.addSite({ accountId, name: "Acme" }).id;
  installId = estate.addInstall({ accountId, siteId, name: "acme", environment: "production" }).id;
  estate.domainsOf(installId)[0]!.redirectTo = estate.addDomain({ installId, name: "acme.com", primary: true }).id;
});

const fields = (text: string) => text.split(" ").sort();
const site = "id name account";
const domain = "name duplicate primary id";
const user = "user_id account_id first_name last_name email roles";

describe.each<Shape>(["2021", "1.6.7", "1.17.0"])("short answers in %s", (shape) => {
  beforeEach(() => simulator.useShape(shape));

  test.each([
    ["/sites", site],
    ["/installs", "id name account php_version status cname environment"],
    ["/accounts", "id name"],
    [`/accounts/${accountId}/account_users`, `${user} phone invite_accepted mfa_enabled`],
  ])("of the list %s have the reference's fields", async (path, expected) => {
    expect(fieldsOf({ body: await firstOf(simulator, path) })).toEqual(fields(expected));
  });

  test("of the domains of an install have the reference's fields", async () => {
    expect(fieldsOf({ body: await firstOf(simulator, `/installs/${installId}/domains`) })).toEqual(fields(domain));
  });

  test.each([
    ["a site", () => `/sites/${siteId}`, site],
    ["an install", () => `/installs/${installId}`, "id name account php_version status site environment"],
  ])("of %s have the reference's fields", async (_, path, expected) => {
    expect(fieldsOf(await ask(simulator, `GET ${path()}`))).toEqual(fields(expected));
  });

  test("of a changed install have no status", async () => {
    const answer = await ask(simulator, `PATCH /installs/${installId}`, { environment: "staging" });
    expect(fieldsOf(answer)).toEqual(fields("id name account site environment"));
  });

  test("of a created domain have the reference's fields", async () => {
    const answer = await ask(simulator, `POST /installs/${installId}/domains`, { name: "new.com" });
    expect(fieldsOf(answer)).toEqual(fields(domain));
  });

  test("of a bulk request say where a domain redirects", async () => {
    const domains = [{ name: "new.com", redirect_to: "acme.com" }];
    const { body } = await ask(simulator, `POST /installs/${installId}/domains/bulk`, { domains });
    expect(fieldsOf({ body: (body as { domains: object[] }).domains[0] })).toEqual(fields(`${domain} redirects_to`));
  });

  test("of an invited user stand in their message", async () => {
    const invited = { account_id: accountId, first_name: "Jo", last_name: "Ray", email: "jo@acme.com", roles: "full" };
    const { body } = await ask(simulator, `POST /accounts/${accountId}/account_users`, { user: invited });
    expect(fieldsOf({ body: (body as { account_user: object }).account_user })).toEqual(fields(user));
  });
});

test("only some operations may answer short", async () => {
  simulator.behaviours.set({ short: { path: "/installs" } });
  const listed = await firstOf(simulator, "/installs");
  const { body } = await ask(simulator, `GET /installs/${installId}`);
  expect(["site" in listed, "primary_domain" in (body as object)]).toEqual([false, true]);
});
