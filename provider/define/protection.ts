import { type Values } from "../values";

/** How a user lifts the protection: the end of a refusal. */
export const howToLiftProtection = (noun: "site" | "install"): string =>
  `To delete the ${noun}, first set \`deletionProtection: false\` on it, and run \`pulumi up\`.`;

export const isProtected = ({ deletionProtection }: Values): boolean => deletionProtection === true;
export const isUnprotected = ({ deletionProtection }: Values): boolean => deletionProtection === false;
