import { accountUser } from "./account-user";
import { domain } from "./domain";
import { install } from "./install";
import { type InErrors, type Noun } from "./noun";
import { site } from "./site";
import { sshKey } from "./ssh-key";

export { accountId, type Inputs, type Noun, otherAccountId, type Verb } from "./noun";
export { fingerprint, publicKeys } from "./ssh-key";

/** Every noun with its type, in the form that `test.each` takes. */
export const nouns = [site, install, domain, accountUser, sshKey].map((noun) => [noun.type, noun] as const);

export function nounOf(type: string): Noun {
  const [, noun] = nouns.find(([name]) => name === type)!;
  return noun;
}

/** A noun, as the tests of error texts know it. */
export type Subject = Noun & InErrors;

const subjectOf = (noun: Noun): Subject => ({ ...noun, ...noun.errors });

export const subjects = {
  site: subjectOf(site),
  install: subjectOf(install),
  domain: subjectOf(domain),
  accountUser: subjectOf(accountUser),
  sshKey: subjectOf(sshKey),
};

/** Every subject with its type, in the form that `test.each` takes. */
export const everySubject = nouns.map(([type, noun]) => [type, subjectOf(noun)] as const);
