import { accountId } from "./nouns";
import { type Kept, TestWorld } from "./world";

export const jo = { accountId, email: "jo@acme.example", firstName: "Jo", lastName: "Ray", roles: "full" };

/** A world for each test of a file, whose clock moves with the provider's waits, and whose answers may become late. */
export class LateWorld {
  world!: TestWorld;

  constructor() {
    beforeEach(() => this.begin());
    afterEach(() => this.world.close());
  }

  async begin(settings: Record<string, string> = {}): Promise<void> {
    this.world = await TestWorld.create({}, settings);
  }

  async restart(settings: Record<string, string>): Promise<void> {
    await this.world.close();
    await this.begin(settings);
  }

  readonly behave: TestWorld["simulator"]["behaviours"]["set"] = (change) =>
    this.world.simulator.behaviours.set(change);

  /** What is so has been so for long; from now on lists, or more, are late. */
  late(lag: object): void {
    this.world.simulator.settle();
    this.world.clock.pass(600_000);
    this.behave({ lag });
  }

  newSite(name = "Acme"): string {
    return this.world.estate.addSite({ accountId, name }).id;
  }

  oldInstall(name = "acme", more: object = {}): string {
    return this.world.estate.addInstall({ accountId, name, ...more }).id;
  }

  install(more: object = {}): Promise<Kept> {
    const inSite = { accountId, siteId: this.newSite(), environment: "staging" };
    return this.world.create("Install", { ...inSite, name: "acme", ...more });
  }
}

/** "done", or the text of the error. */
export const said = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "done",
    (error: unknown) => (error as Error).message,
  );
