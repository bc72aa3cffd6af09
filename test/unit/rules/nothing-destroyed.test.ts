import { startSimulator } from "../../../simulator";
import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs, nounOf, nouns, otherAccountId } from "../../support/nouns";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const stranger = {
  username: "stranger",
  password: "stranger-password",
  user: { id: "c0000000-0000-4000-8000-000000000001", firstName: "S", lastName: "T", email: "s@t.example" },
  accountIds: [otherAccountId],
};

/** Ways to hide an estate from the run that follows. */
const outOfSight: [how: string, hide: () => Promise<() => Promise<unknown>>][] = [
  [
    "with the credentials of somebody who sees another account",
    async () => {
      world.estate.addCredentials(stranger);
      world.newRun({ username: stranger.username, password: stranger.password });
      return () => Promise.resolve();
    },
  ],
  [
    "at another base URL, where the account does not exist",
    async () => {
      const elsewhere = await startSimulator({ accounts: [{ name: "elsewhere" }] });
      elsewhere.estate.addCredentials(stranger);
      world.newRun({ baseUrl: elsewhere.url, username: stranger.username, password: stranger.password });
      return () => elsewhere.close();
    },
  ],
  [
    "in an account that vanished",
    async () => {
      world.estate.hiddenAccounts.add(accountId);
      world.newRun();
      return () => Promise.resolve();
    },
  ],
];

// A key belongs to a user, not to an account. So it does not vanish with an account.
const hidden = outOfSight.flatMap(([how, hide]) =>
  nouns
    .filter(([type]) => type !== "SshKey" || !how.includes("vanished"))
    .map(([type, noun]) => [type, how, noun, hide] as const),
);

describe.each(hidden)("%s %s", (type, _how, noun, hide) => {
  const unseen = async (work: (kept: Kept) => Promise<unknown>): Promise<void> => {
    const kept = await world.create(type, noun.declare(world));
    const reveal = await hide();
    try {
      await work(kept);
    } finally {
      await reveal();
    }
    expect(noun.ids(world)).toEqual([kept.id]);
  };

  test("is not read as gone, or the engine would create it anew", () =>
    unseen((kept) =>
      expect(world.refresh(type, kept)).rejects.toThrow(/neither the resource nor its account|belongs to the user/),
    ));

  test("is not deleted, and does not count as deleted", () =>
    unseen((kept) =>
      expect(world.delete(type, kept, world.run)).rejects.toThrow(
        /neither the resource nor its account|belongs to the user|not deleted/,
      ),
    ));

  if (noun.change !== undefined) {
    test("is not changed, and does not count as changed", () =>
      unseen((kept) =>
        expect(world.update(type, kept, { ...kept.inputs, ...noun.change })).rejects.toThrow("answered 404"),
      ));
  }
});

const site = { accountId, name: "Acme" };
const install = (more: Inputs = {}): Inputs => ({ accountId, name: "acme", environment: "staging", ...more });

async function installInSite(more: Inputs = {}): Promise<Kept> {
  const siteId = world.estate.addSite({ accountId, name: "Home" }).id;
  return world.create("Install", install({ siteId, ...more }));
}

test("a protected install is not deleted, even if its environment is staging", async () => {
  const kept = await installInSite({ deletionProtection: true });
  await expect(world.delete("Install", kept)).rejects.toThrow("is protected from deletion.");
});

test("an install without an environment is not deleted", async () => {
  const kept = await installInSite();
  world.estate.install("acme").environment = null;
  await expect(world.delete("Install", kept)).rejects.toThrow("The install's environment is unknown");
});

test("a site is deleted once the program has lifted its protection", async () => {
  const kept = await world.create("Site", { ...site, deletionProtection: true });
  world.newRun();
  const lifted = await world.update("Site", kept, { ...site, deletionProtection: false });
  await world.delete("Site", lifted);
  expect(world.estate.sites.size).toBe(0);
});

test("deleteInstalls does not lift the protection of a site", async () => {
  const kept = await world.create("Site", { ...site, deletionProtection: true, deleteInstalls: true });
  await expect(world.delete("Site", kept)).rejects.toThrow("is protected from deletion.");
});

