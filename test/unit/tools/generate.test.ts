import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { control, definitionOf, defineResource, id, input, output, text, unanswered } from "../../../provider/define";
import { definitions } from "../../../provider/resources";
import { classPartOf } from "../../../tools/generate/class-part";
import { referencePageOf } from "../../../tools/generate/reference-page";

const project = join(__dirname, "..", "..", "..");

test("what is committed is what the definitions say: `npm run generate` would write nothing", async () => {
  const command = join(project, "dist", "tools", "generate.js");
  const { stdout } = await promisify(execFile)(process.execPath, [command, "--check"]);
  expect(stdout).toBe("");
});

const wildflower = definitionOf(
  defineResource("WildFlower", {
    documentation: {
      noun: "flower",
      description: ["A flower of an install.", "It withers."],
      operations: "GET and POST of `/flowers`",
      example: ['new WildFlower("daisy", { install, name: "daisy" });'],
      readBy: "installId",
      unprotected: { input: "colour", words: ["white"] },
    },
    inputs: {
      installId: unanswered(
        input(id("an install"), {
          description: "The id of the install.",
          reference: {
            to: "Install",
            isOwner: true,
            argument: { name: "install", example: "production", description: "The install that the flower stands in." },
          },
          key: true,
          onChange: "replace",
        }),
      ),
      name: input(text("a name"), { description: "The flower's name.", onChange: "nothing" }),
      colour: input(text("a colour").optional(), {
        description: "Its colour.",
        words: { type: "Colour", description: "What colours there are.", of: ["white", "red"] },
      }),
    },
    controls: {
      isDried: control(z.boolean().optional(), "Dry it."),
      hidden: control(z.boolean().optional(), "From the class.", { isHandedOn: true }),
    },
    outputs: { scent: output(z.array(z.string()), "What it smells of.", { repeats: "name" }) },
    label: () => "",
    listed: () => ({ within: undefined, pages: () => Promise.reject(new Error()) }) as never,
    isNamed: () => false,
    create: () => Promise.reject(new Error()),
    update: () => Promise.reject(new Error()),
    delete: { send: () => Promise.resolve() },
    id: () => "",
    state: () => ({ name: undefined, colour: undefined, scent: undefined }),
  }),
);

describe("the class of a definition", () => {
  const file = classPartOf(wildflower, [...definitions, wildflower]);

  test.each([
    [
      "an argument that a change replaces",
      "A change replaces the flower. */\n  installId?: pulumi.Input<string | undefined>;",
    ],
    ["the owner itself, in the place of its id", "  install?: Install | undefined;"],
    ["an input that counts at creation only", "It counts at creation only: the provider ignores a later change"],
    ["words that an input takes", 'export type Colour = "white" | "red";'],
    ["a text in the place of such a word", "colour?: pulumi.Input<Colour | (string & {}) | undefined>;"],
    ["a control", "  /** Dry it. */\n  isDried?: pulumi.Input<boolean | undefined>;"],
    ["an output that the API may leave out", "declare readonly scent: pulumi.Output<string[] | undefined>;"],
    ["an output that is always there", "declare readonly name: pulumi.Output<string>;"],
    [
      "paragraphs and an example",
      " * It withers.\n *\n * API: GET and POST of `/flowers`.\n *\n * @example\n * new WildFlower(",
    ],
    [
      "a `get` that needs the owner",
      "where: InstallReference, { connection, ...options }: GetOptions = {}): WildFlower",
    ],
    ["what repeats a secret", '"repeated":{"name":["scent"]}'],
    ["where it is not protected", '"unprotected":{"input":"colour","words":["white"]}'],
  ])("has %s", (_what, text) => {
    expect(file).toContain(text);
  });

  test("does not offer a control that the class hands on", () => {
    expect(file).not.toContain("hidden");
  });
});

test("the page of a definition has each argument and each output", () => {
  const page = referencePageOf(wildflower);
  const cells = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(cells).toEqual([
    "install",
    "installId",
    "name",
    "colour",
    "isDried",
    "id",
    "installId",
    "name",
    "colour",
    "scent",
  ]);
});
