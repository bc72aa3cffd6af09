import { agencyId as accountId, type BehaviourChange, type Simulator } from "../../../../simulator";
import { behaving } from "../../../support/behaving";
import { ask } from "../../../support/simulator-client";

let simulator: Simulator;
const composed = "Caf\u00e9";
const decomposed = "Cafe\u0301";

const cases: [string, BehaviourChange["names"], string, string][] = [
  ["escapes it", { escaped: true }, "Fish & Chips", "Fish &amp; Chips"],
  ["leaves what is escaped already", { escaped: true }, "Fish &amp; Chips", "Fish &amp; Chips"],
  ["collapses its blanks", { collapsed: true }, " Fish   Chips ", "Fish Chips"],
  ["composes it", { form: "NFC" }, decomposed, composed],
  ["decomposes it", { form: "NFD" }, composed, decomposed],
  ["keeps it by default", {}, `A  & ${decomposed}`, `A  & ${decomposed}`],
];

describe.each(cases)("an API that is sent a name %s", (_, names, sent, kept) => {
  beforeEach(async () => {
    ({ simulator } = await behaving({ names }));
  });

  test("when it makes a site", async () => {
    const { body } = await ask(simulator, "POST /sites", { account_id: accountId, name: sent });
    expect(body).toMatchObject({ name: kept });
  });

  test("when it renames a site", async () => {
    const { id } = simulator.estate.addSite({ accountId, name: "Acme" });
    expect(await ask(simulator, `PATCH /sites/${id}`, { name: sent })).toMatchObject({ body: { name: kept } });
  });

  test("when it invites a user", async () => {
    const user = { account_id: accountId, first_name: sent, last_name: sent, email: "jo@acme.com", roles: "full" };
    const { body } = await ask(simulator, `POST /accounts/${accountId}/account_users`, { user });
    expect(body).toMatchObject({ account_user: { first_name: kept, last_name: kept } });
  });
});
