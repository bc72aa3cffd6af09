import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { isPrivateKey, privateKeyRefused } from "../values";

/** The keys and positions that lead to a value of the file. */
export type Path = readonly (string | number)[];

/** A place in the file. Lines and columns begin at 1. */
export interface Place {
  line: number;
  column: number;
}

/** A mistake in the file, and what to write instead. */
export interface Mistake {
  place: Place;
  reason: string;
}

/** A value of the file, with the places of its parts. */
interface Located {
  place: Place;
  value: unknown;
  members?: Map<string, { key: Place; located: Located }>;
  items?: Located[];
}

/** What a file says, before anybody asks whether it is an estate. */
export interface Text {
  value: unknown;
  mistakes: Mistake[];
  /** The place of a value; with `ofKey`, of its key. For what the file lacks, the place of what should hold it. */
  placeOf: (path: Path, ofKey?: "ofKey") => Place;
}

/** Anchors can make a small file huge. So many values may come from them. */
const mostRepeated = 100_000;

/**
 * Reads YAML 1.2, of which JSON is a part. Keys stay as the file writes them: YAML itself would make numbers of some.
 */
export function readText(written: string): Text {
  const text = written.replace(byteOrderMark, "");
  const lines = new LineCounter();
  // `uniqueKeys` compares what YAML makes of the keys. So this reader compares the keys itself.
  const options = { lineCounter: lines, uniqueKeys: false, prettyErrors: false, schema: "core", merge: false } as const;
  const document = parseDocument(text, options);
  const reader = new Reader(lines);
  // What YAML says after its first error mostly follows from that one.
  const [error] = [...document.errors].sort(({ pos: [one] }, { pos: [other] }) => one - other);
  if (isNoUtf8(text)) reader.complain(0, "the file is not in UTF-8. Save it in UTF-8.");
  else if (error !== undefined) reader.complain(error.pos[0], adviceOn(error));
  for (const { pos, message } of document.warnings) reader.complain(pos[0], sentence(message));
  const root = reader.mistakes.length > 0 ? undefined : reader.located(document.contents);
  return {
    value: root?.value,
    mistakes: reader.mistakes,
    placeOf: (path, ofKey) => placeIn(root, path, ofKey !== undefined),
  };
}

/** What is wrong with YAML that is none, and what to write instead. */
function adviceOn({ code, message }: Pick<YAMLError, "code" | "message">): string {
  if (code === "MULTIPLE_DOCS") return "a second document begins here. Remove the line `---` and what follows it.";
  if (code === "TAB_AS_INDENT") return "a tab stands at the beginning of the line. Write spaces.";
  return `this is no YAML: ${sentence(message)} Check the spaces at the beginning of the line, and the brackets and quotes up to here.`;
}

const byteOrderMark = /^\uFEFF/;

/** Node.js puts U+FFFD in the place of what is no UTF-8. Of UTF-16 it makes a NUL for each letter. */
const isNoUtf8 = (text: string): boolean => /[\uFFFD\0]/.test(text);

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);

