import { type FunctionDefinition } from "../../provider/define";
import { capitalised, commentOf, member } from "./prose";
import { isOptional, typeOf } from "./types";

/** The functions of a file of the SDK, with the types of their arguments and results. */
export const functionPartOf = (functions: readonly FunctionDefinition[]): string =>
  [...shapesOf(functions).map(shapeTypeOf), ...functions.flatMap(partsOf)].join("\n\n");

/** The names of all types and functions of such a part, those of types with the word `type` before them. */
export const namesIn = (functions: readonly FunctionDefinition[]): string[] => [
  ...shapesOf(functions).map(({ type }) => `type ${type}`),
  ...functions.flatMap((one) => [
    one.name,
    `${one.name}Output`,
    ...(hasArguments(one) ? [`type ${capitalised(one.name)}Args`, `type ${capitalised(one.name)}OutputArgs`] : []),
    ...(one.list === undefined ? [] : [`type ${capitalised(one.name)}Result`]),
  ]),
];

const hasArguments = (one: FunctionDefinition): boolean => Object.keys(one.arguments).length > 0;

type Shape = FunctionDefinition["shape"];

const shapesOf = (functions: readonly FunctionDefinition[]): Shape[] => [
  ...new Map(functions.map(({ shape }) => [shape.type, shape])).values(),
];

function shapeTypeOf({ type, description, fields }: Shape): string {
  const members = Object.entries(fields).map(([name, field]) =>
    // A program reads a field of an output by its name (`getSiteOutput(…).name`), so every field is there.
    member([field.description], `${name}: ${typeOf(field.schema)}${field.isAlwaysThere ? "" : " | undefined"}`),
  );
  return [commentOf([description]), `export interface ${type} {`, ...members, "}"].join("\n");
}

function partsOf(definition: FunctionDefinition): string[] {
  const { name, description, operations, example, shape, list } = definition;
  const result = list === undefined ? shape.type : `${capitalised(name)}Result`;
  const lists = list === undefined ? [] : [`export interface ${result} {\n  ${list}: ${shape.type}[];\n}`];
  const isNeeded = Object.values(definition.arguments).some(({ schema }) => !isOptional(schema));
  const args = (kind: string): string =>
    hasArguments(definition)
      ? `args: ${capitalised(name)}${kind}${isNeeded || list === undefined ? "" : " = {}"}, `
      : "";
  const given = hasArguments(definition) ? "args" : "undefined";
  const about = hasArguments(definition) ? ", for arguments that are outputs themselves" : "";
  return [
    ...argumentTypesOf(definition),
    ...lists,
    [
      commentOf([...description, `API: ${operations}.`], "", example),
      `export function ${name}(${args("Args")}options?: FunctionOptions): Promise<${result}> {`,
      `  return invoke("${name}", ${given}, options);`,
      "}",
    ].join("\n"),
    [
      commentOf([`{@link ${name}} as an output${about}.`]),
      `export function ${name}Output(${args("OutputArgs")}options?: FunctionOutputOptions): pulumi.Output<${result}> {`,
      `  return invokeOutput("${name}", ${given}, options);`,
      "}",
    ].join("\n"),
  ];
}

function argumentTypesOf(definition: FunctionDefinition): string[] {
  if (!hasArguments(definition)) return [];
  const types = (kind: string, wrapped: (type: string) => string): string => {
    const members = Object.entries(definition.arguments).map(([name, { schema, description }]) => {
      const mayMiss = isOptional(schema) ? " | undefined" : "";
      return member([description], `${name}${isOptional(schema) ? "?" : ""}: ${wrapped(typeOf(schema) + mayMiss)}`);
    });
    return [`export interface ${capitalised(definition.name)}${kind} {`, ...members, "}"].join("\n");
  };
  return [types("Args", (type) => type), types("OutputArgs", (type) => `pulumi.Input<${type}>`)];
}
