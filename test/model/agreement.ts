import { isDeepStrictEqual } from "node:util";
import { type Estate } from "../../simulator";
import { isAction } from "./actions";
import { type Resource } from "./engine";
import { plain } from "./plans";

/** Where the state says something else than what is so: after a refresh, whatever somebody did shows in it. */
export function disagreements(state: readonly Resource[], estate: Estate): string[] {
  return state.flatMap((resource) => {
    const actual = actualInputs(resource, estate);
    if (actual === undefined) return [`${resource.name} (${resource.id}) does not exist`];
    const { inputs } = resource;
    return Object.entries(actual)
      .filter(([input, value]) => !isDeepStrictEqual(inputs[input] ?? undefined, value))
      .map(
        ([input, value]) =>
          `${resource.name}: its ${input} is ${JSON.stringify(value)}, and the state has ${JSON.stringify(inputs[input])}`,
      );
  });
}

/** The inputs that a resource would have if it told the truth. Those that it does not declare are left out. */
function actualInputs({ type, id, inputs }: Resource, estate: Estate): Record<string, unknown> | undefined {
  const declared = (input: string, value: unknown) => (input in inputs ? { [input]: value } : {});
  if (isAction(type)) return {};
  switch (type) {
    case "Site": {
      const site = estate.sites.get(id);
      const isSame = site !== undefined && plain(site.name) === plain(String(inputs.name));
      return site && { accountId: site.accountId, name: isSame ? inputs.name : site.name };
    }
    case "Install": {
      const install = estate.installs.get(id);
      return (
        install && {
          accountId: install.accountId,
          ...declared("siteId", install.siteId),
          ...declared("environment", install.environment),
        }
      );
    }
    case "Domain": {
      const domain = estate.domains.get(id);
      return (
        domain && {
          ...declared("redirectTo", domain.redirectTo),
          ...declared("primary", domain.primary),
          ...declared("secureAllUrls", domain.secureAllUrls),
        }
      );
    }
    case "AccountUser": {
      const user = estate.accountUsers.get(`${String(inputs.accountId)} ${id}`);
      return user && { roles: user.roles, ...declared("installIds", [...user.installIds].sort()) };
    }
    default:
      return estate.sshKeys.get(id) && {};
  }
}
