import * as pulumi from "@pulumi/pulumi";
import {
  aliasesOf,
  inWords,
  type Mistake,
  mustBe,
  objectAt,
  partAt,
  type Path,
  refuseMistakes,
  tokenOfComponent,
  unknownMembers,
  WpEngineComponent,
} from "../base/component";
import { type DnsRecord, dnsRecordsOf } from "../base/dns-records";
import { type AdoptArgs, isOfClass } from "../base/resource";
import { type Domain } from "../domain";
import { type Environment, Install, type InstallArgs } from "../install";
import { Site, type SiteArgs } from "../site";
import {
  declaredDomains,
  keyOfDomain,
  type PlannedDomain,
  plannedDomains,
  repeatedDomains,
} from "./domains-of-install";
import { partNamed } from "./named-parts";
import { type DomainsOfInstall } from "./shared-arguments";

/** An environment of a site: an install, and its domains. */
export interface SiteEnvironment extends Pick<InstallArgs, "name" | "deletionProtection"> {
  /**
   * The domains of the install. Their names are plain texts, because the domains' resources are named after them. A
   * component declares each domain once.
   */
  domains?: DomainsOfInstall | undefined;
}

/** The names that resources had in the program before they became parts of a component. */
export interface FormerNames {
  /** The former name of the `Site`. */
  site?: string | undefined;
  /** The former names of the installs, by environment. */
  environments?: Partial<Record<Environment, string | undefined>> | undefined;
  /** The former names of the domains' resources, by the name of the domain. */
  domains?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface WordPressSiteArgs
  extends AdoptArgs, Pick<SiteArgs, "accountId" | "name" | "deleteInstalls" | "deletionProtection"> {
  /**
   * The environments of the site: `production`, `staging` and `development`, or some of them. Each is an install with its
   * domains. If you remove an environment, Pulumi deletes its install, unless the install is protected.
   */
  environments: Partial<Record<Environment, SiteEnvironment | undefined>>;
  /**
   * The names that the site, its installs and its domains had in the program before they became parts of this
   * component. The next `pulumi up` moves them into the component, and the provider sends no request. Remove `was` after
   * that.
   */
  was?: FormerNames | undefined;
}

/**
 * A site with its installs, and their domains.
 *
 * The parts are a `Site`, an `Install` for each environment, and a `Domain` for each domain, with the `install` itself.
 * Those of a component `acme` are named `acme`, `acme-production` and `acme-acme.com`. The parts behave as those classes
 * say: in protection, adoption and changes. If you add or remove an environment or a domain, Pulumi creates or deletes
 * that part alone. Pulumi passes options of the component, such as `protect`, to the parts as it does to all children.
 *
 * A mistake in the arguments fails the preview, and the error names all of them: a name that is not known, a domain that
 * stands there twice, a redirect that leads nowhere.
 *
 * @example
 * const acme = new WordPressSite("acme", {
 *   accountId,
 *   name: "Acme",
 *   environments: {
 *     production: { name: "acme", domains: { primary: "acme.com", redirects: ["www.acme.com"] } },
 *     staging: { name: "acmestg" },
 *   },
 * });
 * export const cname = acme.production.cname;
 */
export class WordPressSite extends WpEngineComponent {
  static readonly __pulumiType = tokenOfComponent("WordPressSite");

  /** The site itself. */
  readonly site: Site;
  /** The installs, by environment. */
  readonly installs: Readonly<Partial<Record<Environment, Install>>>;
  /** The domains of all environments, by their names as you wrote them. */
  readonly domains: Readonly<Record<string, Domain>>;
  private readonly subject: string;

  constructor(name: string, args: WordPressSiteArgs, options: pulumi.ComponentResourceOptions = {}) {
    const { plans, mistakes } = plannedSite(args);
    refuseMistakes(`WordPressSite ${name}`, mistakes);
    super(WordPressSite.__pulumiType, name, options);
    this.subject = `WordPressSite ${name}`;
    const {
      accountId,
      name: siteName,
      deleteInstalls,
      deletionProtection,
      environments,
      connection,
      adopt,
      was,
    } = args;
    const shared = { accountId, connection, adopt };
    const asChild = (suffix: string, former: string | undefined): pulumi.CustomResourceOptions => ({
      parent: this,
      aliases: [...aliasesOf(former), ...this.aliasesOfPart((component) => component + suffix)],
    });

    const ofSite = { ...shared, name: siteName, deleteInstalls, deletionProtection };
    this.site = new Site(name, ofSite, asChild("", was?.site));
    const installs: Partial<Record<Environment, Install>> = {};
    const domains: Record<string, Domain> = {};
    for (const { environment, planned } of plans) {
      const { domains: _, ...given } = environments[environment] ?? { name: "" };
      const ofInstall = { ...shared, ...given, siteId: this.site.id, environment };
      const formerInstall = asChild(`-${environment}`, was?.environments?.[environment]);
      const install = partAt(
        ["environments", environment],
        () => new Install(`${name}-${environment}`, ofInstall, formerInstall),
      );
      installs[environment] = install;
      const optionsOf = (key: string): pulumi.CustomResourceOptions =>
        asChild(`-${key}`, formerName(was?.domains, key));
      Object.assign(domains, declaredDomains(name, planned, { install, adopt }, optionsOf));
    }
    this.installs = installs;
    this.domains = domains;
  }

