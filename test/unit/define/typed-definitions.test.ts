import { complaintsAbout, resolutions } from "../../support/compiler";

/* What an author of a resource may misspell, the compiler finds. */

interface Mistake {
  inputs?: string;
  outputs?: string;
  state?: string;
  more?: string;
}

/** A definition, with a mistake in one of its places. */
const definition = ({ inputs = "", outputs = "", state = "", more = "" }: Mistake, name: string): string => `
export const ${name} = defineResource("Flower", {
  documentation: { noun: "flower", description: ["A flower."], operations: "GET of /flowers", example: [] },
  inputs: {
    name: input(text("a name"), { description: "Its name.", key: true ${inputs} }),
  },
  outputs: {
    scent: output(z.string(), "What it smells of."),
    accountId: output(z.string(), "Whose it is."),
    ${outputs}
  },
  belongsTo: { output: "accountId", find: async () => undefined },
  label: ({ name }) => String(name),
  listed: () => ({ within: undefined, pages: {} as never }),
  isNamed: (_one: Flower, { name }) => name === "",
  create: async (): Promise<Flower> => ({ id: "1" }),
  update: async (): Promise<Flower> => ({ id: "1" }),
  delete: { send: async () => undefined },
  id: ({ id }) => id,
  state: ({ scent }) => ({ name: undefined, scent, ${state} }),
  ${more}
});`;

const mistakes: [what: string, mistake: Mistake, said: RegExp | undefined][] = [
  ["nothing", {}, undefined],
  ["a facet", { inputs: ", kye: true" }, /'kye' does not exist/],
  ["an output that no answer gives", { outputs: 'colour: output(z.string(), "Its colour."),' }, /'colour' is missing/],
  ["a field that an answer gives and nobody defines", { state: "hue: scent" }, /to type 'never'/],
  ["a capability", { more: "wait: { active: true }," }, /'wait' does not exist/],
  ["an input that a function uses", { more: "exclusive: ({ nam }) => undefined," }, /'nam' does not exist/],
];

test(`the compiler finds: ${mistakes.map(([what]) => what).join(", ")}`, () => {
  const program = [
    '/// <reference path="./api/http/proxy-from-env.d.ts" />',
    'import { z } from "zod";',
    'import { defineResource, input, output, text } from "./define";',
    "interface Flower { id: string; scent?: string; account?: string }",
    ...mistakes.map(([, mistake], index) => definition(mistake, `flower${index}`)),
  ].join("\n");
  const options = { strict: true, skipLibCheck: true, noEmit: true, types: ["node"], lib: ["lib.es2023.d.ts"] };
  const complaints = complaintsAbout(program, "provider", { ...options, ...resolutions.node16 });
  const expected = mistakes.flatMap(([, , said]) =>
    said === undefined ? [] : [expect.stringMatching(said) as string],
  );
  expect(complaints).toEqual(expected);
});
