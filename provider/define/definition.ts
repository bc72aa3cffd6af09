import { z } from "zod";
import { type Endpoints, type Listing } from "../api";
import { assertAccountVisible, type Context } from "../run";
import { sharedControls } from "./controls";
import {
  type Control,
  factsOf,
  type Input,
  type InputFacts,
  type Output,
  schemasOf,
  type Unanswered,
  type ValuesOf,
} from "./input";
import { type Change, type Declared, type Observed, type Schema, type Values } from "../values";

/** A resource that exists: its id, its inputs as the API has them, its controls and its other outputs. */
export type State<Inputs = Values> = { readonly id: string } & Readonly<Inputs> & Values;

export interface Failure {
  property: string;
  reason: string;
}

/** The list that holds a resource, and how to read the resource by itself. */
export interface Listed<Remote> {
  /** The id of the account or install that the list belongs to. Undefined where the provider does not know it. */
  within: string | undefined;
  pages: Listing<Remote>;
  /** Absent where the API cannot give a single one. */
  get?: (id: string) => Promise<Remote>;
}

/**
 * What a resource belongs to, if the program gave the owner itself and not its id. If the owner will refuse its own
 * deletion, the provider deletes nothing that belongs to it.
 */
export interface Owner {
  type: string;
  id: string;
  /** How errors name it: `install acme`. */
  label: (context: Context) => Promise<string>;
  /** Why the owner will refuse its deletion; undefined if it will not, or is gone. */
  objection: (context: Context) => Promise<string | undefined>;
}

/** Everything in the same list. */
export interface Siblings<Remote> {
  /** As it was at most some seconds ago, with the later changes of this run. */
  recent: () => Promise<Remote[]>;
  /** Read again. */
  afresh: () => Promise<Remote[]>;
}

/** How to create several resources in one request. */
export interface BulkDefinition<Inputs, Remote> {
  most: number;
  /** A key: resources with the same key may share a request. Undefined for a resource that needs its own request. */
  group: (inputs: Inputs) => string | undefined;
  /**
   * In the order of the inputs: undefined if the answer does not mention one, "refused" if the API did not accept it.
   */
  create: (context: Context, inputs: (Inputs & Declared)[]) => Promise<(Remote | "refused" | undefined)[]>;
}

/** Whether the program declares an input, even one whose value is not known yet. */
export type IsDeclared = (input: string) => boolean;

/** What an adoption may do, and what it must leave alone. */
export interface Adoption<Inputs, Remote> {
  /** Whether these inputs name an existing object, so that the provider adopts it without being told to. */
  namesExisting?: (inputs: Inputs) => boolean;
  /** Whether adoption may also set an unset input that an update takes. `siblings` is all that the list holds. */
  mayFillIn?: (input: keyof Inputs & string, siblings: Remote[]) => boolean;
  /** Whether the API makes such an object by itself, together with its owner, so that no request of ours created it. */
  comesByItself?: (remote: Remote) => boolean;
}

/** How a resource is deleted, and what keeps it from that. */
export interface Deletion<Inputs, Remote> {
  /** Why the provider must not delete the resource, judged by a fresh read. Undefined: the provider may delete it. */
  refuse?: (context: Context, remote: Remote, state: State<Inputs>) => Promise<string | undefined>;
  /** The owners that must be deletable too, or kept by the run, before the provider deletes the resource. */
  owners?: (state: State<Inputs>) => Owner[];
  send: (context: Context, state: State<Inputs>, siblings: Siblings<Remote>) => Promise<void>;
  /** Whether the API itself says that the resource's owner is gone. Then the resource is gone too. */
  isGoneWithOwner?: (context: Context, state: State<Inputs>) => Promise<boolean>;
}

/** What the provider waits for. */
export interface Waits {
  /** After a creation or an update, until the output `status` says that the resource is active. */
  active?: true;
  /** After a deletion, until the API no longer shows the resource. */
  gone?: true;
}

