import * as pulumi from "@pulumi/pulumi";
import type { AccountInFile, InstallInFile, KeyInFile, PersonInFile, SiteInFile } from "../../../provider/estate";
import { getAccountsOutput } from "../account";
import { componentIn, type Path, tokenOfComponent, wasInProgram, WpEngineComponent } from "../base/component";
import { type AdoptArgs, isOfClass } from "../base/resource";
import { Install } from "../install";
import { SshKey } from "../ssh-key";
import { declaredDomains, plannedDomains } from "./domains-of-install";
import { type CheckedFile, checkedFile, didYouMean } from "./estate-file";
import { Person } from "./person";
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
 * const { sites } = new Estate("estate", { file: "estate.yaml" });
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

  constructor(name: string, { file, ...shared }: EstateArgs, options: pulumi.ComponentResourceOptions = {}) {
    const checked = checkedFile(`Estate ${name}`, file);
    super(Estate.__pulumiType, name, options);
    const declaration = new Declaration(this, checked, shared);
    this.sites = declaration.sites;
    this.installs = declaration.installs;
    this.people = declaration.people;
    this.sshKeys = declaration.sshKeys;
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

/** Declares what a file says. */
class Declaration {
  readonly sites: Record<string, WordPressSite> = {};
  readonly installs: Record<string, Install> = {};
  readonly people: Record<string, Person> = {};
  readonly sshKeys: Record<string, SshKey> = {};
  private readonly accounts = new Map<string, Account>();

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
    const path = ["accounts", handle];
    const connection = given.connection ?? this.shared.connection;
    const account = { accountId: given.id ?? this.accountNamed(given.name ?? handle, connection, path), connection };
    this.accounts.set(handle, account);
    for (const [site, its] of Object.entries(given.sites ?? {}))
      this.declareSite(`${handle}/${site}`, { name: site, ...its }, account, [...path, "sites", site]);
    for (const [install, its] of Object.entries(given.installs ?? {}))
      this.declareInstall(`${handle}/${install}`, { name: install, ...its }, account, [...path, "installs", install]);
  }

  private accountNamed(name: string, connection: Account["connection"], path: Path): pulumi.Output<string> {
    return getAccountsOutput({ connection }).accounts.apply((accounts) => {
      const [found, ...others] = accounts.filter((one) => one.name === name);
      if (found !== undefined && others.length === 0) return found.id;
      const names = accounts.map((one) => one.name);
      throw new pulumi.RunError(
        found === undefined
          ? `${this.file.where(path)}: these credentials see no account "${name}".${didYouMean(name, names)} ` +
              `They see: ${names.length === 0 ? "none" : names.join(", ")}.`
          : `${this.file.where(path)}: several accounts have the name "${name}". Give the \`id\` of the one that you mean.`,
      );
    });
  }

  private declareSite(
    handle: string,
    { was, ...its }: SiteInFile & { name: string },
    account: Account,
    path: Path,
  ): void {
    const { environments = {}, ...site } = its;
    const args = { ...this.shared, ...account, ...site, environments };
    const declared = this.declareAt(path, () => new WordPressSite(handle, args, this.childOf(handle, was)));
    this.sites[handle] = declared;
    for (const [environment, given] of Object.entries(environments)) {
      const install = declared.installs[environment as keyof typeof environments];
      if (install === undefined) continue;
      this.installs[given.name] = install;
      this.warnIfUnprotected(install, { ...given, environment }, [...path, "environments", environment]);
    }
  }

  private declareInstall(handle: string, given: InstallInFile & { name: string }, account: Account, path: Path): void {
    const { was, domains = {}, ...its } = given;
    const { adopt } = this.shared;
    const options = this.childOf(handle, was);
    this.declareAt(path, () => {
      const install = new Install(handle, { ...this.shared, ...account, ...its }, options);
      const optionsOf = (key: string): pulumi.CustomResourceOptions => ({
        parent: this.parent,
        aliases: formerHandles(handle, was).map((prefix) => ({ name: `${prefix}-${key}` })),
      });
      declaredDomains(handle, plannedDomains(domains, ["domains"]).planned, { install, adopt }, optionsOf);
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

  private declarePerson(email: string, { was, access, ...person }: PersonInFile): void {
    const path = ["people", email];
    const handles = Object.keys(access);
    const entries = Object.entries(access).map(([key, given]) => {
      const { roles, installs } = typeof given === "string" ? { roles: given, installs: undefined } : given;
      const installIds = installs?.flatMap((name) => this.installs[name] ?? []);
      const { accountId = "", connection } = this.accounts.get(key) ?? {};
      return { key, accountId, connection, roles, ...(installIds && { installIds }) };
    });
    const args = { ...this.shared, ...person, email, access: entries };
    const inFile = (part: Path): Path => part.map((one) => (typeof one === "number" ? (handles[one] ?? one) : one));
    this.people[email] = this.declareAt(
      path,
      () => new Person(email.toLowerCase(), args, this.childOf(email, was)),
      inFile,
    );
  }

  private declareKey(handle: string, { was, ...key }: KeyInFile): void {
    const args = { ...this.shared, ...key, connection: key.connection ?? this.shared.connection };
    this.sshKeys[handle] = this.declareAt(
      ["sshKeys", handle],
      () => new SshKey(handle, args, this.childOf(handle, was)),
    );
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

  /** The options of a resource that may have had other handles, or names in the program. */
  private childOf(handle: string, was: readonly string[] = []): { parent: Estate; aliases?: pulumi.Alias[] } {
    if (was.length === 0) return { parent: this.parent };
    const handles = formerHandles(handle, was).map((name) => ({ name }));
    return { parent: this.parent, aliases: [...handles, ...was.map(wasInProgram)] };
  }
}

/** The handles that a resource had before, with the handle of its account before them. */
function formerHandles(handle: string, was: readonly string[] = []): string[] {
  const account = handle.includes("/") ? handle.replace(/[^/]*$/, "") : "";
  return was.map((former) => account + former).filter((former) => former !== handle);
}
