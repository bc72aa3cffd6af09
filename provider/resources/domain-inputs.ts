import { id, input, meaningOfId } from "../define";

/** The inputs of an action on a domain: the domain, or its id and that of its install. `verb` says what is done to it. */
export const domainInputs = (verb: string, example: string) => ({
  domainId: input(id("a domain"), {
    description: "The id of the domain, for a domain of another program; with `installId`.",
    output: "The id of the domain.",
    reference: {
      to: "Domain",
      argument: { name: "domain", example, description: `The domain to ${verb}.`, gives: { installId: "installId" } },
    },
    sameAs: meaningOfId,
  }),
  installId: input(id("an install"), {
    description: "The id of the domain's install; with `domainId`.",
    output: "The id of the domain's install.",
    sameAs: meaningOfId,
  }),
});
