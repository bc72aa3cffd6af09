import { type Simulator } from "../../simulator";
import { type Declaration, isOf } from "./declarations";
import { type ModelEngine, type Resource } from "./engine";
import { type Neighbour } from "./neighbour";
import { keysIn, type Somebody } from "./somebody";

/** Looks at each run: whatever is drawn, some things must never happen. */
export class Watch {
  /** What must not have happened. */
  readonly wrongs: string[] = [];
  /** What a run made, and then said that it does not know. */
  readonly doubtful = new Set<string>();

  constructor(
    private readonly simulator: Simulator,
    private readonly neighbour: Neighbour,
    private readonly somebody: Somebody,
  ) {}

  async over(engine: ModelEngine, program: Declaration[], run: () => Promise<unknown>): Promise<void> {
    // After a renaming two resources may stand for one thing. Each knows only of its own protection.
    const all = [...engine.state, ...engine.leftBehind];
    const open = new Set(all.filter((one) => !isGuarded(one, program)).map(keyOf));
    const guarded = engine.state.map(keyOf).filter((key) => !open.has(key));
    const [existed, owned] = [this.#existing(), ownedBy(engine)];
    const seen = this.simulator.requests.count();
    const backups = this.simulator.estate.backups.size;
    await run();
    const kept = ownedBy(engine);
    this.#lookForLost(owned, kept, engine, seen);
    this.#lookForMeddling(existed, new Set([...owned, ...kept]), seen);
    this.#lookForUnguarded(guarded, seen);
    this.#lookForBackups(engine, program, backups);
    this.#noteDoubtful(existed, kept, engine);
    this.#lookForCredentials(engine);
    if (!this.neighbour.isUntouched()) this.wrongs.push("the neighbour was touched");
  }

  /** What the state lets go is gone, the access of people included; somebody may have made it anew. */
  #lookForLost(owned: Set<string>, kept: Set<string>, { failures }: ModelEngine, seen: number): void {
    const existing = new Set(keysIn(this.simulator));
    const lost = [...owned].filter((key) => !kept.has(key) && existing.has(key) && !this.somebody.made.has(key));
    // A person whom a run deletes and invites again has the same id, and the run may not know whether that worked.
    const deleted = this.simulator.requests.all().slice(seen).flatMap(deletedBy);
    for (const key of lost)
      if (failures.some(isDoubt) && deleted.includes(key)) this.doubtful.add(key);
      else this.wrongs.push(`the state says that ${key} is gone, and it exists`);
  }

  /** Nobody's things are written to: what existed and was never ours, and what somebody made meanwhile. */
  #lookForMeddling(existed: ReadonlyMap<string, string>, ours: Set<string>, seen: number): void {
    for (const { method, path, status } of this.simulator.requests.all().slice(seen)) {
      if (method === "GET") continue;
      for (const key of keysOf(path)) {
        const owner = existed.get(key) ?? key;
        const isOthers = existed.has(key) || this.somebody.made.has(key);
        if (isOthers && !ours.has(owner) && !ours.has(key))
          this.wrongs.push(`${method} ${path} (${status}) is about ${key}, which is not ours`);
      }
    }
  }

  /** Nothing protected is deleted. */
  #lookForUnguarded(guarded: string[], seen: number): void {
    for (const { method, path } of this.simulator.requests.all().slice(seen))
      if (deletedBy({ method, path }).some((key) => guarded.includes(key)))
        this.wrongs.push(`${method} ${path} is about something protected`);
  }

  /** A run makes one backup for each that its program declares, even if an answer gets lost. */
  #lookForBackups({ state, leftBehind }: ModelEngine, program: Declaration[], before: number): void {
    const declared = program.filter(({ type }) => type === "Backup").length;
    const made = this.simulator.estate.backups.size - before;
    if (made > declared) this.wrongs.push(`a run made ${made} backups, and its program declares ${declared}`);
    const known = [...state, ...leftBehind].filter(({ type }) => type === "Backup");
    if (new Set(known.map(({ outputs }) => outputs.backupId)).size < known.length)
      this.wrongs.push("two actions stand for one backup");
  }

  /** A run that lost an answer, and sees nothing of what it made, says so: then somebody has to look. */
  #noteDoubtful(existed: ReadonlyMap<string, string>, kept: Set<string>, { failures }: ModelEngine): void {
    if (!failures.some(isDoubt)) return;
    for (const key of keysIn(this.simulator)) if (!existed.has(key) && !kept.has(key)) this.doubtful.add(key);
  }

  #lookForCredentials({ state, failures }: ModelEngine): void {
    const { username, password } = this.simulator;
    const texts = JSON.stringify([state, failures]);
    const secrets = [password, Buffer.from(`${username}:${password}`).toString("base64")];
    if (secrets.some((secret) => texts.includes(secret))) this.wrongs.push("a credential stands in a text");
  }

  /** All that exists. An install's own domain belongs to the install. */
  #existing(): Map<string, string> {
    const keys = new Map(keysIn(this.simulator).map((key) => [key, key]));
    for (const { id, installId, builtIn } of this.simulator.estate.domains.all()) if (builtIn) keys.set(id, installId);
    return keys;
  }
}

const isDoubt = (failure: string): boolean => /does not know whether|did not create it as it is/.test(failure);

/** The key that a request deleted. */
const deletedBy = ({ method, path }: { method: string; path: string }): string[] =>
  method === "DELETE" ? keysOf(path).slice(-1) : [];

/** The keys of all for which the state stands. */
const ownedBy = ({ state, leftBehind }: ModelEngine): Set<string> => new Set([...state, ...leftBehind].map(keyOf));

/** Whether a resource is protected, and this program does not lift that. */
function isGuarded(resource: Resource, program: Declaration[]): boolean {
  const { protect, inputs } = resource;
  if (protect === true) return true;
  const declared = program.find((one) => isOf(one, resource));
  // The provider heeds what the state says. The program may have lifted that in the same run.
  return inputs.deletionProtection === true && (declared?.args.deletionProtection ?? true) === true;
}

/** A person has one id in every account. */
const keyOf = ({ type, id, inputs }: Resource): string =>
  type === "AccountUser" ? `${String(inputs.accountId)} ${id}` : id;

/** The keys that a path names. */
function keysOf(path: string): string[] {
  const [, noun, id = "", , inner] = path.split("/");
  if (noun === "accounts") return inner === undefined ? [] : [`${id} ${inner}`];
  return [id, inner].filter((key) => key !== undefined && key !== "" && key !== "bulk") as string[];
}
