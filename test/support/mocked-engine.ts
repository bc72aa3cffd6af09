import * as pulumi from "@pulumi/pulumi";
import { type MockResourceArgs } from "@pulumi/pulumi/runtime";

/** Has Pulumi's mocks in the engine's place for each test of a file. Gives the inputs that a resource is registered with. */
export function mockedEngine(): (resource: pulumi.CustomResource, name: string) => Promise<Record<string, unknown>> {
  let inputs: Record<string, Record<string, unknown>>;
  beforeEach(async () => {
    inputs = {};
    await pulumi.runtime.setMocks({
      call: () => ({}),
      newResource: (args: MockResourceArgs) => {
        inputs[args.name] = args.inputs as Record<string, unknown>;
        return { id: `${args.name}-id`, state: args.inputs as object };
      },
    });
  });
  // What a test declares is registered before the next one has mocks of its own.
  afterEach(() => pulumi.runtime.disconnect());
  return async (resource, name) => {
    await new Promise((resolve) => resource.urn.apply(resolve));
    return inputs[name]!;
  };
}
