import { isOutOfSight } from "../api";
import { UnattributedError } from "../report";
import { type Context } from "./connection";

/**
 * Throws unless these credentials can see an account. The run sends this request once. With the wrong credentials,
 * every resource would look as if it were gone, and an `up` would create all of them again.
 */
export async function assertAccountVisible({ api, once }: Context, accountId: unknown): Promise<void> {
  if (typeof accountId !== "string") return;
  await once(`account ${accountId}`, async () => {
    try {
      await api.accounts.get(accountId);
    } catch (error) {
      if (!isOutOfSight(error)) throw error;
      throw new UnattributedError(
        `These credentials see neither the resource nor its account ${accountId}: ${error.message}`,
        () => [
          "So the provider cannot tell whether the resource is gone. Check that wpengine:username, wpengine:password and " +
            "wpengine:baseUrl are those of this stack, and that the user of these credentials still has access to the account. " +
            "If the account itself is gone, drop its resources from the state with `pulumi state delete`.",
        ],
      );
    }
  });
}
