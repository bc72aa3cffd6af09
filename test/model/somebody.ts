import { type ActName, actsOn, agencyId, type Simulator, type WatchedRequest } from "../../simulator";
import { type Deed } from "./commands";
import { type ModelEngine } from "./engine";
import { type Neighbour } from "./neighbour";

/** Somebody who works in the same account. */
export class Somebody {
  /** The keys of all that somebody made. */
  readonly made = new Set<string>();
  /** What somebody did, in words. */
  readonly deeds: string[] = [];
  readonly acts: ActName[] = [];

  constructor(
    private readonly simulator: Simulator,
    private readonly neighbour: Neighbour,
    /** Hears that the neighbour was touched before somebody did anything. */
    private readonly onTouched: () => void,
  ) {}

  /** Acts once, at a request of the next run: the first from this one on that the act can be about. */
  expect({ act, nth, moment }: Deed): void {
    let isDone = false;
    const once = (request: WatchedRequest): void => {
      isDone ||= this.act(act, request);
    };
    const method = act === "create-same" && { method: "POST" };
    this.simulator.behaviours.set({
      actor: { script: [{ ...method, nth: act === "create-same" ? 1 : nth, moment, times: Infinity, act: once }] },
    });
  }

  /** Acts between two runs. Whether there was anything to do. */
  actAlone(act: ActName): boolean {
    const same = this.#drawn([
      { path: "/sites", body: { account_id: agencyId, name: "Site & 0  éa" } },
      { path: "/installs", body: { account_id: agencyId, name: "prod0" } },
      { path: "/installs", body: { account_id: agencyId, name: "stag" } },
    ]);
    return this.act(act, act === "create-same" ? { method: "POST", ...same } : { method: "GET", path: "/" });
  }

  act(act: ActName, request: WatchedRequest): boolean {
    if (!this.neighbour.isUntouched()) this.onTouched();
    const { estate } = this.simulator;
    const before = new Set(keysIn(this.simulator));
    const deed = actsOn(estate)(act, request, () => this.#random());
    this.neighbour.note();
    if (deed === undefined) return false;
    this.acts.push(act);
    this.deeds.push(`${request.method} ${request.path}: ${deed}`);
    for (const key of keysIn(this.simulator)) if (!before.has(key)) this.made.add(key);
    return true;
  }

  /** Removes what somebody made, or these, if no resource has adopted it. */
  undo({ state }: ModelEngine, keys: Iterable<string> = this.made): void {
    const { estate } = this.simulator;
    // A person has one id in every account.
    const isOurs = (id: string, accountId?: string): boolean =>
      state.some((one) => one.id === id && (accountId === undefined || one.inputs.accountId === accountId));
    for (const key of keys) {
      const [id = "", userId] = key.split(" ");
      // An install's own domain goes with the install, and not before it.
      const isOwnDomain = estate.domains.all().some((one) => one.id === id && one.builtIn);
      if (isOwnDomain || (userId === undefined ? isOurs(id) : isOurs(userId, id))) continue;
      for (const install of estate.installsOf(id)) install.siteId = null;
      estate.removeSite(id);
      estate.removeInstall(id);
      estate.removeDomain(id);
      estate.removeSshKey(id);
      if (userId !== undefined) estate.removeAccountUser({ accountId: id, userId });
    }
  }

  #random(): number {
    return this.simulator.behaviours.random("somebody");
  }

  #drawn<T>(all: [T, ...T[]]): T {
    return all[Math.floor(this.#random() * all.length)] ?? all[0];
  }
}

/** The keys of all that exists: an id, or an account's and a person's. */
export const keysIn = ({ estate }: Simulator): string[] =>
  [estate.sites, estate.installs, estate.domains, estate.accountUsers, estate.sshKeys].flatMap((all) => [
    ...all.keys(),
  ]);
