import * as pulumi from "@pulumi/pulumi";
import type { AccountInFile, InstallInFile, KeyInFile, PersonInFile, SiteInFile } from "../../../provider/estate";
import { getAccountsOutput } from "../account";
import {
  componentIn,
  type Mistake,
  objectAt,
  type Path,
  refuseMistakes,
  tokenOfComponent,
  unknownMembers,
  wasInProgram,
  WpEngineComponent,
} from "../base/component";
import { type AdoptArgs, isOfClass } from "../base/resource";
import { Install } from "../install";
import { SshKey } from "../ssh-key";
import { declaredDomains, plannedDomains } from "./domains-of-install";
import { type CheckedFile, checkedFile } from "./estate-file";
import { partNamed } from "./named-parts";
import { Person } from "./person";
import { didYouMean, namesOfPart, someOf } from "./reader";
import { WordPressSite } from "./wordpress-site";

export interface EstateArgs extends AdoptArgs {
  /** The path of the file, in YAML or JSON. A relative path begins in the folder of Pulumi.yaml. */
  file: string;
}

/**
 * Everything that one YAML or JSON file declares: accounts with their sites, installs and domains, people, and SSH keys.
 * `pulumi-wpengine/estate.schema.json` is the JSON schema of the file, with which an editor completes and checks it.
 *
 * An account's handle in the file is the account's name, unless the file gives another `name` or the `id`. Without an
 * `id`, the provider looks the account up by its name, through its connection. A mistake in the file fails the preview.
 * The error has the line and column of each mistake. Pulumi's state has the line of each resource.
 *
 * API: GET `/accounts`, for each connection of an account without an `id`.
 *
 * @example
 * const estate = new Estate("estate", { file: "estate.yaml" });
 * export const cname = estate.site("agency/acme").production.cname;
 */
export class Estate extends WpEngineComponent {
  static readonly __pulumiType = tokenOfComponent("Estate");

  /** The sites, by the handles of account and site: `agency/acme`. */
  readonly sites: Readonly<Record<string, WordPressSite>>;
  /** All installs, in sites or in none, by their names. */
  readonly installs: Readonly<Record<string, Install>>;
  /** The people, by e-mail address as the file has it. */
  readonly people: Readonly<Record<string, Person>>;
  /** The SSH keys, by handle. */
  readonly sshKeys: Readonly<Record<string, SshKey>>;
  private readonly subject: string;

  constructor(name: string, args: EstateArgs, options: pulumi.ComponentResourceOptions = {}) {
    const mistakes: Mistake[] = [];
    const { file, ...shared }: Partial<EstateArgs> = objectAt([], args, mistakes) ?? {};
    mistakes.push(...unknownMembers([], shared, ["file", "adopt", "connection"]));
    refuseMistakes(`Estate ${name}`, mistakes);
    const checked = checkedFile(`Estate ${name}`, file);
    super(Estate.__pulumiType, name, options);
    this.subject = `Estate ${name}`;
    const declaration = new Declaration(this, checked, shared);
    this.sites = declaration.sites;
    this.installs = declaration.installs;
    this.people = declaration.people;
    this.sshKeys = declaration.sshKeys;
  }

  /** A site, by the handles of account and site: `agency/acme`. If there is none, the error lists those of the file. */
  site(handle: string): WordPressSite {
    return partNamed(this.subject, "site", this.sites, handle);
  }

  /** An install, in a site or in none, by its name. If there is none, the error lists those of the file. */
  install(name: string): Install {
    return partNamed(this.subject, "install", this.installs, name);
  }

  /** A person, by e-mail address in any capitals. If there is none, the error lists those of the file. */
  person(email: string): Person {
    const written = Object.keys(this.people).find((one) => one.toLowerCase() === email.trim().toLowerCase());
    return partNamed(this.subject, "person", this.people, written ?? email);
  }

