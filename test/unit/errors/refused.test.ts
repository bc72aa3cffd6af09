import { agencyId, TestWorld } from "../../support/world";
import { seen } from "../../support/error-table";
import { everySubject, subjects } from "../../support/nouns";

const { accountUser, domain, install, site } = subjects;

const accountId = agencyId;

const refusals: [what: string, failing: (world: TestWorld) => Promise<unknown>, text: string[]][] = [
  [
    "the name of an install in another account",
    async (world) => {
      const { id } = world.estate.addAccount({ name: "other" });
      world.estate.addInstall({ accountId: id, name: "acme" });
      return world.create("Install", install.declare(world));
    },
    [
      "Install acme: could not create it. POST /installs answered 400 (request #): Invalid request",
      "  name: Name is taken (value_unavailable, taken)",
      "Something that these credentials cannot see already has this value: it may be in another account. Choose another value, or ask for access to that account.",
    ],
  ],
  [
    "an environment that another install of the site has",
    async (world) => {
      const kept = await world.create("Install", install.declare(world));
      const { id: siteId } = world.estate.site("Acme");
      world.estate.addInstall({ accountId, siteId, name: "other", environment: "development" });
      return world.update("Install", kept, { ...kept.inputs, ...install.change });
    },
    [
      "Install acme: could not update environment. PATCH /installs/# answered 400 (request #): Invalid request",
      "  environment: The site has a development install already (invalid_value, taken)",
      "Install other (id #) stands in the way. Change or delete it first, and then run `pulumi up` again.",
    ],
  ],
  [
    "an install outside the user's account",
    (world) =>
      world.create("AccountUser", { ...accountUser.declare(world), roles: "partial", installIds: [accountId] }),
    [
      "AccountUser jo@acme.example: could not create it. POST /accounts/#/account_users answered 400 (request #): Invalid request",
      "  install_ids: There is no install # in the account (invalid_value, invalid)",
      "The API does not accept what the program declares: correct the program.",
    ],
  ],
  [
    "other roles for the last owner",
    async (world) => {
      const olga = { ...accountUser.declare(world), email: "olga@agency.example", roles: "owner", adopt: true };
      return world.update("AccountUser", await world.create("AccountUser", olga), { ...olga, roles: "full" });
    },
    [
      "AccountUser olga@agency.example: could not update roles. PATCH /accounts/#/account_users/# answered 400 (request #): The last owner of an account must stay",
      "The API does not accept what the program declares: correct the program.",
    ],
  ],
  [
    "a site in an account that the credentials do not see",
    (world) => {
      world.estate.hiddenAccounts.add(accountId);
      return world.create("Site", site.declare(world));
    },
    [
      'Site "Acme": could not create it. POST /sites answered 403 (request #): Not authorized',
      "The user of these API credentials may not do this: check that user's roles in the account, and the ids in the request.",
    ],
  ],
  [
    "a user in an account that the credentials do not see, which the API answers with 500",
    (world) => {
      world.estate.hiddenAccounts.add(accountId);
      return world.create("AccountUser", accountUser.declare(world));
    },
    [
      "AccountUser jo@acme.example: could not create it. GET /accounts/#/account_users answered 500 (request #): Internal Server Error",
      "The API failed, or it refused the request: the API answers some refusals with 500 too. Run `pulumi up` again; if that fails in the same way, check the ids and names in the program.",
    ],
  ],
  [
    "a domain on an install that is gone",
    (world) => {
      const inputs = domain.declare(world);
      world.estate.removeInstall(world.estate.install("acme").id);
      return world.create("Domain", inputs);
    },
    [
      "Domain www.acme.example: could not create it. GET /installs/# answered 404 (request #): Install not found",
      "This request names something that does not exist, or that these credentials cannot see. If this stack created it, run `pulumi refresh`; otherwise check the ids in the program, and wpengine:baseUrl.",
    ],
  ],
  [
    "a change of an install that is gone, which the API answers with 500",
    async (world) => {
      const kept = await world.create("Install", install.declare(world));
      world.estate.removeInstall(kept.id);
      return world.update("Install", kept, { ...kept.inputs, ...install.change });
    },
    [
      "Install acme: could not update environment. GET /installs/# answered 404 (request #): Install not found",
      "It no longer exists, or these credentials cannot see it: run `pulumi refresh` to find out which.",
    ],
  ],
  [
    "a deletion in an account that the credentials no longer see",
    async (world) => {
      const kept = await world.create("Site", site.declare(world));
      world.estate.hiddenAccounts.add(accountId);
      return world.delete("Site", kept);
    },
    [
      'Site "Acme": could not delete it. These credentials see neither the resource nor its account #: GET /accounts/# answered 404 (request #): Account not found',
      "So the provider cannot tell whether the resource is gone. Check that wpengine:username, wpengine:password and wpengine:baseUrl are those of this stack, and that the user of these credentials still has access to the account. If the account itself is gone, drop its resources from the state with `pulumi state delete`.",
    ],
  ],
];

test.each(refusals)("%s: the error says what to do", async (_what, failing, text) => {
  expect(await seen({}, failing)).toBe(text.join("\n"));
});

test.each(everySubject)(
  "%s: the provider stops after the first request with a wrong password",
  async (type, subject) => {
    const world = await TestWorld.create({}, { password: "wrong" });
    await expect(world.create(type, subject.declare(world))).rejects.toThrow(
      /answered 401 \(request [^)]+\): Bad Credentials\nCheck wpengine:username and wpengine:password\. [^\n]+$/,
    );
    expect(world.simulator.requests.count()).toBe(1);
    await world.close();
  },
);

test.each(everySubject)(
  "%s: an object that is gone is read as gone, and its deletion succeeds",
  async (type, subject) => {
    const world = await TestWorld.create();
    const kept = await world.create(type, subject.declare(world));
    const { sites, installs, domains, accountUsers, sshKeys } = world.estate;
    for (const things of [sites, installs, domains, accountUsers, sshKeys]) things.clear();
    world.newRun();
    expect(await world.refresh(type, kept)).toBeUndefined();
    await expect(world.delete(type, kept)).resolves.toBeUndefined();
    await world.close();
  },
);

test.each(["standard", "by-field", "texts", "one-error", "messages"] as const)(
  "a name that is taken in an account that these credentials do not see is told as such, in the form %s",
  async (errors) => {
    const world = await TestWorld.create({ behaviours: { errors } });
    try {
      const { id } = world.estate.addAccount({ name: "other" });
      world.estate.addInstall({ accountId: id, name: "acme" });
      await expect(world.create("Install", install.declare(world))).rejects.toThrow("it may be in another account");
    } finally {
      await world.close();
    }
  },
);
