import { z } from "zod";
import { type AccountUser } from "../api";
import { control, defineResource, id, input, meaningOfId, output, text } from "../define";
import { type Context } from "../run";
import { type Values } from "../values";
import { currentUsers } from "./current-user";
import { installAsOwner, installProtection } from "./install-owner";

const roles = ["owner", "full", "full,billing", "partial", "partial,billing"];
const rolesRule = `one of ${roles.map((one) => `"${one}"`).join(", ")}`;

/** Roles in the form that the provider writes, whatever the order and spacing of the text. */
function canonicalRoles(written: string): string {
  const parts = written.split(",").map((role) => role.trim().toLowerCase());
  return [...new Set(parts)].sort((one, other) => Number(one === "billing") - Number(other === "billing")).join(",");
}

const hasNoInstalls = ({ roles }: AccountUser): boolean =>
  typeof roles === "string" && !isPartial(canonicalRoles(roles));

const isPartial = (written: string): boolean => written.split(",").includes("partial");

/** A number for what roles allow. The more they allow, the greater it is. */
const powerOf = (written: string): number => roles.indexOf(canonicalRoles(written).split(",")[0] ?? "") * -1;

/** Ids in their one order, without duplicates. */
function sortedIds(ids: string[]): string[] {
  const byMeaning = new Map([...ids].reverse().map((id) => [meaningOfId(id), id]));
  return [...byMeaning].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, id]) => id);
}

