import { type z } from "zod";
import { type Endpoints, type Listing } from "../api";
import { type Context } from "../run";
import { sharedControls } from "./controls";
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

/**
 * All that is particular about a resource. The lifecycle does the rest in the same way for every resource: validation,
 * adoption, waiting, partial failure, and the proof that something is gone.
 */
export interface ResourceDefinition<Inputs extends object, Remote> extends Schema {
  /** The last part of the type token, and the name of the class: `Site`. */
  type: string;
  /** Inputs whose change replaces the resource. */
  replaceOn: (keyof Inputs & string)[];
  /** Inputs that count at creation only. The provider warns of a later change, sends nothing and replaces nothing. */
  createOnly?: (keyof Inputs & string)[];
  /** Inputs that others may rightly change outside of Pulumi. Such a change is never drift. */
  ownedOutside?: (keyof Inputs & string)[];
  /** Inputs whose removal from the program the provider sends. The removal of any other input sends nothing. */
  removable?: (keyof Inputs & string)[];
  /** Inputs that the API takes only in an update. The provider sends that update after the creation. */
  updateOnly?: (keyof Inputs & string)[];
  /** Inputs that an update with these changes has to send too. Unchanged ones go out as they are on the API. */
  alwaysSent?: (changed: Partial<Inputs> & Change) => (keyof Inputs & string)[];
  /**
   * Whether adoption may also set an unset input that is not in `updateOnly`. `siblings` is all that the list holds.
   */
  mayFillIn?: (input: keyof Inputs & string, siblings: Remote[]) => boolean;
  /** Whether the API makes such an object by itself, together with its owner, so that no request of ours created it. */
  comesByItself?: (remote: Remote) => boolean;
  /** Controls that the class hands on and no program gives: no error offers them. */
  handedOn?: string[];
  /** Inputs whose value no error may repeat, because the user may have given a secret by mistake. */
  neverQuoted?: (keyof Inputs & string)[];
  /** The inputs by which a person recognises the resource without an id. */
  naturalKey: (keyof Inputs & string)[];
  /** The input that an id is unique within, where the same id may stand for another object elsewhere. */
  idWithin?: keyof Inputs & string;
  /** Whether the API itself refuses a second object with the same natural key. */
  apiRefusesDuplicates: boolean;
  /** How errors name the resource, without its type: `"Acme"` for `Site "Acme"`. */
  label: (inputs: Partial<Inputs> & Values) => string;
  /** Whether the new inputs mean the same as the old ones although they differ. The old ones then stay. */
  sameInOtherForm?: (olds: Partial<Inputs>, news: Partial<Inputs>) => boolean;
  /** Finds mistakes that no single input shows. Gets the known inputs, and whether any other input is declared. */
  rules?: (inputs: Partial<Inputs>, isDeclared: IsDeclared) => Failure[];
  /**
   * A role that only one resource of a program may hold, the name of the resource that claims it, and the input that
   * claims it.
   */
  exclusive?: (
    inputs: Partial<Inputs>,
  ) => { role: string; holder: string; property: keyof Inputs & string } | undefined;
  /** Whether these inputs name an existing object, so that the provider adopts it without being told to. */
  namesExisting?: (inputs: Inputs) => boolean;
  /**
   * Whether a replacement must delete first, because the old and the new object cannot exist together. `olds` holds the
   * inputs as the API last had them.
   */
  deleteBeforeReplace?: (olds: Partial<Inputs>, news: Partial<Inputs>) => boolean;

  /** The list that holds the resource. For a `get`, the provider may know the id alone. */
  listed: (api: Endpoints, where: Partial<Inputs> & Values) => Listed<Remote>;
  /** Whether an object of the API has the natural key of these inputs. */
  isNamed: (remote: Remote, inputs: Inputs & Declared) => boolean;
  /** Whether a change of one resource changes what the API says of others in the same list. */
  isEntangled?: boolean;
  /** Fills in what a read says by leaving a field out. An answer to an update may leave out fields that are set. */
  asRead?: (remote: Remote) => Remote;
  /**
   * An output that no answer holds: the owner of the resource. The provider finds the owner once and keeps it in the
   * state.
   */
  belongsTo?: {
    output: string;
    find: (context: Context, inputs: Partial<Inputs> & Values) => Promise<string | undefined>;
  };

  /** Which of the others in the list must change first: until then the API refuses the wanted inputs. */
  inTheWay?: (wanted: Values, others: Values[]) => Values[];
  create: (context: Context, inputs: Inputs & Declared) => Promise<Remote>;
  bulk?: BulkDefinition<Inputs, Remote>;
  /**
   * Sends only the inputs in `changed`. The value undefined means that the program no longer declares the input. Of
   * `alwaysSent`, `inputs` holds the unchanged ones as they are on the API.
   */
  update: (
    context: Context,
    state: State<Inputs>,
    changed: Partial<Inputs> & Change,
    inputs: Inputs & Declared,
  ) => Promise<Remote>;
  /** Why the provider must not delete the resource, judged by a fresh read. Undefined: the provider may delete it. */
  refuseToDelete?: (context: Context, remote: Remote, state: State<Inputs>) => Promise<string | undefined>;
  /** The owners that must be deletable too, or kept by the run, before the provider deletes the resource. */
  owners?: (state: State<Inputs>) => Owner[];
  delete: (context: Context, state: State<Inputs>, siblings: Siblings<Remote>) => Promise<void>;
  /** Whether the API makes the resource usable later. The provider waits until the output `status` says so. */
  becomesActive?: boolean;
  /**
   * Whether the API still shows the resource for a while after the deletion. The provider then waits until it is
   * gone.
   */
  deletionTakesTime?: boolean;
  /** Whether the API itself says that the resource's owner is gone. Then the resource is gone too. */
  isGoneWithOwner?: (context: Context, state: State<Inputs>) => Promise<boolean>;
  /** Throws unless these credentials can see the place of the resource. Only then does "not found" prove "gone". */
  assertVisible: (context: Context, state: State<Inputs>) => Promise<void>;

  id: (remote: Remote) => string;
  /**
   * The inputs as the API has them, and all other outputs. Undefined: the API did not say. Null: the API said "none".
   */
  state: (remote: Remote) => Observed;
}

/** An object as the API answers it. Only its definition looks inside. */
export interface Remote {
  readonly [answered]: true;
}
declare const answered: unique symbol;

/** Any resource, as the lifecycle handles it: it knows the inputs by their names, and no answer's form. */
export type Definition = ResourceDefinition<Values, Remote>;

/** The door to the lifecycle: from here on nobody but the definition itself knows its inputs and its answers. */
export const definitionOf = <Inputs extends object, Answer>(
  definition: ResourceDefinition<Inputs, Answer>,
): Definition => definition as unknown as Definition;

/** Adds the controls that every resource has to a definition. */
export function defineResource<Shape extends z.ZodRawShape, Remote>(
  definition: Omit<ResourceDefinition<z.infer<z.ZodObject<Shape>>, Remote>, "inputs" | "controls"> & {
    inputs: z.ZodObject<Shape>;
    controls?: z.ZodObject;
  },
): ResourceDefinition<z.infer<z.ZodObject<Shape>>, Remote> {
  return { ...definition, controls: sharedControls.extend(definition.controls?.shape ?? {}) };
}