class Reader {
  readonly mistakes: Mistake[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private aliasesAround = 0;
  private repeated = 0;

  constructor(private readonly lines: LineCounter) {}

  complain(offset: number, reason: string): void {
    this.mistakes.push({ place: this.placeAt(offset), reason });
  }

  located(node: Node | null, at = 0): Located {
    const place = this.placeAt(node?.range?.[0] ?? at);
    const nothing = { place, value: undefined };
    if (node === null) return { place, value: null };
    if (this.aliasesAround > 0 && ++this.repeated > mostRepeated) {
      if (this.repeated === mostRepeated + 1) this.complainOfSize(node);
      return nothing;
    }
    if (isAlias(node)) return this.ofAlias(node.source, node, nothing);
    this.remember(node);
    if (isScalar(node)) {
      this.refusePrivateKey(node.value, node);
      return { place, value: node.value };
    }
    this.open.add(node);
    const located = isMap(node) ? this.ofMap(node, place) : isSeq(node) ? this.ofList(node.items, place) : nothing;
    this.open.delete(node);
    return located;
  }

  /** Other mistakes may quote a value, and so must not see this one. */
  private refusePrivateKey(value: unknown, node: Node | null): void {
    if (typeof value === "string" && isPrivateKey(value))
      this.complain(node?.range?.[0] ?? 0, privateKeyRefused("This text"));
  }

  private complainOfSize(node: Node): void {
    const reason = `the anchors repeat more than ${mostRepeated.toLocaleString("en")} values. Write fewer aliases within aliases.`;
    this.complain(node.range?.[0] ?? 0, reason);
  }

  private ofAlias(anchor: string, alias: Node, nothing: Located): Located {
    const target = this.anchors.get(anchor);
    const offset = alias.range?.[0] ?? 0;
    if (target === undefined || this.open.has(target)) {
      const isInside = target !== undefined;
      const reason = isInside
        ? `*${anchor} stands inside of &${anchor}.`
        : `*${anchor} has no anchor &${anchor} before it.`;
      this.complain(offset, `${reason} Write the value itself.`);
      return nothing;
    }
    this.aliasesAround++;
    const { value, ...places } = this.located(target);
    this.aliasesAround--;
    return { ...places, value, place: this.placeAt(offset) };
  }

  private remember(node: Node): void {
    const { anchor } = node as { anchor?: string };
    if (anchor === undefined || this.aliasesAround > 0) return;
    if (this.anchors.has(anchor)) {
      this.complain(
        node.range?.[0] ?? 0,
        `the anchor &${anchor} stands here a second time. Give one of the two another name.`,
      );
    }
    this.anchors.set(anchor, node);
  }

  private ofList(items: readonly unknown[], place: Place): Located {
    const all = items.map((item) => this.located(item as Node));
    return { place, value: all.map(({ value }) => value), items: all };
  }

  private ofMap(map: YAMLMap, place: Place): Located {
    const members: NonNullable<Located["members"]> = new Map();
    for (const { key, value } of map.items) {
      const offset = (key as Node | null)?.range?.[0] ?? map.range?.[0] ?? 0;
      const name = isScalar(key) ? (key.source ?? String(key.value)) : "";
      const first = members.get(name);
      this.refusePrivateKey(name, key as Node | null);
      const problem = keyProblem(name, first?.key);
      if (problem !== undefined) this.complain(offset, problem);
      else members.set(name, { key: this.placeAt(offset), located: this.located(value as Node | null, offset) });
    }
    const value = Object.fromEntries([...members].map(([name, { located }]) => [name, located.value]));
    return { place, value, members };
  }

  private placeAt(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function keyProblem(name: string, first: Place | undefined): string | undefined {
  if (name === "") return "a key must be a text that is not empty.";
  // Without the blanks it may be the name of another key.
  if (name.trim() !== name) return "a key must not begin or end with a blank.";
  if (name === "<<")
    return "YAML 1.2 has no merge key `<<`. Write the keys out, or repeat a whole value with an alias.";
  // JavaScript gives this name another meaning.
  if (name === "__proto__") return "`__proto__` cannot be a key. Write another name.";
  if (first === undefined) return undefined;
  return `\`${name}\` stands here a second time: it is in line ${first.line} already. Remove one of the two.`;
}

function placeIn(root: Located | undefined, path: Path, ofKey: boolean): Place {
  let located = root;
  let place = root?.place ?? { line: 1, column: 1 };
  for (const part of path) {
    const member = typeof part === "string" ? located?.members?.get(part) : undefined;
    const next = member?.located ?? (typeof part === "number" ? located?.items?.[part] : undefined);
    if (next === undefined) break;
    located = next;
    place = ofKey && member !== undefined ? member.key : next.place;
  }
  return place;
}