/** AccountUser: a person who may use an account. API: /accounts/{account_id}/account_users. */
export const accountUser = defineResource("AccountUser", {
  documentation: {
    noun: "user",
    description: [
      "A person who may use an account. The API sends an invitation by e-mail when you create a user. When you delete " +
        "a user, the person loses access to the account but keeps the login.",
      "The name and the e-mail address belong to the person, so a change of them in the User Portal is not drift. " +
        "Nobody can delete an account's last owner or take the owner role away from this person. The provider does " +
        "not delete the user to whom the API credentials belong.",
      "A creation fails if the account has a user with that address already (see `adopt`).",
    ],
    operations: "GET, POST, PATCH and DELETE of `/accounts/{account_id}/account_users`",
    example: [
      'new AccountUser("jo", {',
      '  accountId, email: "jo@example.com", firstName: "Jo", lastName: "Ray", roles: "partial", installIds: [staging],',
      "});",
    ],
    readBy: "accountId",
  },
  inputs: {
    // A person has the same id in every account.
    accountId: input(id("an account"), {
      description: "The id of the account.",
      key: true,
      scopesId: true,
      onChange: "replace",
      sameAs: meaningOfId,
    }),
    // The e-mail address and the names belong to the person, who may change them.
    email: input(
      text('an e-mail address such as "jo@example.com"')
        .trim()
        .regex(/^[^@\s]+@[^@\s]+\.[^@\s.]+$/, {
          error: ({ input }) => `must be an e-mail address such as "jo@example.com", not "${String(input)}"`,
        }),
      {
        description: "The e-mail address to which the API sends the invitation. Capitals do not matter.",
        output: "The person's e-mail address, as it is now.",
        key: true,
        onChange: "replace",
        ownedOutside: true,
        sameAs: (email: string) => email.toLowerCase(),
      },
    ),
    firstName: input(text("the person's first name").trim().min(1, { error: "must not be empty" }), {
      description: "The person's first name. It belongs to the person after the creation.",
      output: "The person's first name, as it is now.",
      onChange: "nothing",
      ownedOutside: true,
    }),
    lastName: input(text("the person's last name").trim().min(1, { error: "must not be empty" }), {
      description: "The person's last name. It belongs to the person after the creation.",
      output: "The person's last name, as it is now.",
      onChange: "nothing",
      ownedOutside: true,
    }),
    roles: input(
      text(rolesRule).transform((written, check) => {
        const canonical = canonicalRoles(written);
        if (!roles.includes(canonical)) {
          check.addIssue({ code: "custom", message: `must be ${rolesRule}, not "${written}"` });
        }
        return canonical;
      }),
      {
        description: `What the user may do: one of ${roles.map((one) => `\`${one}\``).join(", ")}.`,
        output: "What the user may do, such as `partial,billing`.",
        words: {
          type: "AccountUserRoles",
          description: "What a user may do in an account. The order and the spacing of the roles do not matter.",
          of: roles,
          isOpen: true,
        },
      },
    ),
    installIds: input(
      z.array(id("an install"), { error: "must be a list of install ids" }).transform(sortedIds).optional(),
      {
        description:
          "The installs that a partial user may use, or their ids. Required with the partial roles, and refused with " +
          "all others.\n\n" +
          "If you give an install itself, a run that neither keeps the install nor may delete it " +
          "(`deletionProtection`) does not delete the user either. So nobody loses access to a protected install " +
          "that stays.",
        output: "The ids of the installs that a partial user may use, sorted.",
        reference: { to: "Install", isOwner: true },
        sameAs: (ids: string[]) => ids.map(meaningOfId),
      },
    ),
  },
  controls: {
    installProtection: control(
      z.record(z.string(), installProtection).optional(),
      "What the program says of the protection of the installs, by their ids.",
      { isHandedOn: true },
    ),
  },
  outputs: {
    phone: output(z.string(), "The person's telephone number."),
    inviteAccepted: output(z.boolean(), "Whether the person accepted the invitation."),
    mfaEnabled: output(z.boolean(), "Whether the person logs in with more than a password."),
    lastOwner: output(z.boolean(), "Whether this user is the account's last owner. The API says this for owners only."),
  },
  // The API requires the roles in every update, and the installs of a partial user too.
  alwaysSent: ({ roles }) => (roles === undefined || isPartial(roles) ? ["roles", "installIds"] : ["roles"]),
  label: ({ email }) => String(email),
  rules: ({ roles, installIds }, isDeclared) => {
    if (roles === undefined) return [];
    if (isPartial(roles) && (!isDeclared("installIds") || installIds?.length === 0)) {
      return [
        {
          property: "installIds",
          reason: `installIds is missing: with the roles "${roles}", list the installs to give access to`,
        },
      ];
    }
    if (!isPartial(roles) && isDeclared("installIds")) {
      return [
        {
          property: "installIds",
          reason: `installIds needs the roles "partial" or "partial,billing", but the roles are "${roles}": remove installIds`,
        },
      ];
    }
    return [];
  },

  listed: (api, { accountId = "" }) => ({
    within: accountId,
    pages: api.accountUsers.pages(accountId),
    get: (id) => api.accountUsers.get(accountId, id),
  }),
  isNamed: (one: AccountUser, { email }) => one.email?.toLowerCase() === email.toLowerCase(),
  // In a read, null for the installs means none. A read without the field says nothing about them.
  asRead: (found) => (found.installs === null ? { ...found, installs: [] } : found),
  create: ({ api }, { accountId, email, firstName, lastName, roles, installIds }) =>
    api.accountUsers.create({
      account_id: accountId,
      email,
      first_name: firstName,
      last_name: lastName,
      roles,
      install_ids: installIds,
    }),
  update: async (context, { id, accountId, email, roles: before }, { roles: changed }, { roles, installIds }) => {
    const isLess = changed !== undefined && typeof before === "string" && powerOf(changed) < powerOf(before);
    if (isLess && (await isSelf(context, { user_id: id, email }))) {
      context.warn(
        `AccountUser ${email}: the credentials of this run belong to this user, who gets less access now: ` +
          `"${changed}" instead of "${before}". Later runs may lack the access that this stack needs.`,
      );
    }
    return context.api.accountUsers.update(accountId, id, {
      roles,
      install_ids: isPartial(roles) ? installIds : undefined,
    });
  },
  delete: {
    refuse: async (context, found) => {
      if (found.last_owner === true)
        return "This is the account's last owner, and an account must have one. Make another user an owner first.";
      return (await isSelf(context, found))
        ? "The credentials of this run belong to this user, so the run would lose its own access to the account. Delete the user " +
            "with another user's credentials, or drop the resource from the state with `pulumi state delete`."
        : undefined;
    },
    owners: ({ accountId, installProtection: protections }) =>
      Object.entries((protections ?? {}) as Values).flatMap(([id, protection]) =>
        installAsOwner(id, accountId, protection),
      ),
    send: ({ api }, { id, accountId }) => api.accountUsers.delete(accountId, id),
  },

  id: ({ user_id }) => user_id,
  state: (found: AccountUser) => ({
    accountId: found.account_id,
    email: found.email,
    firstName: found.first_name,
    lastName: found.last_name,
    roles: typeof found.roles === "string" ? canonicalRoles(found.roles) : found.roles,
    // The API lists the installs of partial users only.
    installIds: hasNoInstalls(found)
      ? null
      : found.installs
        ? sortedIds(found.installs.map(({ id }) => id))
        : undefined,
    phone: found.phone,
    inviteAccepted: found.invite_accepted,
    mfaEnabled: found.mfa_enabled,
    lastOwner: found.last_owner,
  }),
});

/** Whether credentials of this run belong to this user. */
async function isSelf(context: Context, one: Pick<AccountUser, "user_id" | "email">): Promise<boolean> {
  const email = (one.email ?? "").toLowerCase();
  return (await currentUsers(context)).some((self) => self.id === one.user_id || self.email?.toLowerCase() === email);
}
