import type * as estates from "../../../provider/estate";

/**
 * What reads an estate file. A dynamic `import()` would fail where a program's tests run in a sandbox of Jest, and under
 * Yarn's Plug'n'Play.
 */
export const reader = (): typeof estates =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an `import` would load it at the program's start
  require("../../../provider/estate") as typeof estates;

/** ` Did you mean "acme"?`, or nothing. */
export const didYouMean = (written: string, words: readonly string[]): string => reader().didYouMean(written, words);

/** The names of a part of an account, by each handle of the account. */
export const namesOfPart = (accounts: readonly string[], part: string): string[] =>
  reader().namesOfPart(accounts, part);

/** `acme, bakery, and 30 more`; `none` if there are none. */
export const someOf = (words: readonly string[]): string => reader().someOf(words);
