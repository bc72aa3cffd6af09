import { dirname } from "node:path";

/** V8's settings of stack traces. Older releases of Node.js 20 have no formatter there (nodejs/node#50827). */
interface StackTraces {
  stackTraceLimit: number;
  prepareStackTrace?: ((error: Error, frames: NodeJS.CallSite[]) => unknown) | undefined;
}

/**
 * Until it is undone, Pulumi records for a resource the stack trace of the program, and nothing else. With the frames of Node.js,
 * of the program's runner and of our own classes, traces are two fifths of a state, and a resource's source position is ours.
 */
export function recordTheProgramOnly(): () => void {
  const settings: StackTraces = Error;
  const { stackTraceLimit, prepareStackTrace } = settings;
  // Pulumi takes four stack traces an output for its report of leaked promises: half the time of a program of thousands of
  // resources. That of where a resource stands is taken under a limit of Pulumi's own.
  settings.stackTraceLimit = 0;
  if (prepareStackTrace !== undefined) {
    settings.prepareStackTrace = (error, frames) => prepareStackTrace(error, ofTheProgram(frames));
  }
  return () => {
    settings.stackTraceLimit = stackTraceLimit;
    settings.prepareStackTrace = prepareStackTrace;
  };
}

/** Pulumi leaves out its own frames, which come first, and one for the constructor of a package's class: we have two. */
function ofTheProgram(frames: NodeJS.CallSite[]): NodeJS.CallSite[] {
  const first = frames.findIndex(isOurs);
  if (first < 0) return frames;
  const callers = frames.slice(first + 1);
  return [...frames.slice(0, first + 1), ...callers.filter((frame) => !isOurs(frame) && !isRunner(frame))];
}

/** The classes, and what they have in common. */
const ourFolders = [dirname(__dirname), __dirname];

const isOurs = (frame: NodeJS.CallSite): boolean => ourFolders.includes(dirname(frame.getFileName() ?? ""));

/** Whatever loads and runs a program. */
const isRunner = (frame: NodeJS.CallSite): boolean =>
  /^$|^node:|[\\/]node_modules[\\/](@pulumi[\\/]pulumi|ts-node|tsx)[\\/]/.test(frame.getFileName() ?? "");
