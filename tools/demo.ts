import { join } from "node:path";
import { type Simulator, startSimulator } from "../simulator";
import { type CommandResult, Workspace } from "./workspace";

/*
 * `npm run demo`: the real Pulumi creates, changes and destroys an agency's whole estate on a simulated API. The demo
 * touches no real account: it replaces the provider's settings in the environment, and the new stack has no settings of
 * its own.
 */

const project = join(__dirname, "..", "..");
const stack = "simulated-demo";
const linesShown = 8;

async function main(): Promise<void> {
  const simulator = await startSimulator({ durations: { install: 1500 } });
  say(`The simulated API answers at ${simulator.url}.`);
  const workspace = await Workspace.create(project, {
    WPENGINE_BASE_URL: simulator.url,
    WPENGINE_USERNAME: simulator.username,
    WPENGINE_PASSWORD: simulator.password,
    WPENGINE_POLL_INTERVAL: "500ms",
    WPENGINE_ADOPT: "false",
  });
  try {
    await play(workspace, simulator);
  } finally {
    // This removes the stack's configuration file too. Nothing else was written into the project.
    await workspace.run("stack", "rm", stack, "--yes", "--force");
    await workspace.remove();
    await simulator.close();
  }
}

async function play(workspace: Workspace, simulator: Simulator): Promise<void> {
  const { estate, requests } = simulator;
  const pulumi = async (expected: "success" | "drift" | "refusal", ...args: string[]): Promise<void> => {
    console.log(`$ pulumi ${args.join(" ")}`);
    requests.clear();
    const result = await workspace.run(...args);
    show(result);
    console.log(`  (${requests.count()} API requests, exit code ${String(result.code)})`);
    const wanted = { success: [0], drift: [7], refusal: [1, 255] }[expected];
    if (!wanted.includes(result.code ?? -1)) throw new Error(`The demo expected a ${expected}:\n${result.output}`);
  };

  say("Create a stack, with its state in a temporary folder.");
  await pulumi("success", "stack", "init", stack);

  say("Create the estate of examples/agency: sites, installs, domains, users and keys.");
  await pulumi("success", "up", "--yes", "--skip-preview", "--suppress-outputs");

  say("Preview with a refresh: nothing has changed.");
  await pulumi("success", "preview", "--refresh", "--expect-no-changes", "--suppress-outputs");

  say("Somebody works in the portal: ends a redirect, renames a site, and makes a user an owner.");
  estate.domain("www.alderbakery.example").redirectTo = null;
  estate.site("Birch & Sons").name = "Birch and Sons";
  estate.accountUser("chi@agency.example").roles = "owner";

  say("The preview finds the three changes, names their inputs, and exits with 7.");
  await pulumi("drift", "preview", "--refresh", "--expect-no-changes", "--suppress-outputs");

  say("Repair the drift.");
  await pulumi("success", "up", "--refresh", "--yes", "--skip-preview", "--suppress-outputs");

  say("Try to destroy the estate: the protection of the production installs stops Pulumi before it deletes anything.");
  await pulumi("refusal", "destroy", "--yes");
  if (requests.writes().length > 0) throw new Error("The refused destroy has sent a write.");

  say("Lift the protection in the stack's configuration.");
  await pulumi("success", "config", "set", "deletionProtection", "false");
  await pulumi("success", "up", "--yes", "--skip-preview", "--suppress-outputs");

  say("Destroy the estate.");
  await pulumi("success", "destroy", "--yes", "--skip-preview");
  const left = estate.sites.size + estate.installs.size + estate.domains.size + estate.sshKeys.size;
  if (left > 0) throw new Error(`${left} objects are left.`);
  say("Nothing is left of the estate.");
}

const say = (text: string): void => console.log(`\n# ${text}`);

/** Prints what matters of a long output: the changes, one refusal, and the sums. */
function show({ output }: CommandResult): void {
  const lines = output.split("\n").map((line) => line.trimEnd());
  const changes = lines.filter((line) => line.includes("[diff:") && !line.includes("updating (0s)"));
  const more = changes.length > linesShown ? [`… and ${changes.length - linesShown} more`] : [];
  const refusal = lines.find((line) => line.includes("error: ")) ?? "";
  const from = lines.lastIndexOf("Resources:");
  const sums = from < 0 ? [] : lines.slice(from + 1).filter((line) => /^\s+\S+ ?\d+ |^\s+\d+ /.test(line));
  for (const line of [...changes.slice(0, linesShown), ...more, refusal, ...sums])
    if (line !== "") console.log(`  ${line.trim()}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