  /** An SSH key, by handle. If there is none, the error lists those of the file. */
  sshKey(handle: string): SshKey {
    return partNamed(this.subject, "SSH key", this.sshKeys, handle);
  }

  /** Whether this is an `Estate` of this provider. */
  static override isInstance(one: unknown): one is Estate {
    return isOfClass(one, Estate);
  }
}

/** An account as resources need it. */
interface Account {
  accountId: pulumi.Input<string>;
  connection: pulumi.Input<string | undefined>;
}

/** A part of an account: the names of its resource, the present one first, and the names that the file says it had. */
interface PartOfAccount {
  names: readonly [string, ...string[]];
  path: Path;
}

/** Declares what a file says. */
class Declaration {
  readonly sites: Record<string, WordPressSite> = {};
  readonly installs: Record<string, Install> = {};
  readonly people: Record<string, Person> = {};
  readonly sshKeys: Record<string, SshKey> = {};
  private readonly accounts = new Map<string, Account & { formerly: readonly string[] }>();

  constructor(
    private readonly parent: Estate,
    private readonly file: CheckedFile,
    private readonly shared: AdoptArgs,
  ) {
    const { accounts = {}, people = {}, sshKeys = {} } = file.estate;
    for (const [handle, account] of Object.entries(accounts)) this.declareAccount(handle, account);
    for (const [email, person] of Object.entries(people)) this.declarePerson(email, person);
    for (const [handle, key] of Object.entries(sshKeys)) this.declareKey(handle, key);
  }

  private declareAccount(handle: string, given: AccountInFile): void {
    const { was = [], sites = {}, installs = {} } = given;
    const path = ["accounts", handle];
    const connection = given.connection ?? this.shared.connection;
    const account = { accountId: given.id ?? this.accountNamed(given.name ?? handle, connection, path), connection };
    this.accounts.set(handle, { ...account, formerly: was });
    const partOf = (kind: string, part: string, its: { was?: readonly string[] | undefined }): PartOfAccount => ({
      names: namesBehind([handle, ...was], [part, ...(its.was ?? [])]),
      path: [...path, kind, part],
    });
    for (const [site, its] of Object.entries(sites))
      this.declareSite(partOf("sites", site, its), { name: site, ...its }, account);
    for (const [install, its] of Object.entries(installs))
      this.declareInstall(partOf("installs", install, its), { name: install, ...its }, account);
  }

  private accountNamed(name: string, connection: Account["connection"], path: Path): pulumi.Output<string> {
    return getAccountsOutput({ connection }).accounts.apply((accounts) => {
      const [found, ...others] = accounts.filter((one) => one.name === name);
      if (found !== undefined && others.length === 0) return found.id;
      const names = accounts.map((one) => one.name);
      throw new pulumi.RunError(
        found === undefined
          ? `${this.file.where(path)}: these credentials see no account "${name}".${didYouMean(name, names)} ` +
              `They see: ${someOf(names)}.`
          : `${this.file.where(path)}: several accounts have the name "${name}". Give the \`id\` of the one that you mean.`,
      );
    });
  }

  private declareSite(
    { names, path }: PartOfAccount,
    { was, ...its }: SiteInFile & { name: string },
    account: Account,
  ): void {
    const { environments = {}, ...site } = its;
    const [name] = names;
    const args = { ...this.shared, ...account, ...site, environments };
    const declared = this.declareAt(path, () => new WordPressSite(name, args, this.childOf(names, was)));
    this.sites[name] = declared;
    for (const [environment, given] of Object.entries(environments)) {
      const install = declared.installs[environment as keyof typeof environments];
      if (install === undefined) continue;
      this.installs[given.name] = install;
      this.warnIfUnprotected(install, { ...given, environment }, [...path, "environments", environment]);
    }
  }

