import { isDeepStrictEqual } from "node:util";
import { InitFailed, type Props, type ProviderProcess } from "../support/provider-process";
import { isAction } from "./actions";
import { type Declaration, referenceIn, referencesOf, withReferences } from "./declarations";
import { type SharedClock } from "./shared-clock";

export interface Resource extends Declaration {
  id: string;
  inputs: Props;
  outputs: Props;
  unfinished: boolean;
}

export type Outcome = "done" | "failed";

const file = require.resolve("./fresh-provider.cjs");
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The part of Pulumi's engine that decides which steps it asks of a provider, and in which order: check, then diff,
 * then create, update or a replacement. It deletes last, and dependents first. A delete-before-replace happens at once,
 * with all dependents that must be replaced too.
 */
export class ModelEngine {
  state: Resource[] = [];
  /** The failures of the last run. */
  failures: string[] = [];
  /** Old halves of replacements, which this run deletes at its end, or a later run. */
  leftBehind: Resource[] = [];
  #run = 0;
  #passed = 0;

  constructor(
    private readonly provider: ProviderProcess,
    private readonly seed: number,
    private readonly clock: SharedClock,
  ) {}

  begin(): void {
    this.#run++;
    this.#passed = this.clock.passed;
    this.failures = [];
  }

  async refresh(): Promise<Outcome> {
    this.begin();
    await this.#refresh();
    return this.#outcome();
  }

  /** As `pulumi state unprotect --all`. */
  unprotect(): void {
    for (const resource of this.state) resource.protect = false;
  }

