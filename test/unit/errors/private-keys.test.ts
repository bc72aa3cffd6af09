import { createHash, generateKeyPairSync } from "node:crypto";
import { agencyId, TestWorld } from "../../support/world";
import { resources } from "../../../provider/resources";

let world: TestWorld;
beforeAll(async () => {
  world = await TestWorld.create();
});
afterAll(() => world.close());

const pem = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;
const body = pem.split("\n").slice(1, -2);

const writings: [how: string, text: string][] = [
  ["as it stands in its file", pem],
  ["on one line", pem.replace(/\n/g, " ")],
  ["without its first line", pem.split("\n").slice(1).join("\n")],
  ["without its first and last line", body.join("\n")],
  ["in base64, as a pipeline keeps it", Buffer.from(pem).toString("base64")],
  ["in lowercase letters", pem.toLowerCase()],
  ["for PuTTY", `PuTTY-User-Key-File-3: ssh-rsa\n${body.join("\n")}`],
];

test.each(writings)("a check refuses a private key %s in any input, and quotes no part of it", (_how, text) => {
  const { inputs, failures } = resources.Site!.check(world.run, {}, { accountId: agencyId, name: text });
  expect(inputs).toEqual({ accountId: agencyId });
  expect(failures).toEqual([
    {
      property: "",
      reason:
        "name holds a PRIVATE key. The provider did not send it anywhere: no input takes a private key. A public key is one line, in the file whose name ends in .pub.",
    },
  ]);
});

test("a check refuses a private key inside a list or an object", () => {
  const user = { accountId: agencyId, email: "jo@acme.example", firstName: "Jo", lastName: "Doe", roles: "partial" };
  const { failures } = resources.AccountUser!.check(
    world.run,
    {},
    { ...user, installIds: [pem], customTimeouts: { [pem]: "1m" } },
  );
  expect(failures.map(({ reason }) => reason.split(".")[0])).toEqual([
    "installIds holds a PRIVATE key",
    "customTimeouts holds a PRIVATE key",
  ]);
});

test("a check refuses a private key as the name of an input, and does not quote it", () => {
  const { failures } = resources.Site!.check(world.run, {}, { [pem]: "x" });
  expect(failures[0]!.reason).toContain("The name of an input holds a PRIVATE key");
});

test.each(["Site", "Domain", "AccountUser"])("a `get` of a %s refuses a private key as its id", async (type) => {
  world.simulator.requests.clear();
  const read = resources[type]!.read(world.run, { id: pem, declared: {}, observed: {} });
  await expect(read).rejects.toThrow(
    /: id holds a PRIVATE key\. The provider did not send it anywhere: no input takes a private key\./,
  );
  expect(world.simulator.requests.count()).toBe(0);
});

test.each([
  ["a site's name with the words PRIVATE KEY", "Site", { accountId: agencyId, name: "PRIVATE KEY museum" }],
  ["a name of forty letters and digits", "Site", { accountId: agencyId, name: "x1".repeat(20) }],
  [
    "a long domain name",
    "Domain",
    { installId: agencyId, name: `${Array<string>(4).fill("a1".repeat(25)).join(".")}.example` },
  ],
  [
    "the sum of a file",
    "CachePurge",
    { installId: agencyId, types: ["page"], triggers: createHash("sha512").update("style.css").digest("hex") },
  ],
])("%s is no private key", (_what, type, inputs) => {
  expect(resources[type]!.check(world.run, {}, inputs).failures).toEqual([]);
});

test("the blob of a public key alone is no private key, and the error says what is missing", () => {
  const blob = `AAAAB3NzaC1yc2EAAAADAQABAAABAQ${"a1".repeat(80)}`;
  const { failures } = resources.SshKey!.check(world.run, {}, { publicKey: blob });
  expect(failures[0]!.reason).toContain("publicKey must be the text of a public key file on one line");
});
