import { z } from "zod";

/** Fields that inputs are made of. Every message says what to write instead; the input's name is put before it. */

const quoted = (value: unknown): string => (typeof value === "string" ? `"${value}"` : typeof value);

const required = ({ input }: { input?: unknown }, expected: string): string =>
  input === undefined || input === null ? `is missing: write ${expected}` : `must be ${expected}, not ${quoted(input)}`;

/** Text that says in its error what it should be. */
export const text = (expected: string): z.ZodString => z.string({ error: (issue) => required(issue, expected) });

/** The id of something, with any capitals made small, since the API writes ids in small letters. */
export const id = (of: string): z.ZodString => {
  const expected = `the id of ${of}, such as "eeda3227-9a39-46ae-9e14-20958bb4e6c9"`;
  return text(expected)
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/, {
      error: (issue) => `must be ${expected}, not ${quoted(issue.input)}`,
    });
};

export const yesOrNo = z.boolean({ error: "must be true or false" });

export const oneOf = <Options extends readonly [string, ...string[]]>(options: Options) =>
  z.preprocess(
    (value) => (typeof value === "string" ? value.trim().toLowerCase() : value),
    z.enum(options, {
      error: ({ input }) => `must be one of ${options.map((option) => `"${option}"`).join(", ")}, not ${quoted(input)}`,
    }),
  );
