import { storedLifecycleOf } from "../../../provider/adapters/dynamic/stored";
import { resources } from "../../../provider/resources";
import { Unknown } from "../../../provider/values";
import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs, type Noun, nounOf, nouns, otherAccountId, publicKeys } from "../../support/nouns";

/*
 * Two connections: the default one, with the credentials of Olga, and "agency-b", with those of Ben. A resource is
 * created, read, changed and deleted with the credentials of its own connection.
 */

const connection = "agency-b";
const bensId = "c0000000-0000-4000-8000-000000000001";
const settings = { "wpengine-agency-b:username": "api-user-of-b", "wpengine-agency-b:password": "bens-password" };

let world: TestWorld;
afterEach(() => world.close());

/** A world in which Olga and Ben each see these accounts. */
async function begin(olga: string[], ben: string[], more: Record<string, string> = {}): Promise<void> {
  world = await TestWorld.create(
    {
      accounts: [
        { id: accountId, name: "agency" },
        { id: otherAccountId, name: "other" },
      ],
    },
    { ...settings, ...more },
  );
  world.estate.credentials[0]!.accountIds = olga;
  const user = { id: bensId, firstName: "Ben", lastName: "B", email: "ben@b.example" };
  world.estate.addCredentials({ username: "api-user-of-b", password: "bens-password", user, accountIds: ben });
}

const writes = (): string[] => world.simulator.requests.writes().map(({ method, path }) => `${method} ${path}`);

/** Creates one in an earlier run. The log is empty. */
async function kept(noun: Noun, more: Inputs = {}): Promise<Kept> {
  const created = await world.create(noun.type, { ...noun.declare(world), ...more });
  world.newRun();
  world.simulator.requests.clear();
  return created;
}

/** The old inputs with another connection; undefined: with the default one. */
const through = (connection: string | undefined, { inputs }: Kept): Inputs => ({ ...inputs, connection });

const seenAlike = nouns.filter(([type]) => type !== "SshKey");

describe.each(nouns)("%s", (type, noun) => {
  test("its creation, reading and deletion use its connection, where the default one sees nothing", async () => {
    await begin([otherAccountId], [accountId]);
    const created = await kept(noun, { connection });
    expect(created.outputs).toMatchObject({ connection });
    expect(JSON.stringify(created)).not.toMatch(/api-user-of-b|bens-password/);
    expect(await world.refresh(type, created)).toMatchObject(created);
    const before = noun.ids(world);
    await world.delete(type, created);
    expect([before, noun.ids(world).includes(created.id)]).toEqual([expect.arrayContaining([created.id]), false]);
  });

  test("a wrong password of another connection does not matter to it, one of its own fails it alone", async () => {
    await begin([accountId], [accountId], { "wpengine-agency-b:password": "wrong-password" });
    const declared = noun.declare(world);
    const failure = await world
      .create(type, { ...noun.another(world, declared), connection })
      .catch((error: unknown) => String(error));
    expect(failure).toContain('could not create it through the connection "agency-b". ');
    expect(failure).toContain("Check wpengine-agency-b:username and wpengine-agency-b:password.");
    expect(failure).not.toMatch(/wrong-password|bens-password|simulator-password|[^-]wpengine:/);
    await world.create(type, declared);
  });

  test("without settings, its connection is an error in the preview, and no other resource is touched by it", async () => {
    await begin([accountId], [accountId]);
    const declared = noun.declare(world);
    expect(() => world.check(type, {}, { ...declared, connection: "agency-c" })).toThrow(
      'The connection "agency-c" of the WP Engine provider is not configured correctly.\n  wpengine-agency-c:username is missing',
    );
    world.check(type, {}, declared);
  });

  test.each(["Agency B", "agency_b", "-b", "", "2b", 7])("%j is refused as the name of a connection", async (name) => {
    await begin([accountId], [accountId]);
    expect(() => world.check(type, {}, { ...noun.declare(world), connection: name })).toThrow(
      "connection must be the name of a connection in lowercase letters, digits and hyphens",
    );
  });
});

