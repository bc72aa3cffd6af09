import { agencyId, TestWorld } from "../../support/world";

let world: TestWorld;
beforeEach(async () => {
  world = await TestWorld.create();
});
afterEach(() => world.close());

const blob = "AAAAC3NzaC1lZDI1NTE5AAAAIA5PG9lkQaL/f6birR5rktiEhOzoqPj9fCVRoOuJz9zc";
const otherBlob = "AAAAC3NzaC1lZDI1NTE5AAAAIIyeaf8WsX86CdQht/lUhiZPzNoXzBseLZLgKkS98BPq";
const publicKey = `ssh-ed25519 ${blob} ada@agency.example`;
const fingerprint = "02:52:09:39:71:05:81:e7:d6:ab:81:74:f8:36:1b:38";
const stranger = {
  username: "stranger",
  password: "stranger-password",
  user: { id: "c0000000-0000-4000-8000-000000000001", firstName: "S", lastName: "T", email: "s@t.example" },
};

test("a key is known by its fingerprint", async () => {
  const { outputs } = await world.create("SshKey", { publicKey });
  expect(outputs).toMatchObject({ fingerprint, comment: "ada@agency.example", publicKey });
});

test("another comment is no change, and another key is a replacement", async () => {
  const key = await world.create("SshKey", { publicKey });
  const renamed = world.check("SshKey", key.inputs, { publicKey: `ssh-ed25519 ${blob} elsewhere` });
  expect(renamed).toEqual(key.inputs);
  const other = world.check("SshKey", key.inputs, { publicKey: `ssh-ed25519 ${otherBlob}` });
  expect(world.diff("SshKey", key, other).replaces).toEqual(["publicKey"]);
});

test("a public key in the place of its fingerprint is no change, and the other way round", async () => {
  expect(world.check("SshKey", { fingerprint }, { publicKey })).toEqual({ fingerprint });
  expect(world.check("SshKey", { publicKey }, { fingerprint: fingerprint.toUpperCase() })).toEqual({ publicKey });
});

test("a fingerprint adopts the key that has it", async () => {
  const { uuid } = world.estate.addSshKey({ userId: (await user()).id, publicKey });
  expect((await world.create("SshKey", { fingerprint })).id).toBe(uuid);
});

test("the error about a fingerprint that no key has says what to write", async () => {
  await expect(world.create("SshKey", { fingerprint })).rejects.toThrow("To add the key, write publicKey instead.");
});

test.each([
  ["neither a key nor a fingerprint", {}, "publicKey is missing"],
  ["both", { publicKey, fingerprint }, "Give either publicKey or fingerprint, not both"],
  [
    "a key of two lines",
    { publicKey: `${publicKey}\n${publicKey}` },
    "publicKey must be the text of a public key file",
  ],
  ["a blob of another type", { publicKey: `ssh-rsa ${blob}` }, "publicKey must be the text of a public key file"],
  ["a SHA256 fingerprint", { fingerprint: "SHA256:abc" }, "fingerprint must be the MD5 fingerprint"],
])("%s is refused", (_case, inputs, reason) => {
  expect(() => world.check("SshKey", {}, inputs)).toThrow(reason);
});

test("a check refuses a private key, and does not quote it", () => {
  const check = (): unknown => world.check("SshKey", {}, { publicKey: "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0" });
  expect(check).toThrow("holds a PRIVATE key. The provider did not send it anywhere");
  expect(check).not.toThrow("c2VjcmV0");
});

test("a key that is gone is read as gone", async () => {
  const key = await world.create("SshKey", { publicKey });
  world.estate.removeSshKey(key.id);
  world.newRun();
  expect(await world.refresh("SshKey", key)).toBeUndefined();
  await expect(world.delete("SshKey", key)).resolves.toBeUndefined();
});

test("the credentials of another user are an error, not a missing key", async () => {
  const key = await world.create("SshKey", { publicKey });
  world.estate.addCredentials(stranger);
  world.newRun({ username: stranger.username, password: stranger.password });
  await expect(world.refresh("SshKey", key)).rejects.toThrow(
    `these credentials are those of the user "${stranger.user.id}"`,
  );
});

const user = async (): Promise<{ id: string }> => world.newRun().connection().within(1000).api.user.get();

test("a check refuses an account", () => {
  expect(() => world.check("SshKey", {}, { publicKey, accountId: agencyId })).toThrow(
    "SshKey has no input `accountId`",
  );
});
