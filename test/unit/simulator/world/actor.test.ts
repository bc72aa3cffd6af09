import { type ActName, type ActorStep, agencyId as accountId, type Simulator } from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  ({ simulator } = await behaving());
});

const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc ada@agency.example";
const script = (...steps: ActorStep[]) => simulator.behaviours.set({ actor: { script: steps } });
const createSite = (name = "Acme") => ask(simulator, "POST /sites", { account_id: accountId, name });
const sites = () => simulator.estate.sites.all().map(({ name }) => name);

/** A site with two installs, one of which has two domains. */
function build() {
  const { estate } = simulator;
  const site = estate.addSite({ accountId, name: "Acme" });
  const install = estate.addInstall({ accountId, siteId: site.id, name: "acme", environment: "production" });
  const apex = estate.addDomain({ installId: install.id, name: "acme.com", primary: true });
  const www = estate.addDomain({ installId: install.id, name: "www.acme.com", redirectTo: apex.id });
  const shop = estate.addDomain({ installId: install.id, name: "shop.acme.com" });
  return { site, install, apex, www, shop };
}

describe("somebody makes the same first", () => {
  beforeEach(() => script({ method: "POST", act: "create-same" }));

  test("a site, of which two can be", async () => {
    await createSite();
    expect(sites()).toEqual(["Acme", "Acme"]);
  });

  test("an install, so that ours is refused", async () => {
    const { site } = build();
    const wanted = { name: "newone", account_id: accountId, site_id: site.id, environment: "staging" };
    const answer = await ask(simulator, "POST /installs", wanted);
    expect([answer.status, simulator.estate.install("newone").environment]).toEqual([400, "production"]);
  });

  test.each([
    ["alone", "", { name: "new.com" }],
    ["among several", "/bulk", { domains: [{ name: "new.com" }] }],
  ])("a domain %s, so that ours is refused", async (_, path, body) => {
    const { install } = build();
    const answer = await ask(simulator, `POST /installs/${install.id}/domains${path}`, body);
    expect([answer.status, simulator.estate.domain("new.com").installId]).toEqual([400, install.id]);
  });

  test("a user, so that ours is refused", async () => {
    const user = { account_id: accountId, first_name: "Jo", last_name: "Ray", email: "jo@acme.com", roles: "full" };
    const answer = await ask(simulator, `POST /accounts/${accountId}/account_users`, { user });
    expect([answer.status, simulator.estate.accountUser("jo@acme.com").roles]).toEqual([400, "full,billing"]);
  });

  test("a key, so that ours is refused", async () => {
    const answer = await ask(simulator, "POST /ssh_keys", { public_key: publicKey });
    expect([answer.status, simulator.estate.sshKeys.size]).toEqual([400, 1]);
  });
});

describe("somebody acts on what the request is about", () => {
  const acts: [
    ActName,
    (made: ReturnType<typeof build>) => string,
    (made: ReturnType<typeof build>) => unknown,
    unknown,
  ][] = [
    ["rename", ({ site }) => `/sites/${site.id}`, ({ site }) => site.name, "Acme II"],
    ["remove", ({ site }) => `/sites/${site.id}`, () => simulator.estate.sites.size, 0],
    ["remove", ({ install }) => `/installs/${install.id}`, () => simulator.estate.installs.size, 0],
    [
      "change-environment",
      ({ install }) => `/installs/${install.id}`,
      ({ install }) => install.environment === "production",
      false,
    ],
    [
      "remove",
      ({ install, www }) => `/installs/${install.id}/domains/${www.id}`,
      () => simulator.estate.domains.all().some(({ name }) => name === "www.acme.com"),
      false,
    ],
    [
      "remove",
      ({ install }) => `/installs/${install.id}/domains/${simulator.estate.domain("acme.wpengine.com").id}`,
      () => simulator.estate.domains.all().some(({ name }) => name === "acme.wpengine.com"),
      true,
    ],
    [
      "change-redirect",
      ({ install, www }) => `/installs/${install.id}/domains/${www.id}`,
      ({ www }) => www.redirectTo,
      null,
    ],
    [
      "change-redirect",
      ({ install, shop, apex }) => `/installs/${install.id}/domains/${shop.id}?${apex.id}`,
      ({ shop, apex }) => shop.redirectTo === apex.id,
      true,
    ],
    [
      "other-primary",
      ({ install, apex }) => `/installs/${install.id}/domains/${apex.id}`,
      ({ apex }) => apex.primary,
      false,
    ],
  ];

  test.each(acts)("%s", async (act, path, look, expected) => {
    const made = build();
    script({ act });
    await ask(simulator, `GET ${path(made)}`);
    expect(look(made)).toEqual(expected);
  });

  test("moves an install to another site that has its environment free", async () => {
    const { install } = build();
    const other = simulator.estate.addSite({ accountId, name: "Other" });
    script({ act: "move" });
    await ask(simulator, `GET /installs/${install.id}`);
    expect(install.siteId).toBe(other.id);
  });

  test("gives a user other roles", async () => {
    const names = { firstName: "Jo", lastName: "Ray", email: "jo@acme.com" };
    const user = simulator.estate.addAccountUser({ accountId, ...names, roles: "full" });
    script({ act: "change-roles" });
    await ask(simulator, `GET /accounts/${accountId}/account_users/${user.userId}`);
    expect(user.roles).toBe("full,billing");
  });
});

