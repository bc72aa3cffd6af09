import { readEstateText } from "../../../provider/estate";

/** What is wrong with a file, a line each. */
const mistakesOf = (text: string): string[] =>
  readEstateText(text).mistakes.map(({ place, reason }) => `${place.line}:${place.column} ${reason}`);

const ofJo = (person: string): string => `version: 1\naccounts: { agency: {} }\npeople:\n  jo@a.example: { ${person} }`;

test("all mistakes of a file are found at once, in the order of the file", () => {
  const text =
    "version: 1\naccounts:\n  agency:\n    colour: red\n    sites:\n      a: { nmae: A }\n      b: { name: '' }";
  expect(mistakesOf(text)).toEqual([
    "4:5 accounts.agency.colour is not known here. Write id, name, was, connection, sites or installs.",
    '6:12 accounts.agency.sites.a.nmae is not known here. Did you mean "name"?',
    "7:18 accounts.agency.sites.b.name must not be empty: write a name of 1 to 40 characters.",
  ]);
});

test("a misspelt key is one mistake, not one more for the key that is missing", () => {
  expect(mistakesOf(ofJo("fristName: J, lastName: D, access: {}"))).toEqual([
    '4:19 people["jo@a.example"].fristName is not known here. Did you mean "firstName"?',
  ]);
});

test("a misspelt key in what may be a text or a mapping is one mistake too", () => {
  expect(mistakesOf(ofJo("firstName: J, lastName: D, access: { agency: { rolse: full } }"))).toEqual([
    '4:66 people["jo@a.example"].access.agency.rolse is not known here. Did you mean "roles"?',
  ]);
});

test("a key that is like no other does not hide the key that is missing", () => {
  expect(mistakesOf(ofJo("colour: red, lastName: D, access: {}"))).toEqual([
    '4:3 people["jo@a.example"].firstName is missing: write the person\'s first name.',
    '4:19 people["jo@a.example"].colour is not known here. Write firstName, lastName, was or access.',
  ]);
});

test.each([
  ["another version", "version: 2", "1:10 version must be 1, not 2."],
  ["a number as a mapping", "version: 1\nsshKeys: 5", "2:10 sshKeys must be a mapping, not 5."],
])("%s would not be better in quotes, and nothing says so", (_mistake, text, said) => {
  expect(mistakesOf(text)).toEqual([said]);
});

test("a line that is indented wrongly is one mistake, whatever YAML says of what follows", () => {
  const text = "version: 1\npeople:\n  jo@a.example:\n    firstName: J\n   lastName: D";
  expect(mistakesOf(text)).toEqual([expect.stringMatching(/^5:\d+ this is no YAML: .* Check the spaces/)]);
});

test("a tab is one mistake, whatever YAML says of what follows", () => {
  expect(mistakesOf("version: 1\naccounts:\n\tagency: {}\n\tclient: {}")).toEqual([
    "3:1 a tab stands at the beginning of the line. Write spaces.",
  ]);
});