describe.each(seenAlike)("%s, seen by both", (type, noun) => {
  test("a changed connection changes nothing on the API, and holds from then on", async () => {
    await begin([accountId], [accountId]);
    const old = await kept(noun);
    const moved = await world.update(type, old, through(connection, old));
    expect([moved.id, moved.outputs, writes()]).toEqual([old.id, { ...old.outputs, connection }, []]);
    expect(world.simulator.requests.count()).toBe(1);

    world.estate.credentials[0]!.accountIds = [otherAccountId];
    world.newRun();
    expect(await world.refresh(type, moved)).toMatchObject(moved);
    await world.delete(type, moved);
    expect(noun.ids(world)).not.toContain(moved.id);
  });

  test("the connection that it had needs no settings any more once it has another one", async () => {
    await begin([accountId], [accountId]);
    const old = await kept(noun, { connection });
    world.newRun({ "wpengine-agency-b:username": "" });
    const back = await world.update(type, old, through(undefined, old));
    expect([back.id, "connection" in back.outputs, writes()]).toEqual([old.id, false, []]);
  });

  test("a change that comes with the change of connection goes through the new one", async () => {
    await begin([accountId], [accountId]);
    if (noun.change === undefined) return;
    const old = await kept(noun);
    world.simulator.requests.listener = (_moment, { method }) => {
      if (method === "PATCH") world.estate.credentials[0]!.accountIds = [];
    };
    await world.update(type, old, { ...through(connection, old), ...noun.change });
    expect(writes()).toHaveLength(1);
  });

  test("two with one natural key are refused in the preview, although each has a connection of its own", async () => {
    await begin([accountId], [accountId]);
    const declared = noun.declare(world);
    world.check(type, {}, declared);
    expect(() => world.check(type, {}, { ...declared, connection })).toThrow(
      "another resource of this program already stands for this object",
    );
  });

  test("what another connection of the run stands for is not deleted", async () => {
    await begin([accountId], [accountId], { adopt: "true" });
    const old = await kept(noun);
    await world.create(type, through(connection, old));
    await world.delete(type, old, world.run);
    expect(noun.ids(world)).toContain(old.id);
  });

  test("a program that does not know the name of the connection yet passes the preview", async () => {
    await begin([accountId], [accountId]);
    const old = await kept(noun);
    expect(world.diff(type, old, { ...old.inputs, connection: Unknown.value }).replaces).toEqual([]);
    world.check(type, {}, { ...old.inputs, connection: Unknown.value });
  });
});

describe.each(seenAlike)("%s, not seen through the new connection", (type, noun) => {
  test("a changed connection fails, changes nothing, and the state keeps the old one", async () => {
    await begin([accountId], [otherAccountId]);
    const old = await kept(noun);
    await expect(world.update(type, old, { ...through(connection, old), ...noun.change })).rejects.toThrow(
      new RegExp(
        `the provider changed nothing, because the connection "agency-b" does not show it \\(id ${old.id}\\)[^\\n]*\\n` +
          "Check wpengine-agency-b:username, and that its user has access",
      ),
    );
    expect(writes()).toEqual([]);
    expect(await world.refresh(type, old)).toMatchObject(old);
  });

  test("a wrong password of the new connection says so", async () => {
    await begin([accountId], [accountId], { "wpengine-agency-b:password": "wrong-password" });
    const old = await kept(noun);
    await expect(world.update(type, old, through(connection, old))).rejects.toThrow(
      /could not see it through the connection "agency-b"\. .* answered 401[^]*Check wpengine-agency-b:username/,
    );
  });
});

