import { didYouMean, ResourceError, someOf } from "../report";

/** How a function finds the one object that a program means. */
interface Search<Found> {
  /** The name of the function. */
  of: string;
  noun: string;
  /** The argument by which a person recognises the object. */
  key: string;
  /** A value of that argument, for an error. */
  example: string;
  /** The object's own value of it. */
  keyOf: (found: Found) => string;
  idOf: (found: Found) => string;
  /** What holds all that the function looks through: ` of account …`. Default: all that the credentials see. */
  where?: string;
  byId: (id: string) => Promise<Found>;
  all: () => Promise<Found[]>;
}

/** The object with this id, or the only one with this key. */
export async function theOne<Found>(
  { of, noun, key, example, keyOf, idOf, where = "", byId, all }: Search<Found>,
  id: string | undefined,
  wanted: string | undefined,
): Promise<Found> {
  if ((id === undefined) === (wanted === undefined)) {
    throw new ResourceError(`${of}: give either the id or the ${key} of the ${noun}, such as ${key}: "${example}".`);
  }
  if (id !== undefined) return byId(id);
  const found = await all();
  const [one, ...others] = found.filter((each) => keyOf(each) === wanted);
  if (one !== undefined && others.length === 0) return one;
  if (one !== undefined) {
    const ids = [one, ...others].map(idOf).join(", ");
    throw new ResourceError(
      `${of}: ${others.length + 1} ${noun}s have the ${key} "${String(wanted)}" (ids ${ids}). Give the id.`,
    );
  }
  const names = found.map(keyOf);
  throw new ResourceError(
    `${of}: these credentials see no ${noun} "${String(wanted)}"${where}.${didYouMean(String(wanted), names)} They see: ${someOf(names)}.`,
  );
}
