import { type Values } from "../values";
import { yesOrNo } from "./fields";
import { type Control, control } from "./input";

/** The control by which a program protects a resource. The end of its description says where it is on by default. */
export const deletionProtection = (noun: string, byDefault: string): Control =>
  control(
    yesOrNo.optional(),
    `Refuse to delete or replace the ${noun}; a preview already refuses. Default: \`protect\` of the resource, of a ` +
      `transformation or of the parent, ${byDefault}`,
    { isPlain: true },
  );

/** How a user lifts the protection: the end of a refusal. */
export const howToLiftProtection = (noun: "site" | "install"): string =>
  `To delete the ${noun}, first set \`deletionProtection: false\` on it, and run \`pulumi up\`.`;

export const isProtected = ({ deletionProtection }: Values): boolean => deletionProtection === true;
export const isUnprotected = ({ deletionProtection }: Values): boolean => deletionProtection === false;
