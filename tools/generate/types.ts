import { type z } from "zod";
import { type Input, type Output } from "../../provider/define";

/** The parts of a schema's inside that say what a program may write. */
interface Inside {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
}

const insideOf = (schema: z.ZodType): Inside => schema.def;

export const isOptional = (schema: z.ZodType): boolean => schema.safeParse(undefined).success;

/** The type of a value, before the schema brings it into its normal form. */
export function typeOf(schema: z.ZodType): string {
  const { type, innerType, element, in: before, out: after } = insideOf(schema);
  if (type === "optional" && innerType !== undefined) return typeOf(innerType);
  if (type === "array" && element !== undefined) return `${typeOf(element)}[]`;
  if (type === "pipe" && before !== undefined && after !== undefined) {
    return typeOf(insideOf(before).type === "transform" ? after : before);
  }
  if (type === "enum") return "string";
  if (type === "string" || type === "boolean" || type === "number" || type === "unknown") return type;
  throw new Error(`The generator knows no type for a schema of the kind ${type}.`);
}

/** The type of an argument. */
export function argumentTypeOf({ schema, words, reference }: Input): string {
  const mayMiss = isOptional(schema) && typeOf(schema) !== "unknown" ? " | undefined" : "";
  const [, element] = /^(.*)\[\]$/.exec(typeOf(schema)) ?? [];
  // A text from the configuration will do for a word: the check refuses all others.
  const word = words && `${words.type}${words.isOpen ? "" : " | (string & {})"}`;
  if (reference !== undefined && reference.argument === undefined) {
    return element === undefined
      ? `${reference.to} | pulumi.Input<string${mayMiss}>`
      : `pulumi.Input<pulumi.Input<string>[]${mayMiss}> | (${reference.to} | pulumi.Input<string>)[]`;
  }
  return element === undefined
    ? `pulumi.Input<${word ?? typeOf(schema)}${mayMiss}>`
    : `pulumi.Input<pulumi.Input<${word ?? element}>[]${mayMiss}>`;
}

/** The type of the output that has an input's name. */
export function outputTypeOf({ schema, words, isAlwaysThere }: Input): string {
  const said = typeOf(schema);
  const type = words === undefined || words.isOpen ? said : said.replace("string", words.type);
  return outputOf(type, isAlwaysThere === true || said === "unknown" || !isOptional(schema));
}

export const typeOfOutput = ({ schema, isAlwaysThere }: Output): string =>
  outputOf(typeOf(schema), isAlwaysThere === true);

const outputOf = (type: string, isAlwaysThere: boolean): string =>
  `pulumi.Output<${type}${isAlwaysThere ? "" : " | undefined"}>`;
