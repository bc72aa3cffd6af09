import { z } from "zod";
import { type Install } from "../api";
import { isLeaving, type Owner } from "../define";
import { stillThere } from "../lifecycle";
import { type Context } from "../run";
import { install, objectionToDelete } from "./install";

/** The control in which a resource that names its install keeps what the program says of the install's protection. */
export const installProtection = z.union([z.boolean(), z.literal("default")]);

/** The install that a resource belongs to, as its owner; none if the program gave only the install's id. */
export function installAsOwner(id: string, accountId: unknown, protection: unknown): Owner[] {
  if (protection === undefined) return [];
  const account = typeof accountId === "string" ? accountId : undefined;
  const deletionProtection = typeof protection === "boolean" ? protection : undefined;
  const found = (context: Context): Promise<Install | undefined> =>
    context.once(`install ${id}, to be deleted`, () => stillThere(install, context, id, { accountId: account }));
  return [
    {
      type: "Install",
      id,
      label: async (context) => `install ${(await found(context))?.name ?? id}`,
      objection: async (context) => {
        const remote = await found(context);
        return remote === undefined || isLeaving(remote.status)
          ? undefined
          : objectionToDelete(remote, { deletionProtection });
      },
    },
  ];
}
