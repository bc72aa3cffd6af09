import { Command, InvalidArgumentError, Option } from "commander";
import { seedSmallAccount, type Shape, startSimulator } from "../simulator";

interface SimulateOptions {
  port: number;
  shape: Shape;
  installSeconds: number;
  requestsPerSecond?: number;
  verifyDomains?: boolean;
}

export const simulateCommand = new Command("simulate")
  .description("Run a stand-in for WP Engine's Customer API on this machine, with a small account in it.")
  .option("--port <number>", "the port to listen on", wholeNumber, 8080)
  .addOption(
    new Option("--shape <version>", "the version of the API whose answers it imitates")
      .choices(["2021", "1.6.7", "1.17.0"])
      .default("1.17.0"),
  )
  .option("--install-seconds <number>", "how long a new install stays pending", positive, 5)
  .option("--requests-per-second <number>", "answer 429 above this rate", positive)
  .option("--verify-domains", "have a new domain wait for the verification of its ownership")
  .action(simulate);

async function simulate(options: SimulateOptions): Promise<void> {
  const { port, shape, installSeconds, requestsPerSecond, verifyDomains } = options;
  const durations = { install: installSeconds * 1000 };
  const simulator = await startSimulator({ port, shape, requestsPerSecond, durations }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return simulateCommand.error(
      `error: Port ${port} is in use. Stop the program that listens there, or choose another port with --port (0 chooses a free one).`,
    );
  });
  seedSmallAccount(simulator);
  simulator.behaviours.set({ ownership: { required: verifyDomains === true } });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulator.close());
  console.log(`The simulated API answers at ${simulator.url} until Ctrl-C. To use it:

  export WPENGINE_BASE_URL=${simulator.url}
  export WPENGINE_USERNAME=${simulator.username}
  export WPENGINE_PASSWORD=${simulator.password}

Its account is called "agency".`);
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError("Write a whole number from 0 to 65535.");
  return Number(value);
}

function positive(value: string): number {
  if (!(Number(value) > 0)) throw new InvalidArgumentError("Write a number above 0.");
  return Number(value);
}