  /** The production install. Fails if the component has no such environment; `installs.production` does not. */
  get production(): Install {
    return this.installOf("production");
  }

  /** The staging install. Fails if the component has no such environment; `installs.staging` does not. */
  get staging(): Install {
    return this.installOf("staging");
  }

  /** The development install. Fails if the component has no such environment; `installs.development` does not. */
  get development(): Install {
    return this.installOf("development");
  }

  /** A domain, by its name in any form. If there is none, the error lists those of the component. */
  domain(name: string): Domain {
    const written = Object.keys(this.domains).find((one) => keyOfDomain(one) === keyOfDomain(name));
    return partNamed(this.subject, "domain", this.domains, written ?? name);
  }

  /**
   * The DNS records that lead the visitors of all its domains to WP Engine: those of `dnsRecordsOf`. A preview shows
   * them.
   */
  get dnsRecords(): DnsRecord[] {
    return dnsRecordsOf(Object.values(this.domains));
  }

  /** Whether this is a `WordPressSite` of this provider. */
  static override isInstance(one: unknown): one is WordPressSite {
    return isOfClass(one, WordPressSite);
  }

  private installOf(environment: Environment): Install {
    const install = this.installs[environment];
    if (install !== undefined) return install;
    throw new pulumi.RunError(
      `${this.subject} has no environment ${environment}. Add \`${environment}: { name: … }\` to its environments.`,
    );
  }
}

const allEnvironments: readonly Environment[] = ["production", "staging", "development"];

/** The installs and domains that a component is to declare, and the mistakes in its arguments. */
interface PlannedSite {
  plans: { environment: Environment; planned: PlannedDomain[] }[];
  mistakes: Mistake[];
}

/** What the arguments of a component declare. */
export function plannedSite(args: WordPressSiteArgs | undefined): PlannedSite {
  const mistakes: Mistake[] = [];
  const { environments: given, was, ...more }: Partial<WordPressSiteArgs> = objectAt([], args, mistakes) ?? {};
  if (mistakes.length > 0) return { plans: [], mistakes };
  const known = ["accountId", "name", "deleteInstalls", "deletionProtection", "adopt", "connection"];
  mistakes.push(...unknownMembers([], more, [...known, "environments", "was"]));
  const environments = objectAt(["environments"], given, mistakes, "required") ?? {};
  mistakes.push(...unknownMembers(["environments"], environments, allEnvironments));
  const plans = allEnvironments.flatMap((environment) => {
    const path = ["environments", environment];
    const one = objectAt(path, environments[environment], mistakes);
    if (one === undefined) return [];
    mistakes.push(...unknownMembers(path, one, ["name", "deletionProtection", "domains"]));
    const domains = plannedDomains(one.domains, [...path, "domains"]);
    mistakes.push(...domains.mistakes);
    return [{ environment, planned: domains.planned }];
  });
  mistakes.push(...repeatedDomains(plans.flatMap(({ planned }) => planned)));
  return { plans, mistakes: [...mistakes, ...mistakesInFormer(was, plans)] };
}

/** The mistakes in `was`: a slip there would delete and create what it should move. */
function mistakesInFormer(written: FormerNames | undefined, plans: PlannedSite["plans"]): Mistake[] {
  const mistakes: Mistake[] = [];
  const was = objectAt(["was"], written, mistakes) ?? {};
  const environments = objectAt(["was", "environments"], was.environments, mistakes) ?? {};
  const domains = objectAt(["was", "domains"], was.domains, mistakes) ?? {};
  const keys = plans.flatMap(({ planned }) => planned).map(({ key }) => key);
  const declared = plans.map(({ environment }) => environment);
  const unknownDomains = Object.keys(domains).filter((name) => !keys.includes(keyOfDomain(name)));
  const names: [Path, unknown][] = [
    [["was", "site"], was.site],
    ...Object.entries(environments).map(([name, former]): [Path, unknown] => [["was", "environments", name], former]),
    ...Object.entries(domains).map(([name, former]): [Path, unknown] => [["was", "domains", name], former]),
  ];
  const odd = names.filter(([, former]) => typeof (former ?? "") !== "string");
  return [
    ...mistakes,
    ...unknownMembers(["was"], was, ["site", "environments", "domains"]),
    ...unknownMembers(["was", "environments"], environments, declared),
    ...unknownDomains.map((name) => ({
      path: ["was", "domains", name],
      reason: `is no domain of this component. ${keys.length === 0 ? "It has none." : `Write ${inWords(keys)}.`}`,
    })),
    ...odd.map(([path, former]) => mustBe(path, "a text", former)),
  ];
}

const formerName = (former: FormerNames["domains"], key: string): string | undefined =>
  Object.entries(former ?? {}).find(([name]) => keyOfDomain(name) === key)?.[1];
