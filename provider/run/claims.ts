import { type Declared, type Kept, type Observed, textOf, type Values } from "../values";

/** A resource of this run that stands for an object. */
interface Claim {
  by: "diff" | "update" | "creation";
  /** What its inputs mean. */
  meaning: string;
  /** Its inputs as the program has them, and whether a change to them is still to come. */
  news: Declared;
  isChanging: boolean;
  /** What the API had before that change. */
  before: Observed;
  /** Every form of the resource that the engine got. A step that brings one of them back is a step of this resource. */
  known: Set<string>;
}

/** What a diff saw: an object in the state, and what the program declares for it. */
export interface Sight {
  object: string;
  kept: Kept;
  news: Declared;
  meaning: string;
  /** The natural keys that it has, and that it is to have. */
  oldKey: string | undefined;
  newKey: string | undefined;
  isChanging: boolean;
}

/**
 * Why a resource cannot have a natural key. Another resource declares it ("declared"), has it until this run renames that
 * resource ("leaving"), or has it until this run deletes its object to make room for the replacement ("going").
 */
export type Clash = "declared" | "leaving" | "going";

/** Which resource of this run stands for which object. An object belongs to one resource. */
export class Claims {
  readonly #claims = new Map<string, Claim>();
  readonly #newcomers = new Map<string, { adopts: boolean }>();
  readonly #held = new Map<string, Sight>();
  /** The objects that go before their replacements come, by their own natural keys. */
  readonly #going = new Map<string, string>();
  /** The natural keys of those replacements, and of new resources that take the natural key of what goes. */
  readonly #coming = new Set<string>();
  readonly #created = new Map<string, Values>();
  readonly #deleted = new Map<string, Values>();
  readonly #staying = new Set<string>();
  readonly #inState = new Map<string, { observed: Observed; news: Declared }>();
  readonly #declared = new Set<string>();
  readonly #roles = new Map<string, string>();

  /** Notes that the program declares a resource of this type with this meaning. */
  noteDeclared(type: string, meaning: string): void {
    this.#declared.add(`${type} ${meaning}`);
  }

  isDeclared(type: string, meaning: string): boolean {
    return this.#declared.has(`${type} ${meaning}`);
  }

  /** Notes that the state has this object: the engine asked for a diff of it. */
  noteInState(object: string, observed: Observed, news: Declared): void {
    this.#inState.set(object, { observed, news });
  }

  isInState(object: string): boolean {
    return this.#inState.has(object);
  }

  /** Whether an input of an object holds this other id in the state, and is going to lose it. */
  isGivingUp(object: string, input: string, other: string): boolean {
    const seen = this.#inState.get(object);
    const isIt = (one: unknown): boolean => String(one).toLowerCase() === other.toLowerCase();
    return seen !== undefined && isIt(seen.observed[input]) && !isIt(seen.news[input]);
  }

