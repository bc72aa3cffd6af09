import { definitionOf, type ResourceDefinition, type State } from "../define";
import { type Context } from "../run";
import { type Values } from "../values";
import { Finder } from "./finder";
import { presentOrGone } from "./gone";

/* What a definition may ask about other resources. */

/** The object with this id, read again; undefined if it is proved gone. */
export async function stillThere<Inputs, Remote>(
  resource: ResourceDefinition<Inputs, Remote>,
  context: Context,
  id: string,
  where: Partial<Inputs> & Values,
): Promise<Remote | undefined> {
  const definition = definitionOf(resource);
  const finder = new Finder(definition, context, where);
  const state: State = { ...where, id };
  return presentOrGone({ definition, context, finder }, state, finder.oneSingly(state)) as Promise<Remote | undefined>;
}

/** The object with this id, as this run knows it; a 404 from the API, or undefined, if there is none. */
export const known = <Inputs, Remote>(
  resource: ResourceDefinition<Inputs, Remote>,
  context: Context,
  id: string,
  where: Partial<Inputs> & Values,
): Promise<Remote | undefined> =>
  new Finder(definitionOf(resource), context, where).one({ ...where, id }) as Promise<Remote | undefined>;

/** Everything in the list that these values lead to, read again. */
export const listOf = <Inputs, Remote>(
  resource: ResourceDefinition<Inputs, Remote>,
  context: Context,
  where: Partial<Inputs> & Values,
): Promise<Remote[]> => new Finder(definitionOf(resource), context, where).allAfresh() as unknown as Promise<Remote[]>;
