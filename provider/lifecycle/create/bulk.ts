import { type BulkDefinition } from "../../define";
import { type Context } from "../../run";

/** What became of one creation: made, refused or lost with the others, or left to be sent by itself. */
export type BulkOutcome<Remote> = { made: Remote | undefined } | { error: unknown } | "alone";

interface Waiting<Inputs, Remote> {
  inputs: Inputs;
  context: Context;
  settle: (outcome: BulkOutcome<Remote>) => void;
}

// Time for what is declared together to arrive, on a busy machine too; less than a request takes.
const gathering = 100;

/** Creations of one group, gathered for a moment and sent in one request. */
export class BulkRequest<Inputs, Remote> {
  #waiting: Waiting<Inputs, Remote>[] = [];

  constructor(private readonly definition: BulkDefinition<Inputs, Remote>) {}

  join(context: Context, inputs: Inputs): Promise<BulkOutcome<Remote>> {
    return new Promise((settle) => {
      this.#waiting.push({ inputs, context, settle });
      if (this.#waiting.length === this.definition.most) void this.#send();
      else if (this.#waiting.length === 1) void this.#sendSoon(context);
    });
  }

  async #sendSoon({ pause }: Context): Promise<void> {
    // A pause that is broken off means that the engine is gone: then the request fails with the same words.
    await pause(gathering).catch(() => undefined);
    await this.#send();
  }

  async #send(): Promise<void> {
    const together = this.#waiting;
    this.#waiting = [];
    const [first] = together;
    if (first === undefined) return;
    if (together.length === 1) {
      first.settle("alone");
      return;
    }
    const { context } = together.reduce((one, other) => (other.context.left() < one.context.left() ? other : one));
    try {
      const made = await this.definition.create(
        context,
        together.map(({ inputs }) => inputs),
      );
      together.forEach(({ settle }, index) => settle({ made: made[index] }));
    } catch (error) {
      for (const { settle } of together) settle({ error });
    }
  }
}
