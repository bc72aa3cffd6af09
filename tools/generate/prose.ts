import { type Described, type Input } from "../../provider/define";

const width = 120;

/** Paragraphs as a comment of TSDoc, and after them the lines of an example, which stay as they are. */
export function commentOf(paragraphs: readonly string[], indent = "", example: readonly string[] = []): string {
  const [only = ""] = paragraphs;
  const isShort = paragraphs.length === 1 && example.length === 0;
  const oneLine = `${indent}/** ${only} */`;
  if (isShort && oneLine.length <= width) return oneLine;
  const room = width - indent.length - " * ".length;
  const lines = paragraphs.flatMap((paragraph, index) => [...(index > 0 ? [""] : []), ...wrapped(paragraph, room)]);
  if (example.length > 0) lines.push("", "@example", ...example);
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join("\n");
}

/** A member of a type or class, under its description. */
export const member = (paragraphs: string[], line: string): string => `${commentOf(paragraphs, "  ")}\n  ${line};`;

function wrapped(paragraph: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of paragraph.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What a change of an input does, as a sentence. */
export function changeOf(
  { onChange = "update" }: Pick<Input, "onChange">,
  { documentation, isAction }: Described,
): string {
  if (isAction) return "A change runs the action again.";
  const { noun } = documentation;
  if (onChange === "nothing") return "It counts at creation only: the provider ignores a later change and warns of it.";
  return `A change ${onChange === "replace" ? "replaces" : "updates"} the ${noun}.`;
}

/** A description whose first paragraph ends with more sentences. */
export function withSentences(description: string, ...sentences: string[]): string[] {
  const [first = "", ...rest] = description.split("\n\n");
  return [[first, ...sentences].join(" "), ...rest];
}

export const withArticle = (noun: string): string => `${/^([aeio]|SSH)/.test(noun) ? "an" : "a"} ${noun}`;

/** `AccountUser` as a file calls it: `account-user`. */
export const fileNameOf = (type: string): string => type.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase();

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
