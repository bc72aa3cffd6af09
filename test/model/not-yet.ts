/** What the provider does not master yet, and why it should. Whoever mends one takes it out, and it is drawn again. */
const notYet: Readonly<Record<string, string>> = {
  "empty 200":
    "A DELETE that a gateway answers with 200 and an empty body counts as done, and the thing is still there (world.md, 6).",
  "404 after the work":
    "A POST that the API handled, and that a gateway answers with an empty 404, counts as not done: nobody watches for what " +
    "it made, and the text does not say that this is unknown (world.md, 14).",
  "own domain under wpenginepowered.com":
    "A primary domain cannot be handed over where the install's own domain is not under wpengine.com (world.md, 12).",
  "own domain that redirects":
    "A primary domain cannot be handed over while the install's own domain redirects (world.md, 12).",
  "replaceOnChanges after drift":
    "Where the difference is drift, the diff takes the resource for unchanged: the deletion before the replacement then sends " +
    "no DELETE and reports success, and the state loses what still exists, the access of a person included (world.md, 17).",
  "person made anew":
    "A run that deletes a person and makes them anew (replaceOnChanges) takes the new one for one that was there before, by " +
    "the same id, where the answer to the POST is lost: the state loses a person who has access (world.md, 13 and 16).",
};

/** Variants to choose from, unless the provider does not master them yet. */
export const unlessNotYet = <T>(what: string, ...variants: T[]): T[] => (what in notYet ? [] : variants);

export const isNotYet = (what: string): boolean => what in notYet;