  private declareInstall(
    { names, path }: PartOfAccount,
    given: InstallInFile & { name: string },
    account: Account,
  ): void {
    const { was, domains = {}, ...its } = given;
    const { adopt } = this.shared;
    const [name, ...formerly] = names;
    this.declareAt(path, () => {
      const install = new Install(name, { ...this.shared, ...account, ...its }, this.childOf(names, was));
      const optionsOf = (key: string): pulumi.CustomResourceOptions => ({
        parent: this.parent,
        aliases: formerly.map((prefix) => ({ name: `${prefix}-${key}` })),
      });
      declaredDomains(name, plannedDomains(domains, ["domains"]).planned, { install, adopt }, optionsOf);
      this.installs[its.name] = install;
      this.warnIfUnprotected(install, its, path);
    });
  }

  /** Warns of a production install that the file does not protect. */
  private warnIfUnprotected(
    install: Install,
    its: { name: string; environment?: string | undefined; deletionProtection?: boolean | undefined },
    path: Path,
  ): void {
    if (its.environment !== "production" || its.deletionProtection !== false) return;
    const place = this.file.where([...path, "deletionProtection"]);
    void pulumi.log.warn(`${place}: the production install ${its.name} is not protected from deletion.`, install);
  }

  private declarePerson(email: string, { was = [], access, ...person }: PersonInFile): void {
    const path = ["people", email];
    const name = email.toLowerCase();
    const handles = Object.keys(access);
    const entries = Object.entries(access).map(([key, given]) => {
      const { roles, installs } = typeof given === "string" ? { roles: given, installs: undefined } : given;
      const installIds = installs?.flatMap((name) => this.installs[name] ?? []);
      const { accountId = "", connection, formerly = [] } = this.accounts.get(key) ?? {};
      const users = formerly.map((former) => `${name}-${former}`);
      return { key, accountId, connection, roles, was: users, ...(installIds && { installIds }) };
    });
    const args = { ...this.shared, ...person, email, access: entries };
    const names = [name, ...was.map((former) => former.toLowerCase())] as const;
    const inFile = (part: Path): Path => part.map((one) => (typeof one === "number" ? (handles[one] ?? one) : one));
    this.people[email] = this.declareAt(path, () => new Person(name, args, this.childOf(names, was)), inFile);
  }

  private declareKey(handle: string, { was = [], ...key }: KeyInFile): void {
    const args = { ...this.shared, ...key, connection: key.connection ?? this.shared.connection };
    const options = this.childOf([handle, ...was], was);
    this.sshKeys[handle] = this.declareAt(["sshKeys", handle], () => new SshKey(handle, args, options));
  }

  /** Declares what stands at a path of the file. `inFile` turns the path of a part into the file's own path. */
  private declareAt<Declared>(path: Path, declare: () => Declared, inFile = (part: Path): Path => part): Declared {
    try {
      return componentIn((part) => this.file.placeOf([...path, ...inFile(part)]), declare);
    } catch (error) {
      if (!pulumi.RunError.isInstance(error)) throw error;
      throw new pulumi.RunError(`${this.file.where(path)}: ${error.message}`);
    }
  }

  /** The options of a resource that had other names in the file (all but the first), or names in the program. */
  private childOf(
    [name, ...formerly]: PartOfAccount["names"],
    was: readonly string[] = [],
  ): { parent: Estate; aliases?: pulumi.Alias[] } {
    const inFile = formerly.filter((former) => former !== name);
    if (inFile.length === 0 && was.length === 0) return { parent: this.parent };
    return { parent: this.parent, aliases: [...inFile.map((former) => ({ name: former })), ...was.map(wasInProgram)] };
  }
}

/** The names of a part of an account, by all handles that both have or had: the present one first. */
function namesBehind(
  accounts: readonly [string, ...string[]],
  parts: readonly [string, ...string[]],
): PartOfAccount["names"] {
  const [name, ...formerly] = parts.flatMap((part) => namesOfPart(accounts, part));
  return [name ?? "", ...formerly];
}
