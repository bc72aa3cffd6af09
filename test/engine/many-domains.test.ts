import { setTimeout as pause } from "node:timers/promises";
import { Domain, Install, Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { TestStack } from "../support/stack";

const many = 250;

test(`${many} domains of one install go 32 at a time, however long each answer takes, and few lists are read`, async () => {
  const stack = await TestStack.create();
  try {
    await stack.up(() => {
      const site = new Site("acme", { accountId, name: "Acme" });
      const install = new Install("acme", { accountId, siteId: site.id, name: "acme", environment: "staging" });
      for (let number = 0; number < many; number++) {
        new Domain(`n${number}`, { install, name: `n${number}.example` });
      }
    });
    const { requests, estate } = stack.simulator;
    requests.clear();
    // The latency of an answer: 0 to 200 ms, spread evenly.
    let answers = 0;
    requests.listener = async (moment) => {
      if (moment === "handled") await pause(((++answers * 0.618) % 1) * 200);
    };
    await stack.succeeds("destroy", "--yes", "--skip-preview", "--parallel", "32");
    const deleted = requests.matching({ method: "DELETE", path: /\/domains\// });
    const lists = requests.matching({ method: "GET", path: /\/domains$/ });
    expect([estate.domains.size, deleted.length, deleted.every(({ status }) => status === 204)]).toEqual([
      0,
      many,
      true,
    ]);
    // Three pages a reading, one reading in ten seconds.
    expect(lists.length).toBeLessThanOrEqual(30);
  } finally {
    await stack.remove();
  }
});
