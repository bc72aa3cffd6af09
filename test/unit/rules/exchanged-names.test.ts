import { type Kept, TestWorld } from "../../support/world";
import { accountId, type Inputs } from "../../support/nouns";

/*
 * An install that keeps its place and gets another name is deleted before the other one is created. If another resource
 * takes its old name, the program still declares the install, and nothing of it may go.
 */

let world: TestWorld;
let staging: Kept;
let development: Kept;
afterEach(() => world.close());

const refusal =
  /Install acme[ab]: this run would delete this object to make room for its replacement. But another resource/;

async function begin(adopt: boolean): Promise<void> {
  world = await TestWorld.create({}, { adopt: String(adopt) });
  const { id: siteId } = world.estate.addSite({ accountId, name: "Acme" });
  staging = await world.create("Install", { accountId, siteId, name: "acmea", environment: "staging" });
  development = await world.create("Install", { accountId, siteId, name: "acmeb", environment: "development" });
  world.newRun();
  world.simulator.requests.clear();
}

const renamed = ({ inputs }: Kept, name: string): Inputs => ({ ...inputs, name });
const names = (): string[] => [...world.estate.installs.values()].map(({ name }) => name).sort();

/** The engine compares a resource that is replaced, and then checks it as a new one. */
function replace(kept: Kept, news: Inputs): void {
  expect(world.diff("Install", kept, news)).toMatchObject({ replaces: ["name"], deleteBeforeReplace: true });
  world.check("Install", {}, news);
}

describe.each([true, false])("with adoption %s", (adopt) => {
  beforeEach(() => begin(adopt));

  test("two that exchange their names are refused in the preview", () => {
    replace(staging, renamed(staging, "acmeb"));
    expect(() => replace(development, renamed(development, "acmea"))).toThrow(refusal);
  });

  test("a new one that takes the name is refused in the preview, whichever comes first", () => {
    const newcomer = { ...renamed(staging, "acmea"), environment: "production" };
    replace(staging, renamed(staging, "acmec"));
    expect(() => world.check("Install", {}, newcomer)).toThrow(refusal);
    world.newRun();
    world.check("Install", {}, newcomer);
    expect(() => replace(staging, renamed(staging, "acmec"))).toThrow(refusal);
  });

  test("two that exchange their names in a run without a preview stay", async () => {
    replace(staging, renamed(staging, "acmeb"));
    const deletion = world.delete("Install", staging, world.run);
    expect(() => replace(development, renamed(development, "acmea"))).toThrow(refusal);
    await expect(deletion).rejects.toThrow(refusal);
    expect(names()).toEqual(["acmea", "acmeb"]);
  });

  test("one whose name a new one takes in a run without a preview stays", async () => {
    replace(staging, renamed(staging, "acmec"));
    const deletion = world.delete("Install", staging, world.run);
    expect(() => world.check("Install", {}, { ...renamed(staging, "acmea"), environment: "production" })).toThrow(
      refusal,
    );
    await expect(deletion).rejects.toThrow(refusal);
    expect(names()).toEqual(["acmea", "acmeb"]);
  });

  test("one that gets a name of its own is replaced", async () => {
    replace(staging, renamed(staging, "acmec"));
    world.diff("Install", development, development.inputs);
    await world.delete("Install", staging, world.run);
    expect(names()).toEqual(["acmeb"]);
  });
});
