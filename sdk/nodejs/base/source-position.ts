import { dirname, join } from "node:path";

/** V8's settings of stack traces. Older releases of Node.js 20 have no `prepareStackTrace` (nodejs/node#50827). */
interface StackTraces {
  stackTraceLimit: number;
  prepareStackTrace?: ((error: Error, frames: NodeJS.CallSite[]) => unknown) | undefined;
}

/**
 * Makes Pulumi record only the program's part of a stack trace, until the returned function undoes it. Otherwise traces
 * also hold the frames of Node.js, of the program's runner and of our classes: then they are two fifths of a state, and
 * the source position of a resource lies in our code.
 */
export function recordTheProgramOnly(): () => void {
  const settings: StackTraces = Error;
  const { stackTraceLimit, prepareStackTrace } = settings;
  // Pulumi takes four stack traces for each output, for its report of leaked promises. They cost half the time of a
  // program with thousands of resources. For the source position of a resource, Pulumi sets its own limit.
  settings.stackTraceLimit = 0;
  if (prepareStackTrace !== undefined) {
    settings.prepareStackTrace = (error, frames) => prepareStackTrace(error, ofTheProgram(frames));
  }
  return () => {
    settings.stackTraceLimit = stackTraceLimit;
    settings.prepareStackTrace = prepareStackTrace;
  };
}

/**
 * Keeps one of our two frames, because Pulumi drops its own frames and then one frame more, that of a package's class.
 */
function ofTheProgram(frames: NodeJS.CallSite[]): NodeJS.CallSite[] {
  const first = frames.findIndex(isOurs);
  if (first < 0) return frames;
  const callers = frames.slice(first + 1);
  return [...frames.slice(0, first + 1), ...callers.filter((frame) => !isOurs(frame) && !isRunner(frame))];
}

/** The folders of the classes, of their base and of the components. */
const ourFolders = [dirname(__dirname), __dirname, join(dirname(__dirname), "components")];

const isOurs = (frame: NodeJS.CallSite): boolean => ourFolders.includes(dirname(frame.getFileName() ?? ""));

/** Whether a frame belongs to Node.js or to a tool that loads and runs the program. */
const isRunner = (frame: NodeJS.CallSite): boolean =>
  /^$|^node:|[\\/]node_modules[\\/](@pulumi[\\/]pulumi|ts-node|tsx)[\\/]/.test(frame.getFileName() ?? "");
