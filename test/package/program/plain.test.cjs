const pulumi = require("@pulumi/pulumi");

test("a JavaScript program declares a resource under mocks", async () => {
  await pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "made", state: inputs }), call: () => ({}) });
  const { Site } = require("pulumi-wpengine");
  const site = new Site("acme", { accountId: "agency", name: "Acme" });
  expect(await new Promise((resolve) => site.id.apply(resolve))).toBe("made");
});