describe("an SSH key", () => {
  const key = nounOf("SshKey");
  const ownersOf = (): string[] => [...world.estate.sshKeys.values()].map(({ userId }) => userId);

  test("is replaced when its connection changes, and the old one goes first: both may be of one user", async () => {
    await begin([accountId], [accountId]);
    const old = await kept(key);
    const diff = world.diff("SshKey", old, through(connection, old));
    expect(diff).toMatchObject({ replaces: ["connection"], deleteBeforeReplace: true });
    await world.delete("SshKey", old, world.run);
    const replacement = await world.create("SshKey", through(connection, old));
    expect([ownersOf(), replacement.outputs.userId]).toEqual([[bensId], bensId]);
  });

  test("can be declared once for each connection, and each user has it then", async () => {
    await begin([accountId], [accountId]);
    const one = await world.create("SshKey", { publicKey: publicKeys[0] });
    const other = await world.create("SshKey", { publicKey: publicKeys[0], connection });
    expect([one.outputs.userId, other.outputs.userId]).toEqual(ownersOf());
    world.newRun();
    for (const each of [one, other]) expect(await world.refresh("SshKey", each)).toEqual(each);
  });

  test("of another user than the connection's is told with the settings of the connection", async () => {
    await begin([accountId], [accountId]);
    const old = await kept(key, { connection });
    const run = { "wpengine-agency-b:username": "simulator", "wpengine-agency-b:password": "simulator-password" };
    world.newRun(run);
    await expect(world.refresh("SshKey", old)).rejects.toThrow(
      "(wpengine-agency-b:username, wpengine-agency-b:password)",
    );
  });
});

test("a `get` reads through the connection that it is given, and keeps its name", async () => {
  await begin([otherAccountId], [accountId]);
  const { id } = world.estate.addSite({ accountId, name: "Acme" });
  const read = await storedLifecycleOf(resources.Site!).read(world.run, id, { connection });
  expect(read?.outputs).toMatchObject({ name: "Acme", connection });
});

test("an account that a connection does not see is told with the settings of that connection", async () => {
  await begin([accountId], [accountId]);
  const old = await kept(nounOf("Site"), { connection });
  world.estate.credentials[1]!.accountIds = [];
  await expect(world.refresh("Site", old)).rejects.toThrow(
    /^Site "Acme": could not read it through the connection "agency-b"\. These credentials see neither[^]*wpengine-agency-b:username, wpengine-agency-b:password/,
  );
});

describe("the user of one connection's credentials", () => {
  const ben = { id: bensId, firstName: "Ben", lastName: "B", email: "ben@b.example" };
  const person = () => ({ accountId, email: ben.email, firstName: ben.firstName, lastName: ben.lastName });

  /** Ben's own user, which the run deletes or changes with Olga's credentials. */
  async function ofBen(more: Record<string, string> = {}): Promise<Kept> {
    await begin([accountId], [accountId], more);
    const created = await world.create("AccountUser", { ...person(), roles: "full" });
    expect(created.id).toBe(bensId);
    world.newRun();
    world.simulator.requests.clear();
    return created;
  }

  test("is not deleted through another connection of the run", async () => {
    const created = await ofBen();
    world.check("Site", {}, { accountId, name: "Of Ben", connection });
    await expect(world.delete("AccountUser", created, world.run)).rejects.toThrow(
      "The credentials of this run belong to this user",
    );
    expect(writes()).toEqual([]);
  });

  test("is not deleted through a named connection, if the credentials are the default ones", async () => {
    const created = await ofBen();
    // Now Olga's are the named ones.
    const { username, password } = world.simulator;
    const olgas = { "wpengine-agency-b:username": username, "wpengine-agency-b:password": password };
    world.newRun({ username: "api-user-of-b", password: "bens-password", ...olgas });
    const named = { ...created, outputs: { ...created.outputs, connection } };
    await expect(world.delete("AccountUser", named, world.run)).rejects.toThrow(
      "The credentials of this run belong to this user",
    );
    expect(writes()).toEqual([]);
  });

  test("is not deleted if a gateway refuses the question whose that connection's credentials are", async () => {
    const created = await ofBen();
    world.check("Site", {}, { accountId, name: "Of Ben", connection });
    // The first question is about the credentials of the default connection.
    world.simulator.behaviours.set({ gateways: [{ path: "/user", status: 403, after: 1 }] });
    await expect(world.delete("AccountUser", created, world.run)).rejects.toThrow("the answer is not the API's");
    expect(writes()).toEqual([]);
  });

  test("is deleted if that connection has a password that the API refuses", async () => {
    const created = await ofBen();
    world.newRun({ "wpengine-agency-b:password": "wrong-password" });
    world.check("Site", {}, { accountId, name: "Of Ben", connection });
    await world.delete("AccountUser", created, world.run);
    expect(writes()).toEqual([`DELETE /accounts/${accountId}/account_users/${bensId}`]);
  });
});
