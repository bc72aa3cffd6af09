import { domainToASCII } from "node:url";
import { type CustomResourceOptions, Output } from "@pulumi/pulumi";
import { inWords, listAt, type Mistake, objectAt, partAt, type Path, unknownMembers } from "../base/component";
import { Domain } from "../domain";
import { type Install } from "../install";
import { type DomainsOfInstall, type Redirect } from "./shared-arguments";

/** A domain that is to be declared. */
export interface PlannedDomain {
  /** As the program wrote it. */
  name: string;
  /** The same in one form. The domain's resource is named after it. */
  key: string;
  isPrimary?: true;
  redirectsTo?: PlannedDomain | undefined;
  path: Path;
}

/** The domains of an install, each after those that it redirects to, and the mistakes in them. */
export function plannedDomains(
  written: DomainsOfInstall | undefined,
  path: Path,
): { planned: PlannedDomain[]; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const given = objectAt(path, written, mistakes) ?? {};
  mistakes.push(...unknownMembers(path, given, ["primary", "redirects", "others"]));
  const { primary } = given;
  const redirects = listAt([...path, "redirects"], given.redirects, mistakes);
  const others = listAt([...path, "others"], given.others, mistakes);
  const plan = (name: unknown, place: Path): PlannedDomain[] => {
    if (typeof name === "string") return [{ name, key: keyOfDomain(name), path: place }];
    mistakes.push({
      path: place,
      reason: Output.isInstance(name) ? noOutput : 'must be a text, such as "www.example.com".',
    });
    return [];
  };
  const [first] = (primary ?? undefined) === undefined ? [] : plan(primary, [...path, "primary"]);
  const asPrimary: PlannedDomain[] = first === undefined ? [] : [{ ...first, isPrimary: true }];
  const asOthers = others.flatMap((name, index) => plan(name, [...path, "others", index]));
  const targets = [...asPrimary, ...asOthers];
  const asRedirects = redirects.flatMap((one, index) => {
    const place = [...path, "redirects", index];
    const isPair = typeof one === "object" && (one as unknown) !== null && !Output.isInstance(one);
    const redirectsTo = isPair ? target(one, place, targets, mistakes) : primaryFor(one, place, asPrimary, mistakes);
    return plan(isPair ? one.name : one, isPair ? [...place, "name"] : place).map((each) => ({ ...each, redirectsTo }));
  });
  return { planned: [...targets, ...asRedirects], mistakes };
}

const noOutput =
  "is an output, but must be a plain text, because the domain's resource is named after it. To declare a domain whose " +
  "name is an output, write `new Domain(…)` with the install.";

function primaryFor(
  redirect: unknown,
  path: Path,
  [primary]: readonly PlannedDomain[],
  mistakes: Mistake[],
): PlannedDomain | undefined {
  if (primary === undefined && typeof redirect === "string") {
    const reason = `has nothing to redirect to. Give a primary domain, or write { name: "${redirect}", to: … }.`;
    mistakes.push({ path, reason });
  }
  return primary;
}

function target(
  { name: _, to, ...more }: Redirect,
  path: Path,
  targets: readonly PlannedDomain[],
  mistakes: Mistake[],
): PlannedDomain | undefined {
  mistakes.push(...unknownMembers(path, more, ["name", "to"]));
  const found = targets.find(({ key }) => typeof to === "string" && key === keyOfDomain(to));
  if (found !== undefined) return found;
  const offered = targets.map(({ name }) => `"${name}"`);
  const reason =
    offered.length === 0
      ? "must name the primary domain or one of the others. This install has none: add the domain to `others`."
      : `must name the primary domain or one of the others: write ${inWords(offered)}, or add the domain to \`others\`.`;
  mistakes.push({ path: [...path, "to"], reason });
  return undefined;
}

/** The mistakes of domains that stand there twice. A domain is one resource. */
export function repeatedDomains(domains: readonly PlannedDomain[]): Mistake[] {
  const seen = new Set<string>();
  return domains.flatMap(({ key, path }) => {
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated ? [{ path, reason: `names ${key} a second time. Remove one of the two.` }] : [];
  });
}

/** Declares the domains of an install. The result has them by their names as the program wrote them. */
export function declaredDomains(
  prefix: string,
  planned: readonly PlannedDomain[],
  shared: { install: Install; adopt: boolean | undefined },
  optionsOf: (key: string) => CustomResourceOptions,
): Record<string, Domain> {
  const made = new Map<PlannedDomain | undefined, Domain>();
  const byName: Record<string, Domain> = {};
  for (const one of planned) {
    const { name, key, isPrimary: primary, path } = one;
    const args = { ...shared, name, primary, redirectTo: made.get(one.redirectsTo) };
    const domain = partAt(path, () => new Domain(`${prefix}-${key}`, args, optionsOf(key)));
    made.set(one, domain);
    byName[name] = domain;
  }
  return byName;
}

/** Other capitals, a trailing dot and punycode name the same domain, and so the same resource. */
export function keyOfDomain(name: string): string {
  const lower = name.trim().toLowerCase().replace(/\.$/, "");
  const ascii = domainToASCII(lower);
  return ascii === "" ? lower : ascii;
}