/** A getter of the class, and the function of `sdk/nodejs/base/dns-records` that it calls. */
export interface Derived {
  readonly type: string;
  readonly calls: string;
  readonly description: string;
}

/** What users read of a resource, beside the descriptions of its fields. */
export interface Documentation {
  /** How a sentence calls it: `site`. */
  readonly noun: string;
  /** Paragraphs. The first says what it is, in one sentence. */
  readonly description: readonly string[];
  /** The operations of the API behind it. */
  readonly operations: string;
  /** A few lines of a program. */
  readonly example: readonly string[];
  /** The inputs without which a program cannot read a resource by its id. */
  readonly readBy?: string;
  /** What the class works out of the arguments and the outputs. */
  readonly derived?: Readonly<Record<string, Derived>>;
  /** When the resource is not protected by default: always (`true`), or if the input has one of these words. */
  readonly unprotected?: true | { readonly input: string; readonly words: readonly string[] };
}

/** What an author writes of a resource, beside its fields. */
interface Authored<Inputs, Remote> {
  documentation: Documentation;
  /** How errors name the resource, without its type: `"Acme"` for `Site "Acme"`. */
  label: (inputs: Partial<Inputs> & Values) => string;
  /** Finds mistakes that no single input shows. Gets the known inputs, and whether any other input is declared. */
  rules?: (inputs: Partial<Inputs>, isDeclared: IsDeclared) => Failure[];
  /**
   * A role that only one resource of a program may hold, the name of the resource that claims it, and the input that
   * claims it.
   */
  exclusive?: (
    inputs: Partial<Inputs>,
  ) => { role: string; holder: string; property: keyof Inputs & string } | undefined;
  /** Whether the new inputs mean the same as the old ones although they differ. The old ones then stay. */
  sameInOtherForm?: (olds: Partial<Inputs>, news: Partial<Inputs>) => boolean;
  /**
   * Whether a replacement must delete first, because the old and the new object cannot exist together. Where the natural
   * key stays, it always does. `olds` holds the inputs as the API last had them.
   */
  deleteBeforeReplace?: (olds: Partial<Inputs>, news: Partial<Inputs>) => boolean;

  /** The list that holds the resource. For a `get`, the provider may know the id alone. */
  listed: (api: Endpoints, where: Partial<Inputs> & Values) => Listed<Remote>;
  /** Whether an object of the API has the natural key of these inputs. */
  isNamed: (remote: Remote, inputs: Inputs & Declared) => boolean;
  /** Whether a change of one resource changes what the API says of others in the same list. */
  isEntangled?: true;
  /** Whether the API takes a second object with the same natural key. */
  mayExistTwice?: true;
  /** Fills in a field whose absence in a read means something. The answer to an update may leave out set fields. */
  asRead?: (remote: Remote) => Remote;
  /**
   * An output that no answer holds: the owner of the resource. The provider finds the owner once and keeps it in the
   * state.
   */
  belongsTo?: {
    output: string;
    find: (context: Context, inputs: Partial<Inputs> & Values) => Promise<string | undefined>;
  };
  /** Whether the resource belongs to the user of the credentials. With another connection it is another resource. */
  isOfUser?: true;
  adoption?: Adoption<Inputs, Remote>;

  /** Those of the others in the list that must change first. Until then, the API refuses the wanted inputs. */
  inTheWay?: (wanted: Values, others: Values[]) => Values[];
  create: (context: Context, inputs: Inputs & Declared) => Promise<Remote>;
  bulk?: BulkDefinition<Inputs, Remote>;
  /** Inputs that an update with these changes has to send too. Unchanged ones go out as they are on the API. */
  alwaysSent?: (changed: Partial<Inputs> & Change) => (keyof Inputs & string)[];
  /**
   * Sends only the inputs in `changed`. The value undefined means that the program no longer declares the input. For an
   * unchanged input of `alwaysSent`, `inputs` holds the value that the API has.
   */
  update: (
    context: Context,
    state: State<Inputs>,
    changed: Partial<Inputs> & Change,
    inputs: Inputs & Declared,
  ) => Promise<Remote>;
  delete: Deletion<Inputs, Remote>;
  waits?: Waits;
  /**
   * Throws unless these credentials can see the place of the resource. Only then does "not found" prove "gone".
   * Default: they see the account that the state names.
   */
  assertVisible?: (context: Context, state: State<Inputs>) => Promise<void>;

