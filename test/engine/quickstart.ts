import type { Simulator } from "../../simulator";
import type { Workspace } from "../../tools/workspace";

/** The settings that a program needs to run against a simulator. */
export function settingsFor(simulator: Simulator): NodeJS.ProcessEnv {
  return {
    WPENGINE_BASE_URL: simulator.url,
    WPENGINE_USERNAME: simulator.username,
    WPENGINE_PASSWORD: simulator.password,
    WPENGINE_POLL_INTERVAL: "100ms",
  };
}

/** Runs a command that must succeed. */
export async function succeeds(workspace: Workspace, ...args: string[]): Promise<void> {
  const { code, output } = await workspace.run(...args);
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(code)}:\n${output}`);
}

/** Every preview must find nothing to do. */
export async function isClean(workspace: Workspace): Promise<void> {
  await succeeds(workspace, "preview", "--expect-no-changes");
  await succeeds(workspace, "preview", "--refresh", "--expect-no-changes");
  await succeeds(workspace, "refresh", "--preview-only", "--expect-no-changes");
}

/** Takes examples/quickstart from nothing to nothing, as its README says. */
export async function liveQuickstart(workspace: Workspace, simulator: Simulator, stack: string): Promise<void> {
  await succeeds(workspace, "stack", "init", stack);
  await succeeds(workspace, "config", "set", "account", "agency");
  await succeeds(workspace, "config", "set", "install", "acmequick");
  await succeeds(workspace, "up", "--yes", "--skip-preview");
  expect(simulator.estate.domain("acme.example").primary).toBe(true);

  await isClean(workspace);

  const refused = await workspace.run("destroy", "--yes");
  expect(refused.output).toContain("cannot be deleted");
  await succeeds(workspace, "config", "set", "deletionProtection", "false");
  await succeeds(workspace, "up", "--yes", "--skip-preview");
  await succeeds(workspace, "destroy", "--yes", "--skip-preview");
  expect(simulator.estate.sites.size + simulator.estate.installs.size).toBe(0);
}
