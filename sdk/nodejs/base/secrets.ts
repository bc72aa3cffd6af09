import { domainToASCII } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { type Inputs } from "./options";

/** The output in which a resource keeps its memory. The provider has the name too, and a program must not load it. */
export const memoryKey = "__declared";

/**
 * Makes the engine encrypt what repeats a secret source: the memory, and outputs that hold the source or a part of it.
 * The sources are the inputs, and outputs of the resources that the arguments take. The engine itself encrypts the output
 * that has the name of an input. Pulumi reads the list of secret outputs once it knows all inputs. The provider's code is
 * one of these inputs, and waits until the list is filled. Without a secret source, the list stays as the program gave it.
 */
export function withoutCopies(
  sources: Inputs,
  options: pulumi.CustomResourceOptions,
  repeated: Readonly<Record<string, readonly string[]>>,
  code: string,
): { provider: pulumi.Input<string>; options: pulumi.CustomResourceOptions } {
  const candidates = Object.entries(sources).filter(([, value]) => typeof value === "object" && value !== null);
  if (candidates.length === 0) return { provider: code, options };
  const secretOutputs = new Set(options.additionalSecretOutputs);
  const additionalSecretOutputs = [...secretOutputs];
  const looks = candidates.map(async ([source, value]) => {
    if (!(await pulumi.isSecret(pulumi.output(value)))) return;
    for (const output of [memoryKey, ...(repeated[source] ?? [])]) {
      if (!secretOutputs.has(output)) additionalSecretOutputs.push(output);
      secretOutputs.add(output);
    }
  });
  // Pulumi itself reports an input that fails.
  const provider = pulumi.output(Promise.allSettled(looks).then(() => code));
  return { provider, options: { ...options, additionalSecretOutputs } };
}

/** An error about secret arguments, with the name of each in the place of its value. */
export function withoutValues(error: unknown, args: object | undefined): pulumi.RunError {
  const said = error instanceof Error ? error.message : String(error);
  const texts = Object.entries(args ?? {}).filter((one): one is [string, string] => typeof one[1] === "string");
  const forms = texts.flatMap(([name, value]) => formsOf(value).map((form) => ({ name, form })));
  if (forms.length === 0) return new pulumi.RunError(said);
  // A form may hold another one.
  forms.sort((one, other) => other.form.length - one.form.length);
  // In one pass, because the name of an argument may hold a value too.
  const any = new RegExp(forms.map(({ form }) => `(${escaped(form)})`).join("|"), "gi");
  const nameOf = (found: readonly unknown[]): string => forms[found.findIndex((one) => one !== undefined)]?.name ?? "";
  return new pulumi.RunError(said.replace(any, (_, ...found: unknown[]) => `{${nameOf(found)}}`));
}

/** The forms in which an error may repeat a value, besides other capitals: as it is, as a domain's name, and in a URL. */
function formsOf(value: string): string[] {
  const bare = value.trim().replace(/\.$/, "");
  const forms = [value, bare, domainToASCII(bare)];
  return [...forms, ...forms.map((form) => encodeURIComponent(form))].filter((form) => form !== "");
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