describe("a step of the script", () => {
  const steps = (...names: string[]) => names.map((name) => () => simulator.estate.addSite({ accountId, name }));

  test("comes before the request that it waits for", async () => {
    script({ method: "GET", path: "/sites", act: steps("Theirs")[0]! });
    expect(await ask(simulator, "GET /sites")).toMatchObject({ body: { count: 1 } });
  });

  test("comes after the API has handled the request, if told so", async () => {
    script({ method: "GET", path: "/sites", moment: "after", act: steps("Theirs")[0]! });
    const { body } = await ask(simulator, "GET /sites");
    expect([body, sites()]).toEqual([expect.objectContaining({ count: 0 }), ["Theirs"]]);
  });

  test("comes at the nth request, once", async () => {
    script({ path: "/sites", nth: 2, act: steps("Theirs")[0]! });
    const seen: number[] = [];
    for (let count = 0; count < 3; count++) {
      await ask(simulator, "GET /sites");
      seen.push(simulator.estate.sites.size);
    }
    expect(seen).toEqual([0, 1, 1]);
  });

  test("is told what was asked", async () => {
    const asked: unknown[] = [];
    script({ method: "POST", act: (request) => asked.push(request) });
    await createSite();
    expect(asked).toEqual([{ method: "POST", path: "/sites", body: { account_id: accountId, name: "Acme" } }]);
  });

  test("comes even where a fault refuses the request", async () => {
    simulator.faults.add({ kind: "500" });
    script({ method: "POST", act: "create-same" });
    await createSite();
    expect(sites()).toEqual(["Acme"]);
  });

  test("is written down when it was done", async () => {
    script({ method: "POST", act: "create-same" });
    await createSite();
    expect(simulator.deeds).toEqual(["before POST /sites: made the site Acme"]);
  });
});

test("the deeds of an actor are forgotten when another comes", async () => {
  script({ method: "POST", act: "create-same" });
  await createSite();
  script();
  await createSite();
  expect(simulator.deeds).toEqual([]);
});

describe("acts at random", () => {
  /** What was done in forty requests. */
  async function deeds(seed: number, probability = 0.5): Promise<string[]> {
    await simulator.close();
    ({ simulator } = await behaving({ seed, actor: { random: { probability } } }));
    build();
    for (let count = 0; count < 40; count++) await createSite(`Site ${count}`);
    return [...simulator.deeds];
  }

  test("are the same for the same seed", async () => {
    expect(await deeds(7)).toEqual(await deeds(7));
  });

  test("are others for another seed", async () => {
    expect(await deeds(7)).not.toEqual(await deeds(8));
  });

  test("come about as often as they are told to, and at both moments", async () => {
    const done = await deeds(7);
    const moments = new Set(done.map((deed) => deed.split(" ")[0]));
    expect([done.length > 10 && done.length < 30, [...moments].sort()]).toEqual([true, ["after", "before"]]);
  });

  test("do not come at probability 0", async () => {
    expect(await deeds(7, 0)).toEqual([]);
  });

  test("are of the kinds told, and end after the times told", async () => {
    build();
    simulator.behaviours.set({ actor: { random: { probability: 1, acts: ["rename"], times: 2, moment: "before" } } });
    for (let count = 0; count < 4; count++) await ask(simulator, "GET /user");
    expect(simulator.deeds.map((deed) => /renamed/.test(deed))).toEqual([true, true]);
  });
});