  /** Updates each resource whose own protection keeps it from deletion. */
  async liftProtection(): Promise<void> {
    this.unprotect();
    this.begin();
    for (const resource of this.state) {
      const { type, args } = resource;
      const { deletionProtection } = resource.inputs;
      // An install is protected by what it is, too: somebody may have made it a production install.
      if (type === "Install" ? deletionProtection === false : deletionProtection !== true) continue;
      // A program that lifts a protection does not follow what a refresh found moved.
      const { accountId } = args;
      const declared = this.#props(type, { ...resource.inputs, accountId, deletionProtection: false });
      const { inputs } = await this.provider.check(this.#props(type, resource.inputs), declared);
      await this.#attempt(resource.name, () => this.#update(resource, resource, inputs));
    }
  }

  async up(program: Declaration[], adopt: boolean, refresh: boolean): Promise<Outcome> {
    this.#move(program);
    if (await this.#isStopped(program)) return "failed";
    this.begin();
    if (refresh) await this.#refresh();
    if (this.failures.length > 0) return "failed";
    const steps = new Map<string, Promise<boolean>>();
    for (const declaration of program) steps.set(declaration.name, this.#afterOthers(declaration, steps, adopt));
    const done = await Promise.all(steps.values());
    // Like the engine, this one deletes nothing once something has failed.
    if (done.every((one) => one)) {
      const surplus = this.state.filter(({ name }) => !program.some((one) => one.name === name));
      await this.#deleteAll([...this.leftBehind, ...surplus]);
    }
    return this.#outcome();
  }

  async destroy(): Promise<Outcome> {
    if (await this.#isStopped([])) return "failed";
    this.begin();
    await this.#deleteAll([...this.leftBehind, ...this.state]);
    return this.#outcome();
  }

  /** The names of the resources of which a preview would show a change. */
  async preview(program: Declaration[]): Promise<string[]> {
    this.begin();
    this.#move(program);
    const differing: string[] = [];
    for (const declaration of program) {
      const old = this.#find(declaration.name);
      const { inputs, failures } = await this.provider.check(
        this.#props(declaration.type, old?.inputs),
        this.#declared(declaration, false),
      );
      const isSame = failures.length === 0 && old !== undefined && isDeepStrictEqual(bare(inputs), bare(old.inputs));
      const isKept = isSame && (await this.#replacement(old, declaration, inputs)) === undefined;
      if (!isKept) differing.push(declaration.name);
    }
    return [
      ...differing,
      ...this.state.filter(({ name }) => !program.some((one) => one.name === name)).map(({ name }) => name),
    ];
  }

  /** Gives a resource the name that its program calls it by since it moved. */
  #move(program: Declaration[]): void {
    for (const { name, alias } of program)
      if (alias !== undefined && this.#find(name) === undefined) this.#rename(alias, name);
  }

  #rename(from: string, to: string): void {
    for (const one of [...this.state, ...this.leftBehind]) {
      if (one.name === from) one.name = to;
      one.args = withReferences(one.args, (name) => (name === from ? to : name));
    }
  }

  /** Whether the preview stops: before anything is touched, where a protected resource would be deleted or replaced. */
  async #isStopped(program: Declaration[]): Promise<boolean> {
    this.begin();
    for (const old of this.state) {
      // What counts is the protection in the state. A program that changes it changes it for the next run.
      if (old.protect !== true) continue;
      const declaration = program.find(({ name }) => name === old.name);
      const isKept = declaration !== undefined && !(await this.#previewsReplacement(old, declaration));
      if (!isKept) this.failures.push(`${old.name}: is protected`);
    }
    return this.failures.length > 0;
  }

  async #previewsReplacement(old: Resource, declaration: Declaration): Promise<boolean> {
    const { inputs } = await this.provider.check(this.#props(old.type, old.inputs), this.#declared(declaration, false));
    return (await this.#replacement(old, declaration, inputs)) !== undefined;
  }

  /**
   * How a resource is replaced; undefined if it is not. The engine asks `diff` first, and heeds its
   * `deleteBeforeReplace`, where `replaceOnChanges` makes the replacement, too.
   */
  async #replacement(
    old: Resource,
    { replaceOnChanges = [] }: Declaration,
    inputs: Props,
  ): Promise<{ deleteBeforeReplace: boolean } | undefined> {
    const { replaces, deleteBeforeReplace } = await this.provider.diff(
      old.id,
      this.#props(old.type, old.outputs),
      inputs,
    );
    const before = old.inputs;
    const isOnChange = replaceOnChanges.some((input) =>
      [before, old.inputs].every((one) => !isDeepStrictEqual(inputs[input], one[input])),
    );
    return replaces.length > 0 || isOnChange ? { deleteBeforeReplace } : undefined;
  }

  async #refresh(): Promise<void> {
    const reads = this.state.map(async (resource) => {
      await this.#attempt(resource.name, async () => {
        const read = await this.provider.read(resource.id, this.#props(resource.type, resource.outputs));
        if (read.id === "") {
          this.state = this.state.filter((one) => one !== resource);
          return;
        }
        // The engine asks what a refresh changes: this diff comes without a check.
        const { type, inputs: news } = resource;
        await this.provider.diff(read.id, this.#props(type, read.outputs), this.#props(type, news));
        Object.assign(resource, { inputs: read.inputs, outputs: read.outputs });
      });
    });
    await Promise.all(reads);
  }

  /** Takes a step once the steps that it needs are done. All other steps happen at the same time. */
  async #afterOthers(
    declaration: Declaration,
    steps: ReadonlyMap<string, Promise<boolean>>,
    adopt: boolean,
  ): Promise<boolean> {
    const needed = await Promise.all(referencesOf(declaration).flatMap((name) => steps.get(name) ?? []));
    return needed.every((done) => done) && this.#attempt(declaration.name, () => this.#step(declaration, adopt));
  }

  async #step(declaration: Declaration, adopt: boolean): Promise<void> {
    const { name, type } = declaration;
    const old = this.#find(name);
    const { inputs, failures } = await this.provider.check(
      this.#props(type, old?.inputs),
      this.#declared(declaration, adopt),
    );
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
    if (old === undefined) return this.#create(declaration, inputs);

    const replacement = await this.#replacement(old, declaration, inputs);
    if (replacement !== undefined) {
      if (old.protect === true) throw new Error(`${name} is protected`);
      if (replacement.deleteBeforeReplace) await this.#deleteBefore(old);
      return this.#create(declaration, inputs);
    }
    if (old.unfinished || !isDeepStrictEqual(bare(inputs), bare(old.inputs)))
      await this.#update(old, declaration, inputs);
    else old.protect = declaration.protect ?? false;
  }

  async #deleteBefore(old: Resource): Promise<void> {
    const all = [old, ...(await this.#replacedWith(old))];
    const kept = all.find(({ protect }) => protect);
    if (kept !== undefined) throw new Error(`${kept.name} is protected`);
    if (!(await this.#deleteAll(all))) throw new Error("the engine could not delete all that it replaces");
  }

  async #create(declaration: Declaration, inputs: Props): Promise<void> {
    const keep = (id: string, outputs: Props, unfinished: boolean): void => {
      this.#setAside(declaration.name);
      this.state.push({ ...declaration, id, inputs, outputs, unfinished });
    };
    try {
      const { id, outputs } = await this.provider.create(inputs);
      keep(id, outputs, false);
    } catch (error) {
      if (error instanceof InitFailed) keep(error.id, error.properties, true);
      throw error;
    }
  }

  async #update(old: Resource, declaration: Declaration, inputs: Props): Promise<void> {
    try {
      const outputs = await this.provider.update(old.id, this.#props(old.type, old.outputs), inputs);
      Object.assign(old, declaration, { inputs, outputs, unfinished: false });
    } catch (error) {
      if (error instanceof InitFailed)
        Object.assign(old, declaration, { inputs, outputs: error.properties, unfinished: true });
      throw error;
    }
  }

  /**
   * The dependents that are replaced with their parent: those that the provider replaces when the parent is unknown.
   */
  async #replacedWith(parent: Resource): Promise<Resource[]> {
    const taken: Resource[] = [];
    for (const one of this.state.filter((other) => referencesOf(other).includes(parent.name))) {
      const news = { ...one.inputs };
      const affected = Object.keys(news).filter((input) => JSON.stringify(news[input]).includes(parent.id));
      // After a change outside, the inputs of a dependent may no longer name the parent. Then the engine asks nothing.
      if (affected.length === 0) continue;
      for (const input of affected) news[input] = unknown;
      const { replaces } = await this.provider.diff(
        one.id,
        this.#props(one.type, one.outputs),
        this.#props(one.type, news),
      );
      if (replaces.length > 0) taken.push(one, ...(await this.#replacedWith(one)));
    }
    return taken;
  }

  /** Moves the old half of a replacement to those left behind, once the new half is there. */
  #setAside(name: string): void {
    this.leftBehind.push(...this.state.filter((one) => one.name === name));
    this.state = this.state.filter((one) => one.name !== name);
  }

  /** Deletes dependents first, and stops at the first failure. */
  async #deleteAll(resources: Resource[]): Promise<boolean> {
    const depth = this.#depths();
    const order = [...new Set(resources)].sort((a, b) => depth(b.name) - depth(a.name));
    for (const resource of order) {
      const done = await this.#attempt(resource.name, async () => {
        await this.provider.delete(resource.id, this.#props(resource.type, resource.outputs));
        this.state = this.state.filter((one) => one !== resource);
        this.leftBehind = this.leftBehind.filter((one) => one !== resource);
      });
      if (!done) return false;
    }
    return true;
  }

  /** The depth of a resource: 0 if it needs no other, otherwise one more than the deepest that it needs. */
  #depths(): (name: string) => number {
    const all = [...this.leftBehind, ...this.state];
    const depth = (name: string): number => {
      const needed = all.filter((one) => one.name === name).flatMap(referencesOf);
      return Math.max(0, ...needed.map((other) => depth(other) + 1));
    };
    return depth;
  }

  async #attempt(name: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  #outcome(): Outcome {
    return this.failures.length === 0 ? "done" : "failed";
  }

  #find(name: string): Resource | undefined {
    return this.state.find((one) => one.name === name);
  }

  /** A program's arguments, with an id in the place of each reference. */
  #declared({ type, args }: Declaration, adopt: boolean): Props {
    const resolve = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(resolve);
      const name = referenceIn(value);
      return name === undefined ? value : (this.#find(name)?.id ?? unknown);
    };
    const inputs = Object.fromEntries(Object.entries(args).map(([input, value]) => [input, resolve(value)]));
    return this.#props(type, { ...inputs, ...(adopt && !isAction(type) && { adopt: true }) });
  }

  #props(type: string, props: Props = {}): Props {
    const run = `${this.seed}.${this.#run}`;
    return {
      ...props,
      __provider: `exports.handler=()=>require(${JSON.stringify(file)}).handler("${run}","${type}",${this.#passed})`,
    };
  }
}

const bare = (props: Props): Props => {
  const { __provider, ...rest } = props;
  return rest;
};
