import { z } from "zod";

/**
 * The kinds of field that inputs use. Every message says what to write instead; the check puts the input's name
 * before it.
 */

/** A text as it is, anything else by its kind. */
function quoted(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

const required = ({ input }: { input?: unknown }, expected: string): string =>
  input === undefined || input === null ? `is missing: write ${expected}` : `must be ${expected}, not ${quoted(input)}`;

/** A text. Its error says what to write. */
export const text = (expected: string): z.ZodString => z.string({ error: (issue) => required(issue, expected) });

/**
 * The id of something, sent as the program writes it. The API promises no form for ids. So this field refuses only what
 * cannot be an id: a URL, an address, a domain's name, and any text with blanks or without a digit.
 */
export const id = (of: string) => {
  const expected = `the id of ${of}, such as "eeda3227-9a39-46ae-9e14-20958bb4e6c9"`;
  return text(expected)
    .trim()
    .refine(isIdLike, { error: (issue) => `must be ${expected}, not ${quoted(issue.input)}` });
};

const isIdLike = (value: string): boolean =>
  /^[^\s/@]*\d[^\s/@]*$/.test(value) && !/[^.]\.[a-z][a-z-]+\.?$/i.test(value);

/** What an id means: capitals do not matter. */
export const meaningOfId = (id: string): string => id.toLowerCase();

/** Whether both are ids, and the same one. The program may write an id in another form than the API. */
export const isSameId = (one: unknown, other: unknown): boolean =>
  typeof one === "string" && typeof other === "string" && meaningOfId(one) === meaningOfId(other);

export const yesOrNo = z.boolean({ error: "must be true or false" });

export const oneOf = <Options extends readonly [string, ...string[]]>(options: Options) =>
  z.preprocess(
    (value) => (typeof value === "string" ? value.trim().toLowerCase() : value),
    z.enum(options, {
      error: ({ input }) => `must be one of ${options.map((option) => `"${option}"`).join(", ")}, not ${quoted(input)}`,
    }),
  );