  id: (remote: Remote) => string;
}

/** What an answer says of each field. Undefined: the API did not say. Null: the API said "none". */
type Said<Name extends PropertyKey> = { readonly [Field in Name]: unknown };
type UnansweredOf<Inputs> = { [Name in keyof Inputs]: Inputs[Name] extends Unanswered ? Name : never }[keyof Inputs];
/** Names that are not fields: `state` must not return them. */
type Unnamed<Name extends PropertyKey> = { readonly [Field in Name]: never };

/**
 * All that is particular about a resource. The lifecycle does the rest in the same way for every resource: validation,
 * adoption, waiting, partial failure, and the proof that something is gone.
 */
export interface ResourceDefinition<Inputs, Remote>
  extends Omit<Schema, keyof InputFacts>, InputFacts, Omit<Authored<Inputs, Remote>, "assertVisible"> {
  /** The last part of the type token, and the name of the class: `Site`. */
  type: string;
  /** The fields of the API as an answer has them. Undefined: the API did not say. Null: the API said "none". */
  state: (remote: Remote) => Observed;
  /** All that the program and the API say of a resource, with what users read of it. */
  fields: Fields;
  assertVisible: (context: Context, state: State<Inputs>) => Promise<void>;
}

/** An object as the API answers it. Only its definition looks inside. */
export interface Remote {
  readonly [answered]: true;
}
declare const answered: unique symbol;

/** What users see of a resource or an action. */
export interface Described {
  readonly type: string;
  readonly documentation: Documentation;
  readonly fields: Fields;
  readonly isAction?: true;
}

/** Any resource, as the lifecycle handles it: it knows the inputs by their names, and no answer's form. */
export type Definition = ResourceDefinition<Values, Remote>;

/** The door to the lifecycle: from here on nobody but the definition itself knows its inputs and its answers. */
export const definitionOf = <Inputs, Answer>(definition: ResourceDefinition<Inputs, Answer>): Definition =>
  definition as unknown as Definition;

/** The fields of a resource by their names. */
export interface Fields {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly controls: Readonly<Record<string, Control>>;
  readonly outputs: Readonly<Record<string, Output>>;
}

/**
 * Defines a resource: its inputs, each with all that is particular about it, then its controls and outputs, and then
 * what the API does with it. `state` names all fields that an answer may hold, and no other name.
 */
export function defineResource<
  Inputs extends Readonly<Record<string, Input>>,
  Outputs extends Readonly<Record<string, Output>>,
  Remote,
  Observation extends Said<Exclude<keyof Inputs | keyof Outputs, Owned | UnansweredOf<Inputs>>>,
  Owned extends string = never,
>(
  type: string,
  {
    inputs,
    controls = {},
    outputs,
    ...authored
  }: Authored<ValuesOf<Inputs>, Remote> & {
    inputs: Inputs;
    controls?: Readonly<Record<string, Control>>;
    outputs: Outputs;
    belongsTo?: { output: Owned };
    state: (remote: Remote) => Observation & Unnamed<Exclude<keyof Observation, keyof Inputs | keyof Outputs>>;
  },
): ResourceDefinition<ValuesOf<Inputs>, Remote> {
  const facts = factsOf(inputs);
  return {
    assertVisible: (context, { accountId }) => assertAccountVisible(context, accountId),
    ...authored,
    ...facts,
    replaceOn: [...facts.replaceOn, ...(authored.isOfUser === true ? ["connection"] : [])],
    type,
    inputs: z.object(schemasOf(inputs)),
    controls: sharedControls.extend(schemasOf(controls)),
    fields: { inputs, controls, outputs },
  };
}
