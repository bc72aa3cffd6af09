import { spawn } from "node:child_process";
import { constants } from "node:os";
import { engineEnvironment, findEngine } from "./engine/engine";

/** `npm run pulumi -- …`: runs Pulumi. Obtains it first if this machine has none. */
async function main(): Promise<void> {
  const engine = await findEngine();
  const pulumi = spawn(engine.pulumi, process.argv.slice(2), { stdio: "inherit", env: engineEnvironment(engine) });

  // A terminal sends Ctrl-C to pulumi too. Pulumi takes a second one as "stop at once", so this process must not pass
  // it on.
  const terminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  process.on("SIGINT", () => terminal || pulumi.kill("SIGINT"));
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => pulumi.kill(signal));

  pulumi.on("error", fail);
  pulumi.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)));
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

main().catch(fail);
