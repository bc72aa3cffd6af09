import { type BulkDefinition, type Remote } from "../../define";
import { type Context } from "../../run";
import { type Declared } from "../../values";

/** The outcome of one creation: made, failed with the whole request, or still to be sent alone. */
export type BulkOutcome = { made: Remote | undefined } | { error: unknown } | "alone";

interface Waiting {
  inputs: Declared;
  context: Context;
  settle: (outcome: BulkOutcome) => void;
}

// Milliseconds for the creations of one program to arrive, even on a busy machine. A request takes longer.
const gathering = 100;

/** Gathers the creations of one group for a moment and sends them in one request. */
export class BulkRequest {
  #waiting: Waiting[] = [];

  constructor(private readonly definition: BulkDefinition<Declared, Remote>) {}

  join(context: Context, inputs: Declared): Promise<BulkOutcome> {
    return new Promise((settle) => {
      this.#waiting.push({ inputs, context, settle });
      if (this.#waiting.length === this.definition.most) void this.#send();
      else if (this.#waiting.length === 1) void this.#sendSoon(context);
    });
  }

  async #sendSoon({ pause }: Context): Promise<void> {
    // A pause breaks off when the engine is gone, and then the request fails with the same error.
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
      together.forEach(({ settle }, index) => {
        const one = made[index];
        settle(one === "refused" ? "alone" : { made: one });
      });
    } catch (error) {
      for (const { settle } of together) settle({ error });
    }
  }
}
