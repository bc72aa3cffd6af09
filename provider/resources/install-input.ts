import { id, input, meaningOfId } from "../define";

/** The input of an action on an install: the install or its id. `which` goes on after "the install": "to back up". */
export const installInput = (which: string) =>
  input(id("an install"), {
    description: `The id of the install ${which}, for an install of another program.`,
    output: "The id of the install.",
    reference: {
      to: "Install",
      argument: { name: "install", example: "production", description: `The install ${which}.` },
    },
    sameAs: meaningOfId,
  });
