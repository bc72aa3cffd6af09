import { ApiAnswerError, isDenied, isProvenNotFound, UnexpectedAnswerError } from "../api";
import { isRemoved, type Remote, type State } from "../define";
import { type Step } from "./step";

/**
 * The object; undefined if it is proved gone: the API itself says that this one object does not exist, and the
 * credentials still see the account that it was in.
 */
export async function presentOrGone(
  { definition, context, finder }: Pick<Step, "definition" | "context" | "finder">,
  state: State,
  reading = finder.oneAfresh(state),
): Promise<Remote | undefined> {
  const remote = await reading.catch(async (error: unknown) => {
    // Without a request for a single object, the 404 is the list's, which proves nothing.
    if (finder.readsSingly && isProvenNotFound(error)) return undefined;
    const isAnswer = error instanceof ApiAnswerError || error instanceof UnexpectedAnswerError;
    if (isAnswer && !isDenied(error) && (await definition.delete.isGoneWithOwner?.(context, state)) === true)
      return undefined;
    throw error;
  });
  const isThere = remote !== undefined && !isRemoved(definition.state(remote).status);
  if (!isThere) await definition.assertVisible(context, state);
  return isThere ? remote : undefined;
}
