import { accountUser, domain, install, site, sshKey } from "../resources";
import { didYouMean, someOf } from "../report";
import { type Values } from "../values";
import { entries, type Entry } from "./entries";
import { type Objection, objectionsToFormer } from "./former";
import { type AccountInFile, type EnvironmentInFile, type EstateFile, type KeyInFile, type SiteInFile } from "./schema";
import { type Path } from "./text";

/** An install of the file, in a site or in none. */
interface NamedInstall {
  /** Where its name stands. */
  path: Path;
  /** The handle of its account. */
  account: string;
  name: string;
}

/** What a file means, beyond its form: the rules of the resources, and references from one part to another. */
export function objectionsTo(file: EstateFile): Objection[] {
  return [
    ...entries(file.accounts, ["accounts"]).flatMap(({ path, value }) => objectionsToAccount(value, path)),
    ...installsTwice(file),
    ...objectionsToPeople(file),
    ...entries(file.sshKeys, ["sshKeys"]).flatMap(({ path, value }) => objectionsToKey(value, path)),
    ...objectionsToFormer(file),
  ];
}

const environmentsOf = ({ path, value }: Entry<SiteInFile>): Entry<EnvironmentInFile>[] =>
  entries<EnvironmentInFile | undefined>(value.environments, [...path, "environments"]).flatMap((one) =>
    one.value === undefined ? [] : [{ ...one, value: one.value }],
  );

function objectionsToAccount({ id, name, sites, installs }: AccountInFile, path: Path): Objection[] {
  const twice = id !== undefined && name !== undefined;
  const ofSites = entries(sites, [...path, "sites"]);
  const ofInstalls = entries(installs, [...path, "installs"]);
  return [
    ...(twice ? [{ path: [...path, "name"], reason: "cannot stand beside `id`. Remove one of the two." }] : []),
    ...ofSites.flatMap((one) => (one.value.name === undefined ? unfit(site, one) : [])),
    ...ofInstalls.flatMap((one) => (one.value.name === undefined ? unfit(install, one) : [])),
    ...[...ofSites.flatMap((one) => environmentsOf(one)), ...ofInstalls].flatMap((one) =>
      objectionsToDomains(one.value.domains?.primary, [...one.path, "domains", "primary"]),
    ),
  ];
}

/** A handle that is the name of its resource must be a name. */
function unfit({ inputs }: Pick<typeof site, "inputs">, { key, path }: Entry<unknown>): Objection[] {
  const { error } = (inputs.shape.name as typeof inputs).safeParse(key);
  const [issue] = error?.issues ?? [];
  return issue === undefined ? [] : [{ path, reason: `is the name, and ${issue.message}. Or give another \`name\`.` }];
}

const objectionsToDomains = (primary: string | undefined, path: Path): Objection[] =>
  primary === undefined ? [] : ofRules(domain, { name: primary, primary: true }, () => path);

/** What the rules of a resource object to. `placeOf` gives the path of an input. */
function ofRules(
  {
    rules,
  }: { rules?: (inputs: never, isDeclared: (input: string) => boolean) => { property: string; reason: string }[] },
  inputs: Values,
  placeOf: (input: string) => Path,
): Objection[] {
  const isDeclared = (input: string): boolean => inputs[input] !== undefined;
  return (rules?.(inputs as never, isDeclared) ?? []).map(({ property, reason }) => ({
    path: placeOf(property),
    // The file's own path of the input comes before it.
    reason: `${reason.replace(new RegExp(`^${property}(?=:)|^${property} `), "").replace(/\.$/, "")}.`,
  }));
}

const objectionsToKey = (key: KeyInFile, path: Path): Objection[] => ofRules(sshKey, key, (input) => [...path, input]);

/** The installs of a file, in the order in which they stand. */
function installsIn({ accounts }: EstateFile): NamedInstall[] {
  return entries(accounts, ["accounts"]).flatMap(({ key: account, path, value: { sites, installs } }) => [
    ...entries(sites, [...path, "sites"]).flatMap((one) =>
      environmentsOf(one).map(({ path: place, value }) => ({
        path: [...place, "name"],
        account,
        name: value.name,
      })),
    ),
    ...entries(installs, [...path, "installs"]).map((one) => ({
      path: one.value.name === undefined ? one.path : [...one.path, "name"],
      account,
      name: one.value.name ?? one.key,
    })),
  ]);
}

function installsTwice(file: EstateFile): Objection[] {
  const seen = new Set<string>();
  return installsIn(file).flatMap(({ name, path }) => {
    const isRepeated = seen.has(name);
    seen.add(name);
    const reason = `is the install ${name} a second time. An install's name is unique across WP Engine: remove one of the two.`;
    return isRepeated ? [{ path, reason }] : [];
  });
}

function objectionsToPeople(file: EstateFile): Objection[] {
  const handles = Object.keys(file.accounts ?? {});
  const installs = installsIn(file);
  const seen = new Set<string>();
  return entries(file.people, ["people"]).flatMap(({ key: email, path, value }) => {
    const isRepeated = seen.has(email.toLowerCase());
    seen.add(email.toLowerCase());
    const twice = isRepeated
      ? [{ path, reason: "stands here a second time, in other capitals. Remove one of the two." }]
      : [];
    const ofEach = entries(value.access, [...path, "access"]).flatMap((one) => {
      if (!handles.includes(one.key)) return [unknownAccount(one, handles)];
      const given = typeof one.value === "string" ? { roles: one.value, installs: undefined } : one.value;
      const place = (input: string): Path => [...one.path, input === "installIds" ? "installs" : input];
      return [
        ...ofRules(accountUser, { roles: given.roles, installIds: given.installs }, place).map(inWordsOfTheFile),
        ...(given.installs ?? []).flatMap((name, index) =>
          objectionsToInstall(name, [...one.path, "installs", index], one.key, installs),
        ),
      ];
    });
    return [...twice, ...ofEach];
  });
}

const inWordsOfTheFile = ({ path, reason }: Objection): Objection => ({
  path,
  reason: reason.replaceAll("installIds", "installs"),
});

function unknownAccount({ key, path }: Entry<unknown>, handles: readonly string[]): Objection {
  const known = handles.length === 0 ? "It has none." : `Its accounts are ${someOf(handles)}.`;
  return { path, reason: `is no account of this file.${didYouMean(key, handles) || ` ${known}`}` };
}

function objectionsToInstall(
  name: string,
  path: Path,
  account: string,
  installs: readonly NamedInstall[],
): Objection[] {
  const found = installs.find((one) => one.name === name);
  if (found?.account === account) return [];
  const names = installs.filter((one) => one.account === account).map((one) => one.name);
  const known =
    names.length === 0 ? ` ${account} has none in this file.` : ` Those of ${account} are ${someOf(names)}.`;
  const reason =
    found === undefined
      ? `names "${name}", which is no install of this file.${didYouMean(name, names) || known}`
      : `names ${name}, which is an install of the account ${found.account}, not of ${account}.`;
  return [{ path, reason }];
}
