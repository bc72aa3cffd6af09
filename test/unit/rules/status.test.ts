import { type UnfinishedOutputs } from "../../../provider/adapters/dynamic/stored";
import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs } from "../../support/nouns";

/* `pending` and `active` are documented, and nobody knows which other words the API has for an install's status. */

let world: TestWorld;
let declared: Inputs;
beforeEach(async () => {
  world = await TestWorld.create({}, { timeout: "1m" });
  const { id: siteId } = world.estate.addSite({ accountId, name: "Acme" });
  declared = { accountId, siteId, name: "acme", environment: "staging" };
});
afterEach(() => world.close());

const absent = Symbol();

/**
 * The API says these of every install, one after another; the last one from then on. `absent` leaves the status out.
 */
function saying(...statuses: unknown[]): void {
  world.estate.reword = (body, { path }) => {
    if (!path.startsWith("/installs") || path.endsWith("/domains") || typeof body !== "object") return body;
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    const said = ({ status: _, ...rest }: Inputs): Inputs => (status === absent ? rest : { ...rest, status });
    const { results } = body as { results?: Inputs[] };
    return results === undefined ? said(body as Inputs) : { ...body, results: results.map(said) };
  };
}

const change = { environment: "development" };
const made = async (): Promise<Kept> => {
  const kept = await world.create("Install", declared);
  world.newRun();
  return kept;
};

describe.each([
  ["null", null],
  ["a word that nobody knows", "provisioning"],
  ["pending", "pending"],
  ["pending in capitals", "PENDING"],
])("%s", (_, word) => {
  test("is waited out after a creation", async () => {
    world.simulator.requests.listener = (moment, { method }) => {
      if (moment === "arrived" && method === "POST") saying(word, word, word, "active");
    };
    expect((await world.create("Install", declared)).outputs.status).toBe("active");
  });

  test("is waited out after a change", async () => {
    const kept = await made();
    saying(word, word, "active");
    expect((await world.update("Install", kept, { ...declared, ...change })).outputs.status).toBe("active");
  });
});

describe.each(["failed", "error", "aborted", "suspended", "Failed"])("%s", (word) => {
  const text = new RegExp(`Stopped waiting for Install [0-9a-f-]{36} to become active: its status is "${word}"\\.`);

  test("ends the wait after a creation, and the id is kept", async () => {
    world.simulator.requests.listener = (moment, { method }) => {
      if (moment === "arrived" && method === "POST") saying("pending", word);
    };
    const error = (await world.create("Install", declared).catch((failure: unknown) => failure)) as UnfinishedOutputs;
    expect(error.message).toMatch(text);
    expect(error.id).toBe(world.estate.install("acme").id);
  });

  test("ends the wait after a change", async () => {
    const kept = await made();
    saying(word);
    await expect(world.update("Install", kept, { ...declared, ...change })).rejects.toThrow(text);
  });

  test("ends a domain's wait for its install", async () => {
    const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
    saying("pending", word);
    await expect(world.create("Domain", { installId, name: "acme.example" })).rejects.toThrow(
      `its status is "${word}"`,
    );
  });
});

test("a status that a read leaves out settles", async () => {
  saying(absent);
  const kept = await world.create("Install", declared);
  expect(kept.id).toBe(world.estate.install("acme").id);
  await world.update("Install", kept, { ...declared, ...change });
  expect(world.estate.install("acme").environment).toBe("development");
});

describe.each([
  ["live", "live"],
  ["suspended", "suspended"],
  ["null", null],
  ["absent", absent],
])("an install whose status has long been %s", (_, word) => {
  test("takes domains at once", async () => {
    const { id: installId } = world.estate.addInstall({ accountId, name: "home" });
    saying(word);
    await world.create("Domain", { installId, name: "acme.example" });
    expect(world.estate.domain("acme.example").installId).toBe(installId);
  });

  test("is adopted at once", async () => {
    const { id } = world.estate.addInstall({ ...declared, accountId, name: "acme" });
    saying(word);
    expect((await world.create("Install", { ...declared, adopt: true })).id).toBe(id);
  });

  test("is not waited for where only its protection changes", async () => {
    const kept = await made();
    saying(word);
    const seen = (await world.refresh("Install", kept))!;
    await world.update("Install", seen, { ...declared, deletionProtection: true });
  });
});

test("a change of an install whose status has long been another word does not wait for that to become active", async () => {
  const kept = await made();
  saying("live");
  const seen = (await world.refresh("Install", kept))!;
  expect((await world.update("Install", seen, { ...declared, ...change })).outputs.status).toBe("live");
});

test("a wait that was given up goes on in the next update, whatever the word was", async () => {
  world.simulator.requests.listener = (moment, { method }) => {
    if (moment === "arrived" && method === "POST") saying("provisioning");
  };
  const { id, outputs } = (await world
    .create("Install", declared)
    .catch((failure: unknown) => failure)) as UnfinishedOutputs;
  world.newRun();
  saying("provisioning", "provisioning", "active");
  const updated = await world.update("Install", { id, inputs: declared, outputs }, declared);
  expect(updated.outputs).toMatchObject({ status: "active" });
  expect(updated.outputs).not.toHaveProperty("__declared.unsettled");
});