  /** Claims what a diff saw. Returns a clash if another resource of this run wants the object. */
  claimSeen(sight: Sight): Clash | undefined {
    const { object, kept, news, meaning, oldKey, newKey, isChanging } = sight;
    const first = this.#claims.get(object);
    if (first !== undefined && first.meaning !== meaning && !isNextStep(first, kept)) return "declared";
    if (first === undefined && newKey !== undefined && this.#newcomers.has(newKey)) return "declared";
    if (oldKey !== newKey && oldKey !== undefined && this.#newcomers.get(oldKey)?.adopts === true) return "leaving";
    const known = new Set([...(first?.known ?? []), textOf(kept)]);
    this.#claims.set(object, { by: "diff", meaning, news, isChanging, before: kept.observed, known });
    for (const key of [oldKey, newKey]) if (key !== undefined) this.#held.set(key, sight);
    return undefined;
  }

  /** Notes that an object goes before its replacement comes, which has another natural key. */
  noteGoing(object: string, oldKey: string, newKey: string): void {
    this.#going.set(oldKey, object);
    this.#coming.add(newKey);
  }

  /** Whether an object would go to make room for its replacement while another resource takes its natural key. */
  isGoingWhileTaken(object: string): boolean {
    const isTaken = (key: string): boolean => this.#newcomers.has(key) || this.#coming.has(key);
    return [...this.#going].some(([key, one]) => one === object && isTaken(key));
  }

  /** The resource that claims a role in this run. */
  holderOf(role: string): string | undefined {
    return this.#roles.get(role);
  }

  /** Claims a role that only one resource may hold, and returns its holder. */
  claimRole(role: string, holder: string): string {
    const first = this.#roles.get(role) ?? holder;
    this.#roles.set(role, first);
    return first;
  }

  /** Whether a program has declared anything in this run. A destroy runs none, unless it is told to. */
  get hasProgram(): boolean {
    return this.#declared.size > 0;
  }

  /** Claims the natural key of a resource that the state does not have. For a replacement, a diff came before. */
  claimNewKey(key: string, meaning: string, adopts: boolean): Clash | undefined {
    if (this.#newcomers.has(key)) return "declared";
    if (this.#going.has(key)) {
      // The deletion may be under way. It looks once more before it sends its request.
      this.#coming.add(key);
      return "going";
    }
    const held = this.#held.get(key);
    if (held !== undefined) {
      const isLeaving = held.newKey !== key;
      if (isLeaving && adopts) return "leaving";
      if (!isLeaving && !(held.isChanging && held.meaning === meaning)) return "declared";
    }
    this.#newcomers.set(key, { adopts });
    return undefined;
  }

  /** Notes that a creation is over: from now on a look finds the object. */
  noteArrived(key: string): void {
    this.#newcomers.delete(key);
  }

  /** Claims an object that this run created. */
  claimCreated(object: string, meaning: string, news: Declared): void {
    const claim = { by: "creation", meaning, news, isChanging: false, before: {} } as const;
    this.#claims.set(object, { ...claim, known: new Set() });
    this.#deleted.delete(object);
  }

  /**
   * Claims an existing object for a resource that is being created. False: another resource has it, and the new
   * resource does not replace that one.
   */
  claimAdopted(object: string, meaning: string, news: Declared): boolean {
    const first = this.#claims.get(object);
    const isReplaced = first?.by === "diff" && first.isChanging && first.meaning === meaning;
    if (first !== undefined && !isReplaced) return false;
    this.claimCreated(object, meaning, news);
    return true;
  }

  /** Claims an object for its update. False: another resource has it. */
  claimForUpdate(object: string, kept: Kept, meaning: string, news: Declared): boolean {
    const first = this.#claims.get(object);
    if (first !== undefined && !isNextStep(first, kept)) return false;
    const known = new Set([...(first?.known ?? []), textOf(kept)]);
    this.#claims.set(object, { by: "update", meaning, news, isChanging: true, before: kept.observed, known });
    return true;
  }

  isNextStepOf(object: string, kept: Kept): boolean {
    const claim = this.#claims.get(object);
    return claim !== undefined && isNextStep(claim, kept);
  }

  /** Notes the form that the engine keeps after a step. */
  noteForm(object: string, kept: Kept): void {
    this.#claims.get(object)?.known.add(textOf(kept));
  }

  /** Notes that an update is over, done or not: no change of the object is left to come. */
  noteEnded(object: string): void {
    const claim = this.#claims.get(object);
    if (claim !== undefined) claim.isChanging = false;
  }

  /** Notes that an update succeeded: the natural key that it gave up is free. */
  noteUpdated(object: string): void {
    this.noteEnded(object);
    for (const [key, held] of this.#held) {
      if (held.object === object && held.newKey !== key) this.#held.delete(key);
    }
  }

  /**
   * Whether a resource of this run stands for an object, or the object's deletion failed. Then nothing else of this run
   * deletes it.
   */
  isLive(object: string): boolean {
    return this.#claims.has(object) || this.#staying.has(object);
  }

  /** Whether a resource keeps this object. A change that is still to come may turn out to be a replacement. */
  isKept(object: string): boolean {
    const claim = this.#claims.get(object);
    return claim !== undefined && !(claim.by === "diff" && claim.isChanging);
  }

  /** Notes that the deletion of an object was refused, or failed. */
  noteStaying(object: string): void {
    this.#staying.add(object);
  }

  /**
   * Gives up the claim to an object that is to be deleted. False: another resource stands for the object, which then
   * stays. If a diff saw this resource change, and no update followed, the deletion is that of the old half of a
   * replacement.
   */
  releaseForDeletion(object: string, kept: Kept): boolean {
    const claim = this.#claims.get(object);
    if (claim === undefined) return true;
    const isItself = claim.by === "diff" && claim.isChanging && isNextStep(claim, kept);
    if (isItself) this.#claims.delete(object);
    return isItself;
  }

  /** What the program declares for an object, and whether that is still to come. */
  declaredFor(object: string): Readonly<Pick<Claim, "news" | "isChanging" | "before">> | undefined {
    return this.#claims.get(object);
  }

  /** The objects of a type that this run changes or has changed, as they were before. */
  formerOf(type: string): Values[] {
    return [...this.#claims].flatMap(([object, { by, before }]) =>
      object.startsWith(`${type} `) && by !== "creation" ? [{ ...before, id: object.split(" ").at(-1) }] : [],
    );
  }

  /** Notes a resource that this run created and that can be used. */
  noteCreated(id: string, outputs: Values): void {
    this.#created.set(id.toLowerCase(), outputs);
  }

  /** The outputs of a resource that this run created; undefined if it created none with this id. */
  created(id: string): Values | undefined {
    return this.#created.get(id.toLowerCase());
  }

  /** Notes what this run deleted, as it last was. */
  noteDeleted(object: string, values: Values): void {
    this.#staying.delete(object);
    this.#deleted.set(object, values);
  }

  isDeleted(object: string): boolean {
    return this.#deleted.has(object);
  }

  /** What this run deleted of a type: its objects, as they last were. */
  deletedOf(type: string): Values[] {
    return [...this.#deleted].flatMap(([object, values]) => (object.startsWith(`${type} `) ? [values] : []));
  }
}

/**
 * What a claim calls an object: its id, and what the id is unique within. A person has the same id in every account.
 */
export const objectName = (type: string, id: string, within?: string): string =>
  [type, ...(within === undefined ? [] : [within.toLowerCase()]), id.toLowerCase()].join(" ");

const isNextStep = ({ known }: Claim, given: Kept): boolean => known.has(textOf(given));