describe("a change since this run read the object counts:", () => {
  test("a site that got an install in the portal is not deleted", async () => {
    const kept = await world.create("Site", site);
    const run = world.newRun();
    await world.refresh("Site", kept);
    world.estate.addInstall({ accountId, siteId: kept.id, name: "portal" });
    await expect(world.delete("Site", kept, run)).rejects.toThrow("It still holds the install portal");
  });

  test("a site whose only install moved away in this run is deleted, and the install stays", async () => {
    const kept = await world.create("Site", site);
    const moving = await world.create("Install", install({ siteId: kept.id }));
    const other = world.estate.addSite({ accountId, name: "Other" }).id;
    const run = world.newRun();
    await world.refresh("Site", kept);
    await world.update("Install", moving, install({ siteId: other }));
    await world.delete("Site", kept, run);
    expect([[...world.estate.sites.keys()], [...world.estate.installs.keys()]]).toEqual([[other], [moving.id]]);
  });

  test("a site whose only install was deleted in this run is deleted", async () => {
    const kept = await world.create("Site", site);
    const going = await world.create("Install", install({ siteId: kept.id }));
    const run = world.newRun();
    await world.refresh("Site", kept);
    await world.delete("Install", going, run);
    await world.delete("Site", kept, run);
    expect(world.estate.sites.size).toBe(0);
  });

  test("an install that became a production install is not deleted", async () => {
    const kept = await installInSite();
    const run = world.newRun();
    await world.refresh("Install", kept);
    world.estate.install("acme").environment = "production";
    await expect(world.delete("Install", kept, run)).rejects.toThrow("The install's environment is production");
  });

  test("a domain that became primary hands the role to the install's own domain before its deletion", async () => {
    const installId = world.estate.addInstall({ accountId, name: "acme" }).id;
    const kept = await world.create("Domain", { installId, name: "acme.example" });
    const run = world.newRun();
    await world.refresh("Domain", kept);
    world.estate.makePrimary(world.estate.domain("acme.example"));
    await world.delete("Domain", kept, run);
    expect(world.estate.domainsOf(installId)).toMatchObject([{ name: "acme.wpengine.com", primary: true }]);
  });

  test("the deletion of a domain that is no longer primary takes the role from no other domain", async () => {
    const installId = world.estate.addInstall({ accountId, name: "acme" }).id;
    const kept = await world.create("Domain", { installId, name: "acme.example", primary: true });
    const run = world.newRun();
    await world.refresh("Domain", kept);
    const other = world.estate.addDomain({ installId, name: "other.example", primary: true });
    await world.delete("Domain", kept, run);
    expect(other.primary).toBe(true);
  });

  test("the looks before primary domains go cost a list of installs, and a list of domains for each install", async () => {
    const names = ["acme", "birch", "cedar"];
    const ids = names.map((name) => world.estate.addInstall({ accountId, name }).id);
    const create = (name: string, index: number): Promise<Kept> =>
      world.create("Domain", { installId: ids[index], name: `${name}.example`, primary: true });
    const primaries = await Promise.all(names.map(create));
    const run = world.newRun();
    await Promise.all(primaries.map((kept) => world.refresh("Domain", kept)));
    world.simulator.requests.clear();
    await Promise.all(primaries.map((kept) => world.delete("Domain", kept, run)));
    const paths = world.simulator.requests.all().flatMap(({ method, path }) => (method === "GET" ? [path] : []));
    expect(paths.filter((path) => /^\/installs(\/[^/]+)?$/.test(path))).toEqual(["/installs"]);
    expect(paths.filter((path) => path.endsWith("/domains"))).toHaveLength(names.length);
  });

  test("a user who became the last owner is not deleted", async () => {
    const user = nounOf("AccountUser");
    const kept = await world.create("AccountUser", { ...user.declare(world), roles: "owner" });
    const run = world.newRun();
    await world.refresh("AccountUser", kept);
    world.estate.accountUser("olga@agency.example").roles = "full";
    await expect(world.delete("AccountUser", kept, run)).rejects.toThrow("This is the account's last owner");
  });
});

describe.each(["Site", "Install"])("%s that moved to another account outside", (type) => {
  const moved = async (): Promise<{ kept: Kept; seen: Kept }> => {
    const kept = type === "Site" ? await world.create("Site", site) : await installInSite();
    const { id } = world.estate.addAccount({ id: otherAccountId, name: "other" });
    Object.assign((type === "Site" ? world.estate.sites : world.estate.installs).get(kept.id)!, { accountId: id });
    world.newRun();
    const seen = (await world.refresh(type, kept))!;
    world.simulator.requests.clear();
    return { kept, seen };
  };

  test("is drift of its accountId", async () => {
    const { kept, seen } = await moved();
    expect(seen.inputs).toEqual({ ...kept.inputs, accountId: otherAccountId });
  });

  test("is not replaced", async () => {
    const { kept, seen } = await moved();
    expect(world.diff(type, seen, kept.inputs).replaces).toEqual([]);
  });

  test("is not updated, even if the program changed another input", async () => {
    const { kept, seen } = await moved();
    const update = world.update(type, seen, { ...kept.inputs, ...nounOf(type).change });
    await expect(update).rejects.toThrow(
      `To follow the move, write "${otherAccountId}" as its accountId in the program.`,
    );
  });

  test("is updated without a request once the program declares the new account", async () => {
    const { kept, seen } = await moved();
    await world.update(type, seen, { ...kept.inputs, accountId: otherAccountId });
    expect(world.simulator.requests.writes()).toEqual([]);
  });

  test("is not deleted when the program no longer declares it", async () => {
    const { seen } = await moved();
    await expect(world.delete(type, seen)).rejects.toThrow("somebody changed its accountId outside of Pulumi");
  });

  test("is not deleted, even if no run has read it since it moved", async () => {
    const { kept } = await moved();
    await expect(world.delete(type, kept)).rejects.toThrow("somebody changed its accountId outside of Pulumi");
  });

  test("is not deleted, and the text names a refresh, since the program may say already where it is", async () => {
    const { kept } = await moved();
    await expect(world.delete(type, kept)).rejects.toThrow(
      `write "${otherAccountId}" as its accountId in the program if that is not there yet. Run \`pulumi refresh\``,
    );
  });

  test("is deleted once the program has declared the new account", async () => {
    const { kept, seen } = await moved();
    const followed = await world.update(type, seen, { ...kept.inputs, accountId: otherAccountId });
    await world.delete(type, followed);
    expect(world.simulator.requests.writes()).toMatchObject([{ method: "DELETE", status: 204 }]);
  });
});
