import {
  componentPageOf,
  estateFileSections,
  sdkOf,
  sharedArgumentTable,
  summaryOf,
} from "../../../tools/generate/component-page";

const sdk = sdkOf(
  new Map([
    [
      "sdk/nodejs/base/resource.ts",
      `import * as pulumi from "@pulumi/pulumi";
       export interface ConnectionArgs { /** Whose it is. */ connection?: pulumi.Input<string | undefined>; }
       export interface AdoptArgs extends ConnectionArgs { /** Adopt it. */ adopt?: boolean | undefined; }`,
    ],
    [
      "sdk/nodejs/flower.ts",
      `import * as pulumi from "@pulumi/pulumi";
       import { type AdoptArgs } from "./base/resource";
       export class Flower {}
       export interface FlowerArgs extends AdoptArgs {
         /** The flower's name. A change replaces the flower. */
         name: pulumi.Input<string>;
         /** What only a single flower has. */
         scent?: string;
       }`,
    ],
    [
      "sdk/nodejs/components/bed.ts",
      `import * as pulumi from "@pulumi/pulumi";
       import { type AdoptArgs } from "../base/resource";
       import { Flower, type FlowerArgs } from "../flower";
       /** A place in a bed. */
       export interface Place {
         /** How far it is from the path. */
         metres?: pulumi.Input<pulumi.Input<number>[] | undefined>;
       }
       export interface BedArgs extends AdoptArgs, Pick<FlowerArgs, "name"> {
         /**
          * The places of
          * the bed.
          *
          * More of them.
          */
         places: readonly Place[];
       }
       /**
        * A bed with flowers.
        *
        * They grow.
        *
        * @example
        * new Bed("roses", { name: "roses", places: [] });
        */
       export class Bed {
         static readonly kind = "bed";
         /** The flowers, by place. */
         readonly flowers: Readonly<Record<string, Flower>>;
         private readonly soil: string;
         /** The first flower. */
         get first(): Flower { return this.flowers.a; }
         /** A flower by its place. */
         flower(place: string): Flower { return this.flowers[place]; }
       }`,
    ],
  ]),
);

describe("the page of a component", () => {
  const page = componentPageOf(sdk, "Bed", "bed.ts", ["## More"]);

  test.each([
    ["the paragraphs of the class, and its example", 'A bed with flowers.\n\nThey grow.\n\n```ts\nnew Bed("roses", {'],
    [
      "an argument that it takes from a resource",
      "| `name` | `string` | The flower's name. A change replaces the flower. Required. |",
    ],
    [
      "an argument of its own, in paragraphs",
      "| `places` | `readonly Place[]` | The places of the bed. Required.<br>More of them. |",
    ],
    [
      "the arguments of what a type names",
      "### Place\n\nA place in a bed.\n\n| argument | type | what it is |\n| --- | --- | --- |\n| `metres` | `number[]` | How",
    ],
    ["a property as a part", "| `flowers` | `Readonly<Record<string, Flower>>` | The flowers, by place. |"],
    ["a getter as a part", "| `first` | `Flower` | The first flower. |"],
    ["a method as a part", "| `flower(place)` | `Flower` | A flower by its place. |"],
    ["what follows", "\n\n## More"],
  ])("has %s", (_what, text) => {
    expect(page).toContain(text);
  });

  test.each(["scent", "adopt` |", "soil", "kind", "### Flower"])("has nothing of `%s`", (text) => {
    expect(page).not.toContain(text);
  });
});

test("the list of pages has the first paragraph of a component", () => {
  expect(summaryOf(sdk, "Bed")).toBe("A bed with flowers.");
});

test("the arguments of every resource have a table of their own", () => {
  const names = [...sharedArgumentTable(sdk).matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(names).toEqual(["connection", "adopt"]);
});

test("a component that the SDK does not have is an error", () => {
  expect(() => componentPageOf(sdk, "Pot", "pot.ts")).toThrow("The SDK has no class Pot.");
});

test("the tables of a schema have each key once, and link to the mapping that a key leads to", () => {
  const plot = { properties: { size: { type: "string", description: "How large." } }, required: ["size"] };
  const north = { ...plot, description: "A plot of land." };
  const schema = {
    properties: {
      version: { const: 1, description: "The version." },
      north,
      south: { ...plot, description: "Another one." },
      beds: {
        additionalProperties: { anyOf: [{ enum: ["roses", "herbs"] }, { properties: { dry: { type: "boolean" } } }] },
      },
      paths: { items: { type: "string" } },
    },
    required: ["version"],
  };
  expect(estateFileSections(schema)).toEqual([
    [
      "| key | value | what it is |",
      "| --- | --- | --- |",
      "| `version` | `1` | The version. Required. |",
      "| `north` | [`north`](#north) | A plot of land. |",
      "| `south` | [`north`](#north) | Another one. |",
      "| `beds` | mapping to `roses`, `herbs` or [`beds.*`](#beds) |  |",
      "| `paths` | list of text |  |",
    ].join("\n"),
    "### `north`",
    "A plot of land.",
    "| key | value | what it is |\n| --- | --- | --- |\n| `size` | text | How large. Required. |",
    "### `beds.*`",
    "| key | value | what it is |\n| --- | --- | --- |\n| `dry` | `true`, `false` |  |",
  ]);
});
