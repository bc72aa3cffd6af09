import { type Remote } from "../../define";
import { ResourceError } from "../../report";
import { type Declared, isSame, type Observed } from "../../values";
import { differences, differingInputs } from "../differences";
import { Finder } from "../finder";
import { objectOf } from "../identity";
import { contextOfLooks, looksForTheLost, lookWithRetries } from "../lost";
import { type Step } from "../step";

/** Finds out whether a request whose answer got lost created the object. */
export class Recovery {
  /** The ids of what existed before this creation sent anything. None of these is ours. */
  readonly #before: ReadonlySet<string>;

  constructor(
    private readonly step: Step,
    private readonly inputs: Declared,
  ) {
    this.#before = step.finder.knownIds();
  }

  /**
   * Looks for what a lost request created, after a pause. Undefined: there is nothing. Throws if an object that is not
   * ours has the name. That object stays as it is.
   */
  async look(error: unknown, wait: number, looks: number): Promise<Remote | undefined> {
    const { definition, connection } = this.step;
    const { pollInterval } = connection.settings;
    const context = contextOfLooks(connection, wait);
    let most = looks;
    let foreign: Remote | undefined;
    for (let look = 0; look < most; look++) {
      await context.pause(look === 0 ? wait : pollInterval);
      const found = await this.namedAfter(error, context);
      const [ours, ...others] = found.filter((one) => this.isOurs(one));
      if (others.length > 0) throw this.outcomeUnknown(error, notSentAgain);
      if (ours !== undefined) return ours;
      foreign = found[0];
      // A late read may still show the person whom this run deleted, and ours has the same id.
      if (foreign !== undefined && this.#isRecreated(foreign)) most = looksForTheLost;
      // Where there can be only one, ours cannot appear beside it.
      else if (foreign !== undefined && definition.mayExistTwice !== true) break;
    }
    if (foreign !== undefined) throw this.#somebodyElses(foreign, error);
    return undefined;
  }

  /** The objects with the name after a request that may have created one. Throws if the API does not show them. */
  async namedAfter(error: unknown, context = contextOfLooks(this.step.connection, 0)): Promise<Remote[]> {
    const finder = new Finder(this.step.definition, context, this.inputs);
    return lookWithRetries(context, () => this.named(finder)).catch(() => {
      throw this.outcomeUnknown(error, notSentAgain);
    });
  }

  /** The objects with the name, each read by itself: a list may be late, or may not show whose object it is. */
  async named(finder = this.step.finder): Promise<Remote[]> {
    const listed = await finder.namedAfresh(this.inputs);
    return finder.readsSingly ? finder.stillExisting(listed) : listed;
  }

  /** Whether an object appeared after the request, and is as the request said. */
  isOurs(remote: Remote): boolean {
    const { definition } = this.step;
    if (this.#before.has(definition.id(remote)) && !this.#isRecreated(remote)) return false;
    if (definition.adoption?.comesByItself?.(remote) === true) return false;
    return this.#unlikeSent(definition.state(remote)).length === 0;
  }

  /** Whether this run deleted an object with this id, and it is back now: a person keeps the id. */
  #isRecreated(remote: Remote): boolean {
    const { definition, connection } = this.step;
    return connection.claims.isDeleted(objectOf(definition, definition.id(remote), this.inputs));
  }

  /** The inputs in which an object differs from the request. To leave out a removable input is to ask for none. */
  #unlikeSent(observed: Observed): string[] {
    const { definition } = this.step;
    const { updateOnly, removable } = definition;
    const added = removable.filter(
      (input) => this.inputs[input] === undefined && !isSame(definition, input, undefined, observed[input]),
    );
    const differing = differingInputs(definition, this.inputs, observed);
    return [...differing.filter((input) => !updateOnly.includes(input)), ...added];
  }

  #somebodyElses(remote: Remote, error: unknown): ResourceError {
    const { definition, subject } = this.step;
    const observed = definition.state(remote);
    const differing = this.#unlikeSent(observed);
    return new ResourceError(
      [
        `${subject}: could not create it. ${error instanceof Error ? error.message : "The answer does not mention it."}`,
        // Somebody may have changed what the provider created a moment ago.
        `An object with this name exists now (id ${definition.id(remote)}), but the provider did not create it${
          differing.length > 0 ? " as it is: it differs from what the provider sent." : ": it was there before."
        }`,
        ...differences(this.inputs, observed, differing),
        "If it is yours, declare it as it is and adopt it with `adopt: true` on the resource or `WPENGINE_ADOPT=true pulumi up`; " +
          "otherwise choose another name.",
      ].join("\n"),
    );
  }

  outcomeUnknown(error: unknown, why: string): ResourceError {
    return new ResourceError(
      `${this.step.subject}: the provider does not know whether the API created it. ${error instanceof Error ? error.message : ""}\n` +
        `${why} Run \`pulumi up\` again in a minute. If that says that the resource exists already, and nobody else ` +
        "created it, run `WPENGINE_ADOPT=true pulumi up`.",
    );
  }
}

export const notSentAgain = "The provider did not send the request again, because that could create a second one.";
export const mayBeOurs =
  "The answer to an earlier request got lost, so the provider itself may have created what the API calls taken. The list " +
  "does not show it yet.";
