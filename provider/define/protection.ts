import { type Values } from "../values";

/** How a user lifts the protection: the end of a refusal. */
export const howToLiftProtection =
  "To delete it, first set `deletionProtection: false` on the resource and run `pulumi up`.";

export const isProtected = ({ deletionProtection }: Values): boolean => deletionProtection === true;
export const isUnprotected = ({ deletionProtection }: Values): boolean => deletionProtection === false;
