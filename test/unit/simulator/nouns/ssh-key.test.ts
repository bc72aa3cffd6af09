import { type Simulator, startSimulator } from "../../../../simulator";
import { ask, refusal } from "../../../support/simulator-client";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const blob = "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
/** The fingerprint that `ssh-keygen -l -E md5` prints for the key. */
const fingerprint = "0f:a2:0a:d7:38:3e:65:45:08:6b:63:84:1c:ff:dc:ba";
const otherBlob = blob.replace(/f$/, "g");
const add = (publicKey: string, door = simulator) => ask(door, "POST /ssh_keys", { public_key: publicKey });
const fingerprints = () => [...simulator.estate.sshKeys.values()].map((key) => key.fingerprint);

/** Somebody else's credentials for the same account. */
function colleague(): Simulator {
  const user = { id: "c1", firstName: "Cora", lastName: "Colleague", email: "cora@agency.example" };
  simulator.estate.addCredentials({ username: "cora", password: "cora-password", user });
  return { ...simulator, username: "cora", password: "cora-password" };
}

test("a key's fingerprint is the MD5 of its blob, as ssh-keygen writes it", async () => {
  expect(await add(`ssh-ed25519 ${blob} pia@acme.com`)).toMatchObject({ status: 201, body: { fingerprint } });
});

test("no answer has the key itself", async () => {
  await add(`ssh-ed25519 ${blob} pia@acme.com`);
  const { body } = await ask(simulator, "GET /ssh_keys");
  expect(JSON.stringify(body)).not.toContain(blob);
});

test.each([
  [`ssh-ed25519 ${blob} pia@acme.com`, "pia@acme.com"],
  [`ssh-ed25519 ${blob} Pia at work`, "Pia at work"],
  [`ssh-ed25519 ${blob}`, ""],
])("%s has its comment", async (publicKey, comment) => {
  expect(await add(publicKey)).toMatchObject({ body: { comment } });
});

test.each(["ssh-rsa", "ecdsa-sha2-nistp256", "sk-ssh-ed25519@openssh.com"])("a key may be %s", async (kind) => {
  expect(await add(`${kind} ${blob}`)).toMatchObject({ status: 201 });
});

test.each(["", "no key", `PRIVATE ${blob}`, "ssh-rsa not+base64!"])('"%s" is no key', async (publicKey) => {
  expect(await add(publicKey)).toMatchObject(refusal("public_key", "invalid_value", "invalid"));
});

test("a user has a key once, whatever its comment", async () => {
  await add(`ssh-ed25519 ${blob} one`);
  expect(await add(`ssh-ed25519 ${blob} two`)).toMatchObject(refusal("public_key", "value_unavailable", "taken"));
});

test("a refused duplicate leaves the key that was there, and only that", async () => {
  await add(`ssh-ed25519 ${blob} one`);
  await add(`ssh-ed25519 ${blob} two`);
  expect(fingerprints()).toEqual([fingerprint]);
});

test("a user may have several keys", async () => {
  await add(`ssh-ed25519 ${blob}`);
  await add(`ssh-ed25519 ${otherBlob}`);
  expect(await ask(simulator, "GET /ssh_keys")).toMatchObject({ body: { count: 2 } });
});

test("a deleted key is gone", async () => {
  await add(`ssh-ed25519 ${blob}`);
  const [uuid = ""] = simulator.estate.sshKeys.keys();
  await ask(simulator, `DELETE /ssh_keys/${uuid}`);
  expect(fingerprints()).toEqual([]);
});

test("DELETE of a missing key is 500, as the operation lists no 404", async () => {
  expect(await ask(simulator, "DELETE /ssh_keys/missing")).toMatchObject({ status: 500 });
});

test("no single key can be asked for", async () => {
  await add(`ssh-ed25519 ${blob}`);
  const [uuid = ""] = simulator.estate.sshKeys.keys();
  expect(await ask(simulator, `GET /ssh_keys/${uuid}`)).toMatchObject({ status: 404 });
});

describe("keys belong to the user whose credentials are used:", () => {
  test("others do not see them", async () => {
    await add(`ssh-ed25519 ${blob}`);
    expect(await ask(colleague(), "GET /ssh_keys")).toMatchObject({ body: { count: 0 } });
  });

  test("others cannot delete them", async () => {
    await add(`ssh-ed25519 ${blob}`);
    const [uuid = ""] = simulator.estate.sshKeys.keys();
    await ask(colleague(), `DELETE /ssh_keys/${uuid}`);
    expect(fingerprints()).toEqual([fingerprint]);
  });

  test("others may have the same one", async () => {
    await add(`ssh-ed25519 ${blob}`);
    expect(await add(`ssh-ed25519 ${blob}`, colleague())).toMatchObject({ status: 201 });
  });
});
