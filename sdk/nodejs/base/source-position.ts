import { dirname, join } from "node:path";

/** V8's settings of stack traces. Older releases of Node.js 20 have no `prepareStackTrace` (nodejs/node#50827). */
interface StackTraces {
  stackTraceLimit: number;
  prepareStackTrace?: ((error: Error, frames: NodeJS.CallSite[]) => unknown) | undefined;
}

/** A place in a file that declares resources, in the way of a program. Lines and columns begin at 1. */
export interface PlaceInFile {
  path: string;
  line: number;
  column: number;
}

/** Where the resource stands that is being declared; undefined: in the program. */
let place: PlaceInFile | undefined;

/** Declares what stands in a file: Pulumi records that place as if the file were a part of the program. */
export function declaredIn<Declared>(file: PlaceInFile, declare: () => Declared): Declared {
  const outer = place;
  place = file;
  try {
    return declare();
  } finally {
    place = outer;
  }
}

/** Makes a place of a file the first of the program's frames. Pulumi reads the text of a trace, and no frames. */
function beginningIn({ path, line, column }: PlaceInFile, trace: unknown, frames: NodeJS.CallSite[]): unknown {
  const first = frames.findIndex(isOurs);
  if (typeof trace !== "string" || first < 0) return trace;
  const lines = trace.split("\n");
  const ofError = lines.length - ofTheProgram(frames).length;
  lines.splice(ofError + first + 1, 0, `    at file (${path}:${line}:${column})`);
  return lines.join("\n");
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
  const inFile = place;
  if (prepareStackTrace !== undefined) {
    settings.prepareStackTrace = (error, frames) => {
      const trace = prepareStackTrace(error, ofTheProgram(frames));
      return inFile === undefined ? trace : beginningIn(inFile, trace, frames);
    };
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
