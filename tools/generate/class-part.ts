import { type Control, type Described, type Input } from "../../provider/define";
import { capitalised, changeOf, commentOf, fileNameOf, member, withArticle, withSentences } from "./prose";
import { argumentTypeOf, isOptional, outputTypeOf, typeOfOutput } from "./types";

/** A part of the SDK: the class of a resource, its arguments, and what its base must know of it. */
export function classPartOf(definition: Described, all: readonly Described[]): string {
  const parts = [
    wordsOf(definition),
    argumentsOf(definition),
    referenceTypeOf(definition, all),
    classOf(definition),
    factsOf(definition),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The input that names the owner, and the argument that takes the owner itself. */
export interface Owner {
  input: string;
  to: string;
  argument: NonNullable<NonNullable<Input["reference"]>["argument"]>;
}

/** The inputs that an owner gives beside its id. */
export const givenBy = (owner: Owner | undefined): string[] => Object.keys(owner?.argument.gives ?? {});

const inputsOf = ({ fields }: Described): [string, Input][] => Object.entries(fields.inputs);

export const ownerOf = (definition: Described): Owner | undefined =>
  inputsOf(definition).flatMap(([input, { reference: { to = "", argument } = {} }]) =>
    argument === undefined ? [] : [{ input, to, argument }],
  )[0];

const baseArgsOf = ({ isAction }: Described): string => (isAction ? "ConnectionArgs" : "AdoptArgs");

const byName = (one: string, other: string): number =>
  one.replace("type ", "").toLowerCase() < other.replace("type ", "").toLowerCase() ? -1 : 1;

/** The imports of that part, beside Pulumi itself. */
export function importsOf(definition: Described): string[] {
  const owner = ownerOf(definition);
  const others = new Set(inputsOf(definition).flatMap(([, { reference }]) => reference?.to ?? []));
  others.delete(definition.type);
  const types = [baseArgsOf(definition), ...(definition.isAction ? [] : ["GetOptions"]), "ResourceClass"];
  const ofBase = [...types.map((type) => `type ${type}`), "isOfClass", "tokenOf", "WpEngineResource"].sort(byName);
  return [
    ...derivedImportsOf(definition),
    `import { ${ofBase.join(", ")} } from "./base/resource";`,
    ...[...others].map((type) => {
      const names = owner?.to === type ? `type ${type}, type ${type}Reference` : `type ${type}`;
      return `import { ${names} } from "./${fileNameOf(type)}";`;
    }),
  ];
}

/** The functions that the getters call, and the types that they give. */
function derivedImportsOf({ documentation: { derived = {} } }: Described): string[] {
  const all = Object.values(derived);
  const types = all
    .flatMap(({ type }) => type.match(/\b(?:Dns|Ownership)Record\b/g) ?? [])
    .map((type) => `type ${type}`);
  const functions = all.map(({ calls }) => calls.replace(/\(.*/, ""));
  const names = [...types, ...functions].sort(byName);
  return names.length === 0 ? [] : [`import { ${names.join(", ")} } from "./base/dns-records";`];
}

/** The names of the class and of its types, those of types with the word `type` before them. */
export const namesIn = (definition: Described, all: readonly Described[]): string[] => [
  definition.type,
  `type ${definition.type}Args`,
  ...inputsOf(definition).flatMap(([, { words }]) => (words === undefined ? [] : [`type ${words.type}`])),
  ...(all.some((one) => ownerOf(one)?.to === definition.type) ? [`type ${definition.type}Reference`] : []),
];

const wordsOf = (definition: Described): string =>
  inputsOf(definition)
    .flatMap(([, { words }]) => words ?? [])
    .map(({ type, description, of, isOpen }) => {
      const all = [...of.map((word) => JSON.stringify(word)), ...(isOpen ? ["(string & {})"] : [])];
      return `${commentOf([description])}\nexport type ${type} = ${all.join(" | ")};`;
    })
    .join("\n\n");

/** The controls that a program gives. */
export const controlsOf = ({ fields }: Described): [string, Control][] =>
  Object.entries(fields.controls).filter(([, { isHandedOn }]) => isHandedOn !== true);

function argumentsOf(definition: Described): string {
  const { type } = definition;
  const owner = ownerOf(definition);
  const inputs = inputsOf(definition).map(([name, input]) =>
    owner?.input === name ? ownerArguments(owner, input, definition) : argumentOf(name, input, definition),
  );
  const controls = controlsOf(definition).map(([name, { description, isPlain }]) =>
    member([description], `${name}?: ${isPlain ? "boolean | undefined" : "pulumi.Input<boolean | undefined>"}`),
  );
  return [`export interface ${type}Args extends ${baseArgsOf(definition)} {`, ...inputs, ...controls, "}"].join("\n");
}

function argumentOf(name: string, input: Input, definition: Described): string {
  const isGiven = givenBy(ownerOf(definition)).includes(name);
  const mark = isGiven || isOptional(input.schema) ? "?" : "";
  const type = isGiven ? "pulumi.Input<string | undefined>" : argumentTypeOf(input);
  return member(withSentences(input.description, changeOf(input, definition)), `${name}${mark}: ${type}`);
}

/** Two arguments, of which a program gives one: the owner itself, or its id. */
function ownerArguments({ input: name, to, argument }: Owner, input: Input, definition: Described): string {
  const told = (description: string, other: string): string[] =>
    withSentences(description, `Give either this or \`${other}\`.`, changeOf(input, definition));
  return [
    member(told(argument.description, name), `${argument.name}?: ${to} | undefined`),
    member(told(input.description, argument.name), `${name}?: pulumi.Input<string | undefined>`),
  ].join("\n");
}

/** If other resources name such a one as their owner: the type of their two arguments, of which a program gives one. */
function referenceTypeOf({ type, documentation }: Described, all: readonly Described[]): string {
  const owner = all.flatMap((one) => ownerOf(one) ?? []).find(({ to }) => to === type);
  if (owner === undefined) return "";
  const one = withArticle(documentation.noun);
  const { input, argument } = owner;
  const ids = [input, ...givenBy(owner)];
  const byId = ids.map((id) => `${id}: pulumi.Input<string>`).join("; ");
  const without = ids.map((id) => `${id}?: undefined`).join("; ");
  return [
    commentOf([`${capitalised(one)} of this program, or the id of ${one} of another program.`]),
    `export type ${type}Reference =`,
    `  { ${argument.name}?: undefined; ${byId} } | { ${argument.name}: ${type}; ${without} };`,
  ].join("\n");
}

function classOf(definition: Described): string {
  const { type, documentation } = definition;
  const { noun, description, operations, example } = documentation;
  const owner = ownerOf(definition);
  const args = owner === undefined ? `${type}Args` : `${type}Args & ${owner.to}Reference`;
  return `${commentOf([...description, `API: ${operations}.`], "", example)}
export class ${type} extends WpEngineResource {
  static readonly __pulumiType = tokenOf("${type}");

${outputsOf(definition)}

  constructor(name: string, args: ${args}, options: pulumi.CustomResourceOptions = {}) {
    super(of${type}, name, args, options);
  }

  /** Whether this is ${withArticle(noun)} of this provider. */
  static override isInstance(one: unknown): one is ${type} {
    return isOfClass(one, ${type});
  }
${gettersOf(definition)}${definition.isAction ? "" : `\n${getOf(definition, args)}\n`}}`;
}

const gettersOf = ({ documentation: { derived = {} } }: Described): string =>
  Object.entries(derived)
    .map(([name, { type, calls, description }]) =>
      ["", commentOf([description], "  "), `  get ${name}(): ${type} {`, `    return ${calls};`, "  }", ""].join("\n"),
    )
    .join("");

function outputsOf({ fields }: Described): string {
  const ofInputs = Object.entries(fields.inputs).map(([name, input]) =>
    member([input.output ?? input.description], `declare readonly ${name}: ${outputTypeOf(input)}`),
  );
  const others = Object.entries(fields.outputs).map(([name, output]) =>
    member([output.description], `declare readonly ${name}: ${typeOfOutput(output)}`),
  );
  return [...ofInputs, ...others].join("\n");
}

/** The static `get`. For some resources the API must know where they are. */
function getOf(definition: Described, args: string): string {
  const { type, documentation } = definition;
  const { noun, readBy } = documentation;
  const reads = `Reads ${withArticle(noun)} that this program does not manage.`;
  const head = "  static get(name: string, id: pulumi.Input<pulumi.ID>,";
  const tail = `{ connection, ...options }: GetOptions = {}): ${type} {`;
  // If a program may leave out every argument, the call needs no assertion.
  const isFree = inputsOf(definition).every(([, { schema }]) => isOptional(schema));
  const made = (given: string): string =>
    `    return new ${type}(name, ${given}${isFree ? "" : ` as ${args}`}, { ...options, id });\n  }`;
  if (readBy === undefined) return [commentOf([reads], "  "), `${head} ${tail}`, made("{ connection }")].join("\n");
  const owner = ownerOf(definition);
  const where = owner?.input === readBy ? `${owner.to}Reference` : `Pick<${type}Args, "${readBy}">`;
  const place = readBy.replace(/Id$/, "");
  return [
    commentOf([`${reads} \`where\` gives the ${place} of the ${noun}.`], "  "),
    `${head} where: ${where}, ${tail}`,
    made("{ ...where, connection }"),
  ].join("\n");
}

/** What the base of the classes must know of this one. A program's start loads no definition. */
function factsOf(definition: Described): string {
  const { type, fields, documentation } = definition;
  const owner = ownerOf(definition);
  const roles = inputsOf(definition).filter(([, { isRole }]) => isRole);
  const facts = {
    type,
    outputs: [...Object.keys(fields.inputs), ...Object.keys(fields.outputs)],
    ...filled("repeated", repeatedOf(definition)),
    ...filled("references", referencesOf(definition)),
    ...(owner !== undefined &&
      roles.length > 0 && {
        role: {
          input: roles[0]?.[0],
          owner: owner.argument.name,
          among: `${documentation.noun} of ${withArticle(owner.argument.name)}`,
        },
      }),
    ...(definition.isAction && { isAction: true }),
    ...(documentation.unprotected !== undefined && { unprotected: documentation.unprotected }),
  };
  return `const of${type}: ResourceClass = ${JSON.stringify(facts)};`;
}

const filled = (name: string, values: object): object => (Object.keys(values).length > 0 ? { [name]: values } : {});

/** The outputs that repeat an input, by the input. */
function repeatedOf({ fields }: Described): Record<string, string[]> {
  const repeated: Record<string, string[]> = {};
  for (const [name, { repeats }] of Object.entries(fields.outputs)) {
    if (repeats !== undefined) repeated[repeats] = [...(repeated[repeats] ?? []), name];
  }
  return repeated;
}

const referencesOf = (definition: Described): object =>
  Object.fromEntries(
    inputsOf(definition).flatMap(([name, { reference }]) => {
      if (reference === undefined) return [];
      const { to, isOwner, argument } = reference;
      const { name: taken, example, gives } = argument ?? {};
      const takes = argument && { argument: { name: taken, example, ...(gives && { gives }) } };
      return [[name, { to, ...(isOwner && { isOwner }), ...takes }]];
    }),
  );
