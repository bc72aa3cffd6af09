import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create({ durations: { install: 150 } }, { pollInterval: "50ms" });
});
afterEach(() => world.close());

const create = (name: string) => {
  const { id: siteId } = world.estate.addSite({ accountId: agencyId, name });
  return world.create("Install", { accountId: agencyId, siteId, name, environment: "staging" });
};
const looks = () => {
  const requests = world.simulator.requests.all().filter(({ method }) => method === "GET");
  return {
    lists: requests.filter(({ path }) => path === "/installs").length,
    single: requests.filter(({ path }) => path !== "/installs").length,
  };
};

test("the provider polls all pending installs with one list an interval", async () => {
  world.simulator.faults.add({ kind: "stuck-pending", times: 8 });
  const creations = Promise.all(Array.from({ length: 8 }, (_, index) => create(`install${index}`)));
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await until(() => world.estate.installs.size === 8);
  const { lists } = looks();
  // After one more list every creation takes part in the shared poll.
  await until(() => looks().lists > lists + 1);
  world.simulator.requests.clear();
  await until(() => {
    // On a busy machine an install may come too late for a shared poll. Then the count begins anew.
    if (looks().single > 0) world.simulator.requests.clear();
    return looks().lists > 3;
  });
  expect(looks().single).toBe(0);
  world.simulator.faults.release();
  expect((await creations).map(({ outputs }) => outputs.status)).toEqual(Array(8).fill("active"));
});

test("the provider polls the last pending install by itself", async () => {
  const creation = create("acme");
  await creation;
  expect(looks()).toMatchObject({ lists: 1 });
  expect(looks().single).toBeGreaterThan(0);
});

test("the provider polls a few pending installs of an account with many one by one", async () => {
  for (let index = 0; index < 450; index++) world.estate.addInstall({ accountId: agencyId, name: `other${index}` });
  await Promise.all([create("one"), create("two"), create("three")]);
  // The look before the creations reads five pages. The polls read none.
  expect(looks().lists).toBe(5);
});
