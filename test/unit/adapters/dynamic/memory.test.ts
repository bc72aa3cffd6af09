import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { memoryKey, pack, unpack } from "../../../../provider/adapters/dynamic/memory";
import { resources } from "../../../../provider/resources";
import { type Kept, type Schema } from "../../../../provider/values";
import * as sdk from "../../../../sdk/nodejs/base/secrets";
import { accountId, publicKeys } from "../../../support/nouns";

/*
 * The world of the rules' tests checks the same of all that a step hands out there, half done or whole.
 */

const schemaOf = (type: string): Schema => resources[type]!.schema;
const installId = "b0000000-0000-4000-8000-000000000001";
const installed = { accountId, name: "acme", siteId: installId, environment: "staging", status: "pending" };

const shapes: Record<string, { type: string; kept: Kept }> = {
  "inputs in another form than the API's": {
    type: "AccountUser",
    kept: {
      id: "u1",
      declared: { accountId, email: "Jo@Acme.example", firstName: "Jo", lastName: "Ray", roles: "full" },
      observed: { accountId, email: "jo@acme.example", firstName: "Joan", lastName: "Ray", roles: "full" },
    },
  },
  "an optional input that the API has, and the program does not declare": {
    type: "Domain",
    kept: {
      id: "d1",
      declared: { installId, name: "acme.example" },
      observed: { installId, name: "acme.example", accountId, primary: true, secureAllUrls: false },
    },
  },
  "a declared input that the API has taken away": {
    type: "Domain",
    kept: {
      id: "d1",
      declared: { installId, name: "acme.example", redirectTo: "d0", installProtection: "default" },
      observed: { installId, name: "acme.example" },
    },
  },
  "a half-made install": {
    type: "Install",
    kept: {
      id: "i1",
      declared: { accountId, name: "acme", siteId: installId, environment: "staging", deletionProtection: true },
      observed: installed,
      isUnsettled: true,
    },
  },
  "an adopted site": {
    type: "Site",
    kept: {
      id: "s1",
      declared: { accountId, name: "Acme", adopt: true },
      observed: { accountId, name: "Acme" },
      adoption: "0b0f2ac5-6d2f-4d53-9e0e-0e8f4f0a7a01",
    },
  },
  "a key that the program knows by its fingerprint": {
    type: "SshKey",
    kept: { id: "k1", declared: { fingerprint: "a1:b2" }, observed: { fingerprint: "a1:b2", comment: "jo" } },
  },
  "a key that the program knows by its text": {
    type: "SshKey",
    kept: {
      id: "k1",
      declared: { publicKey: publicKeys[0] },
      observed: { publicKey: publicKeys[0], fingerprint: "a1:b2" },
    },
  },
  "a `get`, of which the id alone is known": { type: "Site", kept: { id: "s1", declared: {}, observed: {} } },
};

test.each(Object.entries(shapes))("what the engine keeps comes back whole: %s", (_shape, { type, kept }) => {
  expect(unpack(schemaOf(type), kept.id, pack(schemaOf(type), kept))).toStrictEqual(kept);
});

test("where the API agrees, the memory holds names alone, and no value a second time", () => {
  const { kept } = shapes["a half-made install"]!;
  expect(pack(schemaOf("Install"), kept).__declared).toEqual({ optional: ["siteId", "environment"], unsettled: true });
});

test("the classes encrypt the memory under the name that the provider gives it", () => {
  expect(sdk.memoryKey).toBe(memoryKey);
});

const recorded = join(__dirname, "..", "..", "..", "engine", "recorded");

test.each(readdirSync(recorded))("the outputs that version %s wrote are written again as they were", (version) => {
  const state = JSON.parse(readFileSync(join(recorded, version, "state.json"), "utf8")) as {
    deployment: { resources: { type: string; id?: string; outputs?: Record<string, unknown> }[] };
  };
  const ours = state.deployment.resources.filter(({ type }) => type.includes("/wpengine:"));
  expect(ours.length).toBeGreaterThan(10);
  for (const { type, id = "", outputs = {} } of ours) {
    const { __provider, ...values } = outputs;
    const schema = schemaOf(type.replace(/^.*:/, ""));
    expect(pack(schema, unpack(schema, id, values))).toEqual(values);
  }
});
