import * as pulumi from "@pulumi/pulumi";
import { AccountUser, Domain, type DomainArgs, Install, type InstallReference } from "../../../sdk/nodejs";
import { mockedEngine } from "../../support/mocked-engine";

const accountId = "a0000000-0000-4000-8000-000000000001";

const told = mockedEngine();

const install = (name: string, more: object = {}, options: pulumi.CustomResourceOptions = {}): Install =>
  new Install(name, { accountId, name, environment: "production", ...more }, options);

describe("a domain", () => {
  test.each<[string, object, pulumi.CustomResourceOptions, boolean | "default"]>([
    ["nothing", {}, {}, "default"],
    ["deletionProtection: true", { deletionProtection: true }, {}, true],
    ["deletionProtection: false", { deletionProtection: false }, {}, false],
    ["protect: true", {}, { protect: true }, true],
    ["protect: false", {}, { protect: false }, false],
  ])("hands on its install's id and protection: %s", async (_, more, options, installProtection) => {
    const domain = new Domain("www", { install: install("acme", more, options), name: "www.acme.example" });
    expect(await told(domain, "www")).toMatchObject({ installId: "acme-id", installProtection });
  });

  test("inherits its install's protection by a component", async () => {
    const parent = new pulumi.ComponentResource("test:index:C", "c", {}, { protect: true });
    const domain = new Domain("www", { install: install("acme", {}, { parent }), name: "www.acme.example" });
    expect(await told(domain, "www")).toMatchObject({ installProtection: true });
  });

  test("with an id alone, or an install that the program only reads, has no protection", async () => {
    const byId = new Domain("www", { installId: accountId, name: "www.acme.example" });
    const read = new Domain("api", { install: Install.get("acme", accountId), name: "api.acme.example" });
    expect(await told(byId, "www")).not.toHaveProperty("installProtection");
    expect(await told(read, "api")).not.toHaveProperty("installProtection");
  });

  test("redirects to a domain or to its id", async () => {
    const apex = new Domain("apex", { installId: accountId, name: "acme.example" });
    const www = new Domain("www", { installId: accountId, name: "www.acme.example", redirectTo: apex });
    expect(await told(www, "www")).toMatchObject({ redirectTo: "apex-id" });
  });

  test.each<[string, object, string]>([
    ["none of both", {}, "Domain www: install is missing. Write `install: production`"],
    ["an id as install", { install: accountId }, "Domain www: install must be an Install. Write an id as installId"],
  ])("is refused with %s", (_, args, text) => {
    const given = { name: "www.acme.example", ...args } as DomainArgs & InstallReference;
    expect(() => new Domain("www", given)).toThrow(text);
  });

  test("is refused with both", () => {
    const given = { name: "a.example", install: install("acme"), installId: accountId };
    expect(() => new Domain("www", given as unknown as DomainArgs & InstallReference)).toThrow(
      "Domain www: Give either install or installId, not both.",
    );
  });

  test("takes null in the place of the one that it does not have", async () => {
    const given = [
      { name: "a.example", install: install("acme"), installId: null },
      { name: "a.example", install: null, installId: "acme-id" },
    ] as unknown as (DomainArgs & InstallReference)[];
    for (const [index, args] of given.entries()) {
      const domain = new Domain(`a${String(index)}`, args);
      expect(await told(domain, `a${String(index)}`)).toMatchObject({ installId: "acme-id" });
    }
  });

  test("is refused as the second primary one, even of an install that is yet to be made", () => {
    const home = install("acme");
    new Domain("one", { install: home, name: "one.example", primary: true });
    expect(() => new Domain("two", { install: home, name: "two.example", primary: true })).toThrow(
      "Domain two: primary: the resource one already claims primary",
    );
    new Domain("elsewhere", { install: install("other"), name: "two.example", primary: true });
  });
});

test("a partial user hands on each install's id, and its protection", async () => {
  const person = { accountId, email: "jo@acme.example", firstName: "J", lastName: "O", roles: "partial" };
  const installIds = [install("acme"), install("acmestg", { deletionProtection: false }), accountId];
  const user = new AccountUser("jo", { ...person, installIds });
  expect(await told(user, "jo")).toMatchObject({
    installIds: ["acme-id", "acmestg-id", accountId],
    installProtection: { "acme-id": "default", "acmestg-id": false },
  });
});

test("an install given as installId is refused, since the domain would not be as safe as the install", () => {
  const given = { name: "a.example", installId: install("acme") };
  expect(() => new Domain("www", given as unknown as DomainArgs & InstallReference)).toThrow(
    "Domain www: installId must be an id. Write `install` to give the Install itself.",
  );
});

test.each([true, false])("protect: %s and the contrary deletionProtection are refused", (protect) => {
  expect(() => install("acme", { deletionProtection: !protect }, { protect })).toThrow("Remove one of the two.");
});
