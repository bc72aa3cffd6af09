import { type z } from "zod";
import { type Endpoints, type Listing } from "../api";
import { type Context } from "../run";
import { sharedControls } from "./controls";
import { type Schema, type Values } from "../values";

/** A resource that exists: its id, its inputs as last declared, and its outputs. */
export type State<Inputs> = { readonly id: string } & Readonly<Inputs> & Values;

export interface Failure {
  property: string;
  reason: string;
}

/** Where resources are listed, and how one is read by itself. */
export interface Listed<Remote> {
  /** What the list belongs to: an account's or an install's id, say. Undefined where that is not known. */
  within: string | undefined;
  pages: Listing<Remote>;
  /** Absent where the API has no request for a single one. */
  get?: (id: string) => Promise<Remote>;
}

/** Creations of several resources in one request. */
export interface BulkDefinition<Inputs, Remote> {
  most: number;
  /** What those that may go together have in common; undefined for one that must go alone. */
  group: (inputs: Inputs) => string | undefined;
  /** All or none, in the order of the inputs; undefined for one of which the answer says nothing. */
  create: (context: Context, inputs: Inputs[]) => Promise<(Remote | undefined)[]>;
}

/** Whether an input is declared, be its value known yet or not. */
export type IsDeclared = (input: string) => boolean;

/**
 * All that is particular about a resource. What resources share (validation, adoption, waiting, partial failure, what
 * counts as gone) is done by the lifecycle, the same way for each.
 */
export interface ResourceDefinition<Inputs extends object, Remote> extends Schema {
  /** The last part of the type token, and the name of the class: `Site`. */
  type: string;
  /** Inputs whose change replaces the resource. */
  replaceOn: (keyof Inputs & string)[];
  /** Inputs that count at creation only: a later change is neither sent nor a replacement, and is warned of. */
  createOnly?: (keyof Inputs & string)[];
  /** Inputs that others may rightly change outside: never drift. */
  ownedOutside?: (keyof Inputs & string)[];
  /** Inputs whose removal from the program is sent; that of any other leaves the API as it is. */
  removable?: (keyof Inputs & string)[];
  /** Inputs that the API takes in an update only: a create is followed by one. */
  updateOnly?: (keyof Inputs & string)[];
  /** Inputs whose value an error must not repeat, since it may be a secret given by mistake. */
  neverQuoted?: (keyof Inputs & string)[];
  /** What identifies the resource to a person, outside of any id. */
  naturalKey: (keyof Inputs & string)[];
  /** Whether the API itself refuses a second object with the same natural key. */
  apiRefusesDuplicates: boolean;
  /** How errors name it: `Site "Acme"`. */
  label: (inputs: Partial<Inputs> & Values) => string;
  /** Whether the new inputs mean the same as the old ones though they are other inputs. The old ones stay. */
  sameInOtherForm?: (olds: Partial<Inputs>, news: Partial<Inputs>) => boolean;
  /** What no single input shows. Gets the inputs that are known, and which are declared at all. */
  rules?: (inputs: Partial<Inputs>, isDeclared: IsDeclared) => Failure[];
  /** The role that only one resource of a program may hold, the name of the one that claims it, and the input that does. */
  exclusive?: (
    inputs: Partial<Inputs>,
  ) => { role: string; holder: string; property: keyof Inputs & string } | undefined;
  /** Whether these inputs name something that exists already, so that creating it means adopting it. */
  namesExisting?: (inputs: Inputs) => boolean;
  /** Whether a replacement must delete first, since both cannot exist at once. */
  deleteBeforeReplace?: (declared: Partial<Inputs>, news: Partial<Inputs>) => boolean;

  /** In which list it is. Of a `get` no more may be known than its id. */
  listed: (api: Endpoints, where: Partial<Inputs> & Values) => Listed<Remote>;
  /** Whether something on the API has the natural key of these inputs. */
  isNamed: (remote: Remote, inputs: Inputs) => boolean;
  /** Whether a change of one changes what the API says of others in the same list. */
  isEntangled?: boolean;
  /** An answer to a read, with what it says by leaving it out; an answer to a change may just be short. */
  asRead?: (remote: Remote) => Remote;
  /** An output that no answer holds: what the resource belongs to. It is found once, and remembered. */
  belongsTo?: {
    output: string;
    find: (context: Context, inputs: Partial<Inputs> & Values) => Promise<string | undefined>;
  };

  create: (context: Context, inputs: Inputs) => Promise<Remote>;
  bulk?: BulkDefinition<Inputs, Remote>;
  /** Sends only what is in `changed`; a key with the value undefined was removed from the program. */
  update: (context: Context, state: State<Inputs>, changed: Partial<Inputs>, inputs: Inputs) => Promise<Remote>;
  /** Why it must not be deleted, as the API says at this moment; undefined where nothing speaks against it. */
  refuseToDelete?: (context: Context, remote: Remote, state: State<Inputs>) => Promise<string | undefined>;
  /** `siblings` reads everything in its list, as it is now. */
  delete: (context: Context, state: State<Inputs>, siblings: () => Promise<Remote[]>) => Promise<void>;
  /** Whether it can be used. What is not settled is waited for. */
  settled?: (state: Values) => boolean;
  /** Whether it is still there for a while after its deletion, which must be waited for. */
  deletionTakesTime?: boolean;
  /** Proof that these credentials can see where it was, so that "not there" means "gone". Throws where they cannot. */
  assertVisible: (context: Context, state: State<Inputs>) => Promise<void>;

  id: (remote: Remote) => string;
  /** Inputs as they are on the API, and all other outputs. Undefined: the API did not say; null: it said there is none. */
  state: (remote: Remote) => Values;
}

/** The definition as it stands, with the controls that every resource has. */
export function defineResource<Shape extends z.ZodRawShape, Remote>(
  definition: Omit<ResourceDefinition<z.infer<z.ZodObject<Shape>>, Remote>, "inputs" | "controls"> & {
    inputs: z.ZodObject<Shape>;
    controls?: z.ZodObject;
  },
): ResourceDefinition<z.infer<z.ZodObject<Shape>>, Remote> {
  return { ...definition, controls: sharedControls.extend(definition.controls?.shape ?? {}) };
}
