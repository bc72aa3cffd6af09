import { type World } from "./world";

type Kind = keyof World["behaviours"]["settings"]["heldNames"];

/** Names that stay taken for a time after the removal of what had them. */
export class HeldNames {
  readonly #freedAt = new Map<string, number>();

  constructor(private readonly world: World) {}

  /** What had the name is removed now. */
  free(kind: Kind, name: string): void {
    this.#freedAt.set(`${kind} ${name}`, this.world.clock.now());
  }

  /** No name is held any more. */
  clear(): void {
    this.#freedAt.clear();
  }

  has(kind: Kind, name: string): boolean {
    const freedAt = this.#freedAt.get(`${kind} ${name}`) ?? -Infinity;
    return this.world.clock.now() < freedAt + this.world.behaviours.settings.heldNames[kind];
  }
}
