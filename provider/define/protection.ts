import { type Values } from "../values";

/** How a user lifts the protection, for the text of a refusal. */
export const howToLiftProtection =
  "If it is to go, set `deletionProtection: false` on the resource, run `pulumi up`, and then delete it.";

export const isProtected = ({ deletionProtection }: Values): boolean => deletionProtection === true;
export const isUnprotected = ({ deletionProtection }: Values): boolean => deletionProtection === false;
