import { meaningOfId } from "../define";
import { isUnderWpEngine } from "../dns";
import { type Context } from "../run";

/** The role that exactly one domain of an install has. */
export const primaryRole = (installId: string): string => `primary domain of ${meaningOfId(installId)}`;

/** Only one piece of work at a time may move the role of an install's primary domain. */
export const takingRole = <T>({ inTurn }: Context, installId: string, work: () => Promise<T>): Promise<T> =>
  inTurn(primaryRole(installId), work);

/** Whether this is a domain that installs come with, under either of WP Engine's names. */
export const isOfWpEngine = ({ name }: { name?: string | null | undefined }): boolean => isUnderWpEngine(name ?? "");
