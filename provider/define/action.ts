import { z } from "zod";
import { type Context } from "../run";
import { type Declared, type Observed, type Schema, textOf, type Values } from "../values";
import { actionControls } from "./controls";
import { type Documentation, type Fields } from "./definition";
import { factsOf, input, type Input, type Output, schemasOf, type ValuesOf } from "./input";

/** How an action waits until it is done, judged by its outputs. */
export interface Completion<Inputs, Answer> {
  look: (context: Context, outputs: Observed, inputs: Inputs & Declared) => Promise<Answer>;
  isDone: (outputs: Observed, inputs: Inputs & Declared) => boolean;
  /** Why the action cannot come to its end, if so: `its status is "aborted"`. The next `up` then runs it again. */
  failed: (outputs: Observed) => string | undefined;
  /** Why the wait goes on: `its status is still "requested"`. */
  meanwhile: (outputs: Observed, inputs: Inputs & Declared) => string;
  /** Whether the look asks for what the request began: the API may not show it yet. Default: it asks for what was there. */
  isNew?: (outputs: Observed) => boolean;
  /** What the user must hear as the wait begins, if anything. */
  notice?: (outputs: Observed, inputs: Inputs & Declared) => string | undefined;
  /** Milliseconds before the look with this number, from 0 on. Default: the looks of all waits of a run, together. */
  pause?: (look: number) => number;
}

/** How the provider finds what a request began if the answer got lost. */
export interface Recall<Inputs, Answer> {
  /** All that the API lists of this kind, before and after the request. Undefined: this API has no such list. */
  all: (context: Context, inputs: Inputs & Declared) => Promise<Answer[] | undefined>;
  /** Whether a request with these inputs may have begun this one. */
  isLike: (answer: Answer, inputs: Inputs & Declared) => boolean;
}

/** What an author writes of an action, beside its fields. */
interface Authored<Inputs, Answer> {
  documentation: Omit<Documentation, "readBy" | "unprotected">;
  /** How errors name the action, without its type: `of install b0…`. */
  label: (inputs: Partial<Inputs> & Values) => string;
  send: (context: Context, inputs: Inputs & Declared) => Promise<Answer>;
  /** Absent where a request may go out twice: the client then repeats it after a lost answer. */
  recall?: Recall<Inputs, Answer>;
  /** Absent where the answer to the request is the end. */
  completion?: Completion<Inputs, Answer>;
  /** Milliseconds that it may take where `customTimeouts` do not say. Default: the stack's setting. */
  timeout?: (inputs: Inputs & Declared) => number;
  /** The id that the API gave to what the action began. Absent where the API gives none. */
  id?: (answer: Answer) => string;
}

/** Something that the provider does once, and again whenever an input or `triggers` changes. */
export interface ActionDefinition<Inputs, Answer> extends Required<Schema>, Authored<Inputs, Answer> {
  readonly isAction: true;
  type: string;
  fields: Fields;
  neverQuoted: readonly string[];
  state: (answer: Answer) => Observed;
}

/** An answer to an action. Only its definition looks inside. */
export interface ActionAnswer {
  readonly [answered]: true;
}
declare const answered: unique symbol;

/** Any action, as the lifecycle handles it. */
export type Action = ActionDefinition<Values, ActionAnswer>;

/** The door to the lifecycle: from here on nobody but the definition itself knows its inputs and its answers. */
export const actionOf = <Inputs, Answer>(definition: ActionDefinition<Inputs, Answer>): Action =>
  definition as unknown as Action;

const triggers = input(z.unknown().optional(), {
  description: "Any text, number, list or plain object, such as the version that you deploy.",
  output: "The value with which the action last ran.",
  sameAs: (value: unknown) => textOf(withoutPlaces(value)),
});

// The engine's mark of an asset or an archive. It adds the sum of the content.
const engineMark = "4dabf18193072939515e22adb298388d";

/** The value without the paths of files: another machine has the same file in another place. */
function withoutPlaces(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPlaces);
  const { [engineMark]: mark, hash } = value as Values;
  if (mark !== undefined && typeof hash === "string") return { mark, hash };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutPlaces(inner)]));
}

/** Defines an action: its inputs, its outputs, and then how it runs. `state` names all outputs, and nothing else. */
export function defineAction<
  Inputs extends Readonly<Record<string, Input>>,
  Outputs extends Readonly<Record<string, Output>>,
  Answer,
>(
  type: string,
  {
    inputs,
    outputs,
    ...authored
  }: Authored<ValuesOf<Inputs>, Answer> & {
    inputs: Inputs;
    outputs: Outputs;
    state: (answer: Answer) => { readonly [Name in keyof Outputs]: unknown };
  },
): ActionDefinition<ValuesOf<Inputs>, Answer> {
  const all = { ...inputs, triggers };
  const { sameAs, rewritten, neverQuoted } = factsOf(all);
  return {
    ...authored,
    isAction: true,
    type,
    inputs: z.object(schemasOf(all)),
    controls: actionControls,
    sameAs,
    rewritten,
    neverQuoted,
    fields: { inputs: all, controls: {}, outputs },
  };
}
