import { connect } from "node:net";

const interval = 2000;
const timeout = 2000;
// A busy machine may refuse one connection although the engine runs.
const missesAllowed = 1;

/**
 * Ends this process when its engine is gone. A killed engine does not end its providers, and a provider that went on
 * would change an estate whose state nobody keeps. The sign is that the engine's address stops answering. Standard
 * input is no sign, because the provider may have none from the beginning.
 */
export function watchEngine(address: string | undefined, end: () => void = () => process.exit(1)): AbortSignal {
  const gone = new AbortController();
  const [, host, port] = /^(.*):(\d+)$/.exec(address ?? "") ?? [];
  if (host === undefined || port === undefined) return gone.signal;
  let misses = 0;
  const timer = setInterval(() => {
    void answers(host, Number(port)).then((alive) => {
      misses = alive ? 0 : misses + 1;
      if (misses <= missesAllowed) return;
      clearInterval(timer);
      gone.abort(new Error("The Pulumi engine is gone."));
      end();
    });
  }, interval);
  timer.unref();
  return gone.signal;
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout });
    const settle = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    // A connection that neither opens nor fails proves nothing: the engine may be busy.
    socket.once("timeout", () => settle(true));
  });
}
