import { type Account, type Endpoints } from "../api";
import { ResourceError } from "../report";

/** Finds one account by its id or by its name. */
export async function findAccount(api: Endpoints, wanted: { id?: string; name?: string }): Promise<Account> {
  if ((wanted.id === undefined) === (wanted.name === undefined)) {
    throw new ResourceError(
      'getAccount: give either the id or the name of the account, as in getAccount({ name: "acme" }).',
    );
  }
  if (wanted.id !== undefined) return api.accounts.get(wanted.id);
  const accounts = await api.accounts.list();
  const named = accounts.filter(({ name }) => name === wanted.name);
  const [account] = named;
  if (account !== undefined && named.length === 1) return account;
  if (account !== undefined) {
    const ids = named.map(({ id }) => id).join(", ");
    throw new ResourceError(
      `getAccount: ${named.length} accounts have the name "${String(wanted.name)}" (ids ${ids}). Give the id.`,
    );
  }
  const names = accounts.map(({ name }) => name).join(", ");
  throw new ResourceError(
    `getAccount: these credentials see no account "${String(wanted.name)}". They see: ${names || "none"}.`,
  );
}
