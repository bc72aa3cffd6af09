import { isGrpcError } from "@pulumi/pulumi/errors";
// Creates the store that Pulumi has for each run of a program.
import "@pulumi/pulumi/runtime/state";
import { type AsyncLocalStorage } from "node:async_hooks";
import { types } from "node:util";
import { runInThisContext } from "node:vm";

/*
 * Most errors of a program are unhandled rejections, and Pulumi's server listens for them on `process`. Jest gives a
 * test a copy of `process` that hears of none, and fails the test for each of them. So this file sends the errors of a
 * program to the listeners of its run, and all others to Jest.
 */

const events = ["unhandledRejection", "uncaughtException"] as const;
type Listener = (error: unknown, origin: unknown) => void;

/** The process that Jest hides. */
const host = runInThisContext("process") as NodeJS.EventEmitter;
const copy: NodeJS.EventEmitter = process;

/** Pulumi's store for the run of a program. All that the program begins is in it, even after the run has ended. */
const currentRun = (): object | undefined => (globalThis.asyncLocalStorage as AsyncLocalStorage<object>).getStore();

const runOf = new WeakMap<object, object | undefined>();
const noteRun = (_event: string | symbol, listener: object): void => void runOf.set(listener, currentRun());

let servers = 0;
let restore: () => void;

/** Sends the errors of programs to their runs, until every server that wanted it is closed. */
export function deliverProgramErrors(): void {
  if (servers++ > 0) return;
  copy.on("newListener", noteRun);
  const restores = events.map(intercept);
  restore = () => {
    copy.removeListener("newListener", noteRun);
    for (const one of restores) one();
  };
}

export function stopDelivering(): void {
  if (--servers === 0) restore();
}

/** Intercepts an event of Jest, and gives the function that gives it back. */
function intercept(event: (typeof events)[number]): () => void {
  const ofJest = host.listeners(event) as Listener[];
  const deliver: Listener = (error, origin) => {
    const run = currentRun();
    const listeners = copy.listeners(event) as Listener[];
    const ofRun = run === undefined ? [] : listeners.filter((listener) => runOf.get(listener) === run);
    // A run that has ended has no listeners: its errors are those of requests to an engine that is gone.
    if (run !== undefined && ofRun.length === 0 && types.isNativeError(error) && isGrpcError(error)) return;
    for (const listener of ofRun.length > 0 ? ofRun : ofJest) listener(error, origin);
  };
  host.removeAllListeners(event);
  host.on(event, deliver);
  return () => {
    host.removeListener(event, deliver);
    for (const listener of ofJest) host.on(event, listener);
  };
}
