import { reasonOf } from "../command";

/** An output for progress. A terminal has one line, rewritten in place. A CI log or a file gets a line at times. */
export interface ProgressOutput {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** Replaces the detail beside the elapsed time, such as the number of bytes so far. */
export type Detail = (detail: string) => void;

const secondsBetweenLines = 15;

/** Writes to `output` what `work` does and how long it has taken, until it ends. */
export async function withProgress<T>(
  what: string,
  output: ProgressOutput,
  work: (detail: Detail) => Promise<T>,
): Promise<T> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  let detail = "";

  const line = () => `${what}${detail && `, ${detail}`} … ${seconds()} s`;
  // A line wider than the terminal would wrap, and the next one would not replace it.
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
