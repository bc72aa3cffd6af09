import { withoutValues } from "../../../sdk/nodejs/base/secrets";

const said = (text: string, args: object): string => withoutValues(new Error(text), args).message;

test.each<[form: string, text: string, args: object, without: string]>([
  ["as it is", 'no site "hunter2"', { name: "hunter2" }, 'no site "{name}"'],
  ["in other capitals", 'no user "jo@a.example"', { email: " Jo@A.example" }, 'no user "{email}"'],
  ["as the API writes it", 'no domain "www.a.example"', { name: "WWW.a.example." }, 'no domain "{name}"'],
  ["in punycode", 'no domain "xn--bcher-kva.example"', { name: "Bücher.example" }, 'no domain "{name}"'],
  ["in a path", "GET /sites/a%20b%251 answered 404", { id: "a b%1" }, "GET /sites/{id} answered 404"],
  ["within another one", "a.example of b.a.example", { id: "a.example", name: "b.a.example" }, "{id} of {name}"],
  ["with the signs of a pattern", "no (a+b)", { name: "(a+b)" }, "no {name}"],
  ["that stands in the name of another argument", "no site b of ame", { name: "b", b: "ame" }, "no site {name} of {b}"],
  ["as nothing", 'no site ""', { name: "" }, 'no site ""'],
])("an error does not repeat a secret argument %s", (_form, text, args, without) => {
  expect(said(text, args)).toBe(without);
});
