import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { restore, type Snapshot } from "../support/estate-snapshot";
import { HostedStack } from "../support/hosted-stack";

/*
 * States as released versions wrote them. To record the state of a new version, put its program into a folder of its
 * own here, and run this test once with RECORD_STATE=1: it writes a state into each folder that has none.
 */

const recorded = join(__dirname, "recorded");

async function record(stack: HostedStack, folder: string): Promise<void> {
  await stack.up(await readFile(join(folder, "program.js"), "utf8"));
  // Where the program stood on the machine that recorded it is nobody's business.
  const state = JSON.parse(await stack.succeeds("stack", "export"), (key, value: unknown) =>
    ["sourcePosition", "stackTrace"].includes(key) ? undefined : value,
  ) as object;
  await writeFile(join(folder, "state.json"), `${JSON.stringify(state, null, 2)}\n`);
  await writeFile(join(folder, "estate.json"), `${JSON.stringify(stack.estate.snapshot(), null, 2)}\n`);
}

test("the state that every released version wrote previews empty", async () => {
  for (const version of await readdir(recorded)) {
    const folder = join(recorded, version);
    const stack = await HostedStack.create({}, { PULUMI_CONFIG_PASSPHRASE: "" });
    try {
      if (process.env.RECORD_STATE === "1" && !existsSync(join(folder, "state.json"))) await record(stack, folder);
      await stack.succeeds("stack", "rm", "--yes", "--force", "test");
      await stack.succeeds("stack", "init", "test");
      restore(stack.estate, JSON.parse(await readFile(join(folder, "estate.json"), "utf8")) as Snapshot);
      await stack.succeeds("stack", "import", "--file", join(folder, "state.json"));
      await stack.write(await readFile(join(folder, "program.js"), "utf8"));

      await stack.succeeds("preview", "--expect-no-changes");
      await stack.succeeds("preview", "--refresh", "--expect-no-changes");
      await stack.succeeds("refresh", "--preview-only", "--expect-no-changes");
    } finally {
      await stack.remove();
    }
  }
});
