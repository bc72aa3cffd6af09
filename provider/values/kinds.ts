import { onlyInputs, withoutNothing, withoutUndefined } from "./parts";
import { type Schema, type Values } from "./schema";

/*
 * Four kinds of values that TypeScript does not take for one another. Each comes from one place: `check` makes declared
 * values of what the program wrote, a definition makes observed values of an answer, and a comparison of both makes a
 * change.
 */

declare const kind: unique symbol;
type Kind<Name extends string> = Values & { readonly [kind]?: Name };

/** What the program wrote, before anybody looked at it. */
export type Written = Kind<"written">;

/** The inputs and controls that the program declares, in their one normal form. */
export type Declared = Kind<"declared">;

/** The inputs and other outputs as the API has them. Undefined: the API did not say. Null: the API said "none". */
export type Observed = Kind<"observed">;

/** The inputs that an update sends. Undefined: the program no longer declares this one. */
export type Change = Kind<"change">;

/** A resource as an engine keeps it from one run to the next. */
export interface Kept {
  readonly id: string;
  readonly declared: Declared;
  /** What the API has. If it does not mention an input: the declared value, which the provider sent. Holds no null. */
  readonly observed: Observed;
  /** The provider created or changed it, and has not seen it active since. */
  readonly isUnsettled?: true;
  /** Which adoption this comes from. It tells apart the resources of a state that stand for one object. */
  readonly adoption?: string;
}

/** What an engine is to keep of a resource. */
export const keptOf = (
  schema: Schema,
  id: string,
  declared: Declared,
  observed: Observed,
  { isUnsettled = false, adoption }: { isUnsettled?: boolean; adoption?: string } = {},
): Kept => ({
  id,
  declared: withoutUndefined(declared),
  observed: completed(schema, observed, declared),
  ...(isUnsettled && { isUnsettled }),
  ...(adoption !== undefined && { adoption }),
});

/** What the API has. If it does not mention an input, that is the declared value, which the provider sent. */
export const completed = (schema: Schema, observed: Observed, declared: Declared): Observed =>
  withoutNothing({ ...onlyInputs(schema, declared), ...withoutUndefined(observed) });
