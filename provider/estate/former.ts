import { entries, type Entry } from "./entries";
import { type EstateFile } from "./schema";
import { type Path } from "./text";

/** Something in an estate that its form alone does not show. */
export interface Objection {
  path: Path;
  reason: string;
}

/** Earlier names that Pulumi would not move because another one in the file has them, or that it would move twice. */
export const objectionsToFormer = (file: EstateFile): Objection[] =>
  [
    entries(file.accounts, ["accounts"]).map(byItself),
    partsOf(file, "sites"),
    partsOf(file, "installs"),
    entries(file.people, ["people"]).map(byItself),
    entries(file.sshKeys, ["sshKeys"]).map(byItself),
  ].flatMap(objectionsAmong);

/** Something that may have earlier names, in this file and in Pulumi's state. */
interface Renamed {
  path: Path;
  handle: string;
  /** What Pulumi calls it now. */
  name: string;
  /** What else Pulumi called it, because its account had another handle. */
  implied: string[];
  was: readonly string[];
  /** What Pulumi called it when it had this handle. */
  namesOf: (former: string) => string[];
}

type Member = Entry<{ was?: readonly string[] | undefined }>;

/** A member that is named after its handle alone. Capitals tell handles apart, but not e-mail addresses. */
function byItself({ key, path, value: { was = [] } }: Member): Renamed {
  const nameOf = (handle: string): string => (handle.includes("@") ? handle.toLowerCase() : handle);
  return { path, handle: key, name: nameOf(key), implied: [], was, namesOf: (former) => [nameOf(former)] };
}

/** The sites or the installs of all accounts. They are named after their account too, by each handle that it had. */
function partsOf(file: EstateFile, kind: "sites" | "installs"): Renamed[] {
  return entries(file.accounts, ["accounts"]).flatMap(({ key: account, path, value }) => {
    const formerly = value.was ?? [];
    return entries<Member["value"]>(value[kind], [...path, kind]).map(({ key, path: place, value: { was = [] } }) => ({
      path: place,
      handle: key,
      name: `${account}/${key}`,
      implied: formerly.map((former) => `${former}/${key}`),
      was,
      namesOf: (former) => namesOfPart([account, ...formerly], former),
    }));
  });
}

/** The names of a part of an account, by each handle of the account. A part with a slash is a whole name already. */
export const namesOfPart = (accounts: readonly string[], part: string): string[] =>
  part.includes("/") ? [part] : accounts.map((account) => `${account}/${part}`);

/** The objections among members of one type: Pulumi moves a name within a type only. */
function objectionsAmong(members: readonly Renamed[]): Objection[] {
  const holders = new Map(members.map((one) => [one.name, one]));
  const movers = new Map(members.flatMap((one) => one.implied.map((name) => [name, one])));
  const reasonAgainst = (former: string, one: Renamed): string | undefined => {
    const names = one.namesOf(former);
    const takenBy = (by: ReadonlyMap<string, Renamed>): Renamed | undefined =>
      names.flatMap((name) => by.get(name) ?? []).find((other) => other !== one);
    if (takenBy(holders)) return `names ${former}, which another one in this file has now. ${inTwoSteps}`;
    const mover = takenBy(movers);
    if (mover) {
      const other = former.includes("/") ? mover.name : mover.handle;
      return `names ${former}, which is an earlier name of ${other} already. Remove one of the two.`;
    }
    const isRepeated = names.some((name) => movers.get(name) === one && !one.implied.includes(name));
    return isRepeated ? "stands here a second time. Remove it." : undefined;
  };
  return members.flatMap((one) =>
    one.was.flatMap((former, index) => {
      const reason = reasonAgainst(former, one);
      for (const name of one.namesOf(former)) movers.set(name, one);
      return reason === undefined ? [] : [{ path: [...one.path, "was", index], reason }];
    }),
  );
}

const inTwoSteps = "Remove it; or give that one another name, and run `pulumi up` in between.";
