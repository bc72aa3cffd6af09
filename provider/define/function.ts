import { z } from "zod";
import { type Endpoints } from "../api";
import { ResourceError } from "../report";
import { privateKeyRefused, privateKeysIn, type Values, withoutNothing, withoutNull } from "../values";
import { type ResourceDefinition } from "./definition";
import { type Input, output, type Output, schemasOf, type ValuesOf } from "./input";

/** What functions give of one object: its fields, and what an answer says of them. */
export interface Shape<Answer> {
  /** The name of its type in the SDK. */
  readonly type: string;
  readonly description: string;
  readonly fields: Readonly<Record<string, Output>>;
  /**
   * The values of an answer. The function leaves out what is null or undefined. `args` are the function's arguments: an
   * answer may not say where its object is.
   */
  readonly say: (answer: Answer, args: Values) => Values;
}

/** What a function gives beyond the fields of the resource's class that the API's answers hold. */
interface Beside<Answer> {
  /** Inputs that no answer holds, and that the function's arguments give. */
  given?: readonly string[];
  /** What another resource declares, so that it is no output of this one. */
  others?: { fields: Readonly<Record<string, Output>>; say: (answer: Answer) => Values };
}

/** What functions give of a resource: the fields of its class, and what stands beside them. */
export function shapeOf<Inputs, Answer>(
  { type, id, state, fields, belongsTo, documentation }: ResourceDefinition<Inputs, Answer>,
  { given = [], others = { fields: {}, say: () => ({}) } }: Beside<Answer> = {},
): Shape<Answer> {
  const inputs = Object.entries(fields.inputs).filter(([name, one]) => isAnswered(one) || given.includes(name));
  const outputs = Object.entries(fields.outputs).filter(([name]) => name !== belongsTo?.output);
  const ofInput = ([name, one]: [string, Input]): [string, Output] => {
    const isAlwaysThere = given.includes(name) ? { isAlwaysThere: true as const } : {};
    return [name, output(one.schema, one.output ?? one.description, isAlwaysThere)];
  };
  return {
    type: `${type}Result`,
    description: `What the API says of one ${documentation.noun}.`,
    fields: Object.fromEntries([
      ["id", output(z.string(), "Its id.", { isAlwaysThere: true })],
      ...inputs.map(ofInput),
      ...outputs.map(([name, { schema, description }]): [string, Output] => [name, output(schema, description)]),
      ...Object.entries(others.fields),
    ]),
    say: (answer, args) => ({
      id: id(answer),
      ...Object.fromEntries(given.map((name) => [name, args[name]])),
      ...state(answer),
      ...others.say(answer),
    }),
  };
}

const isAnswered = (input: Input): boolean => !("isUnanswered" in input);

/** An argument of a function. */
export interface Argument<Type extends z.ZodType = z.ZodType> {
  readonly schema: Type;
  readonly description: string;
}

export const argument = <Type extends z.ZodType>(schema: Type, description: string): Argument<Type> => ({
  schema,
  description,
});

type Arguments = Readonly<Record<string, Argument>>;

/** What an author writes of a function. */
interface Authored<Args extends Arguments, Answer> {
  /** Paragraphs. The first says what the function gives, in one sentence. */
  description: readonly string[];
  /** The operations of the API behind it. */
  operations: string;
  /** A few lines of a program. */
  example: readonly string[];
  arguments: Args;
  /** What it gives of one object. */
  result: Shape<Answer>;
}

/** A function that reads one object, or several under a name such as `sites`. */
export interface FunctionDefinition {
  readonly name: string;
  readonly description: readonly string[];
  readonly operations: string;
  readonly example: readonly string[];
  readonly arguments: Arguments;
  readonly shape: Pick<Shape<never>, "type" | "description" | "fields">;
  /** The name of the list in the result. Undefined: the result is one object. */
  readonly list: string | undefined;
  /** Checks the arguments, asks the API, and gives the result. */
  readonly call: (api: Endpoints, args: Values) => Promise<Values>;
}

/** Defines a function that reads one object. */
export const defineFunction = <Args extends Arguments, Answer>(
  name: string,
  { run, ...authored }: Authored<Args, Answer> & { run: (api: Endpoints, args: ValuesOf<Args>) => Promise<Answer> },
): FunctionDefinition =>
  defined(name, authored, undefined, async (api, args) =>
    withoutNothing(authored.result.say(await run(api, args as ValuesOf<Args>), args)),
  );

/** Defines a function that reads several objects. */
export const defineListFunction = <Args extends Arguments, Answer>(
  name: string,
  list: string,
  { run, ...authored }: Authored<Args, Answer> & { run: (api: Endpoints, args: ValuesOf<Args>) => Promise<Answer[]> },
): FunctionDefinition =>
  defined(name, authored, list, async (api, args) => {
    const all = await run(api, args as ValuesOf<Args>);
    return { [list]: all.map((one) => withoutNothing(authored.result.say(one, args))) };
  });

function defined<Args extends Arguments, Answer>(
  name: string,
  { result, ...authored }: Authored<Args, Answer>,
  list: string | undefined,
  run: FunctionDefinition["call"],
): FunctionDefinition {
  const schema = z.strictObject(schemasOf(authored.arguments));
  return {
    ...authored,
    name,
    shape: result,
    list,
    call: async (api, args) => run(api, checked(name, schema, args)),
  };
}

function checked(name: string, schema: z.ZodObject, args: Values): Values {
  const [key] = privateKeysIn(args);
  if (key !== undefined) throw new ResourceError(`${name}: ${privateKeyRefused(key)}`);
  const parsed = schema.safeParse(withoutNull(args));
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape);
  const named = known.length === 0 ? "The function takes none" : `The arguments are ${known.join(", ")}`;
  const reasons = parsed.error.issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `there is no argument ${issue.keys.join(", ")}. ${named}`
      : `${issue.path.join(".")} ${issue.message}`,
  );
  throw new ResourceError(`${name}: ${reasons.join("; ")}.`);
}
