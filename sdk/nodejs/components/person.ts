import * as pulumi from "@pulumi/pulumi";
import { AccountUser, type AccountUserArgs } from "../account-user";
import {
  isOutput,
  listAt,
  type Mistake,
  mustBe,
  objectAt,
  partAt,
  type Path,
  refuseMistakes,
  tokenOfComponent,
  unknownMembers,
  wasInProgram,
  WpEngineComponent,
} from "../base/component";
import { type AdoptArgs, isOfClass } from "../base/resource";
import { partNamed } from "./named-parts";

/** What a person may do in one account. */
export interface PersonAccess extends Pick<AccountUserArgs, "accountId" | "roles" | "installIds"> {
  /** The connection to use for this account. Default: that of the person. */
  connection?: pulumi.Input<string | undefined>;
  /**
   * A name of the account in this program, after which the user's resource is named: `jo-agency`. Required where
   * `accountId` is an output. Default: the id of the account.
   */
  key?: string | undefined;
  /**
   * A name, or names, that the `AccountUser` had: in the program before it became a part of this component, or in this
   * component under another `key` (`jo-agency`). The next `pulumi up` moves it, and the provider sends no request. Remove
   * `was` after that.
   */
  was?: string | readonly string[] | undefined;
}

export interface PersonArgs extends AdoptArgs, Pick<AccountUserArgs, "email" | "firstName" | "lastName"> {
  /**
   * The accounts that the person may use, and what the person may do there. The order does not matter. If you remove an
   * entry, the person loses the access to that account.
   */
  access: readonly PersonAccess[];
}

/**
 * A person with access to one or more accounts: an `AccountUser` in each. If you remove the component, the person loses
 * all of this access.
 *
 * A preview refuses an entry without a `key` if its `accountId` is an output, and two entries of one account.
 *
 * @example
 * new Person("jo", {
 *   email: "jo@example.com", firstName: "Jo", lastName: "Ray",
 *   access: [
 *     { key: "agency", accountId, roles: "partial", installIds: [acme.staging] },
 *     { key: "client", accountId: clientId, roles: "full" },
 *   ],
 * });
 */
export class Person extends WpEngineComponent {
  static readonly __pulumiType = tokenOfComponent("Person");

  /** The users that the person has, by the `key` of the account, else by its id. */
  readonly users: Readonly<Record<string, AccountUser>>;
  private readonly subject: string;

  constructor(name: string, args: PersonArgs, options: pulumi.ComponentResourceOptions = {}) {
    refuseMistakes(`Person ${name}`, mistakesIn(args));
    super(Person.__pulumiType, name, options);
    this.subject = `Person ${name}`;
    const { access, ...person } = args;
    this.users = Object.fromEntries(
      access.map((one, index) => {
        const { key: _, was, ...its } = one;
        const key = keyOf(one) ?? "";
        const former = [was ?? []].flat();
        // The name of a user begins with that of the component, unless the user comes from elsewhere in the program.
        const nameIn = (user: string) => (component: string) =>
          user.startsWith(`${name}-`) ? component + user.slice(name.length) : user;
        const inherited = [`${name}-${key}`, ...former].flatMap((user) => this.aliasesOfPart(nameIn(user)));
        const options = { parent: this, aliases: [...former.flatMap(aliasesInOrOut), ...inherited] };
        const args = { ...person, ...its, connection: connectionOf(one, person) };
        return [key, partAt(["access", index], () => new AccountUser(`${name}-${key}`, args, options))];
      }),
    );
  }

  /** A user, by the `key` of the account, else by its id. If there is none, the error lists those of the person. */
  user(key: string): AccountUser {
    return partNamed(this.subject, "user of the account", this.users, key);
  }

  /** Whether this is a `Person` of this provider. */
  static override isInstance(one: unknown): one is Person {
    return isOfClass(one, Person);
  }
}

/** The aliases of a user who had this name in the component, or in the program outside of it. */
const aliasesInOrOut = (name: string): pulumi.Alias[] => [{ name }, wasInProgram(name)];

/** The connection of an entry, else that of the person. An output of nothing counts as absent. */
function connectionOf(
  { connection: own }: PersonAccess,
  { connection: ofPerson }: Omit<PersonArgs, "access">,
): PersonAccess["connection"] {
  if (!isOutput(own)) return own ?? ofPerson;
  return pulumi.all([own, ofPerson]).apply(([mine, its]) => mine ?? its);
}

/** The name of the account, after which the user's resource is named. */
const keyOf = ({ key, accountId }: PersonAccess): string | undefined =>
  key ?? (typeof accountId === "string" ? accountId : undefined);

function mistakesIn(args: PersonArgs | undefined): Mistake[] {
  const mistakes: Mistake[] = [];
  const { access, ...person }: Partial<PersonArgs> = objectAt([], args, mistakes) ?? {};
  if (mistakes.length > 0) return mistakes;
  const known = ["email", "firstName", "lastName", "adopt", "connection", "access"];
  mistakes.push(...unknownMembers([], person, known));
  const seen = new Set<string>();
  listAt(["access"], access, mistakes, "required").forEach((given, index) => {
    const path = ["access", index];
    const one = objectAt(path, given, mistakes, "required");
    if (one !== undefined) mistakes.push(...mistakesInEntry(one, path, seen));
  });
  return mistakes;
}

/** The mistakes of one entry. `seen` has the keys of those before it. */
function mistakesInEntry(one: PersonAccess, path: Path, seen: Set<string>): Mistake[] {
  const unknown = unknownMembers(path, one, ["accountId", "roles", "installIds", "connection", "key", "was"]);
  // Pulumi would not move the user by anything but a name: it would delete the user and create another one.
  const odd = [one.was ?? []].flat().filter((former) => typeof former !== "string");
  unknown.push(...odd.map((former) => mustBe([...path, "was"], "a name, or a list of names", former)));
  const key = keyOf(one);
  if (key === undefined) return [...unknown, { path, reason: noKey }];
  if (typeof key !== "string") return [...unknown, mustBe([...path, "key"], "a text", key)];
  if (key.trim() === "") return [...unknown, { path: [...path, "key"], reason: "must not be empty." }];
  const isRepeated = seen.has(key);
  seen.add(key);
  const reason = `is the account ${key} a second time. Give one entry all the roles.`;
  return isRepeated ? [...unknown, { path, reason }] : unknown;
}

const noKey =
  "needs a `key`: its accountId is an output, and the user's resource is named after a plain text. Write a name of the account, " +
  'such as `key: "agency"`, and keep it.';
