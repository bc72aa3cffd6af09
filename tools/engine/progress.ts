import { reasonOf } from "../command";

/** What progress is written to: a terminal is rewritten in place, anything else (a CI log, a file) gets a line at times. */
export interface ProgressOutput {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** Replaces the detail shown beside the elapsed time, such as how much has arrived. */
export type Detail = (detail: string) => void;

const secondsBetweenLines = 15;

/** Says on `output` what is being done and for how long, until `work` has ended. */
export async function withProgress<T>(
  what: string,
  output: ProgressOutput,
  work: (detail: Detail) => Promise<T>,
): Promise<T> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  let detail = "";

  const line = () => `${what}${detail && `, ${detail}`} … ${seconds()} s`;
  // A line wider than the terminal would wrap, and then be repeated instead of rewritten.
  const inPlace = () => `\r\x1b[2K${line().slice(0, (output.columns ?? 80) - 1)}`;
  const show = () => output.write(output.isTTY ? inPlace() : `${line()}\n`);
  const end = (result: string) =>
    output.write(`${output.isTTY ? "\r\x1b[2K" : ""}${what}: ${result} after ${seconds()} s\n`);

  show();
  const timer = setInterval(show, (output.isTTY ? 1 : secondsBetweenLines) * 1000);
  try {
    const result = await work((text) => (detail = text));
    end("done");
    return result;
  } catch (error) {
    end(`failed (${reasonOf(error)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
