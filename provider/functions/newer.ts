import { isMissingOperation } from "../api";
import { ResourceError } from "../report";

/** A list of an install that older versions of the API do not have. `of` is the function that asks for it. */
export async function fromNewerApi<Found>(
  of: string,
  plural: string,
  installId: string,
  list: Promise<Found[]>,
): Promise<Found[]> {
  try {
    return await list;
  } catch (error) {
    if (!isMissingOperation(error)) throw error;
    throw new ResourceError(
      `${of}: could not list the ${plural} of install ${installId}. ${(error as Error).message}\n` +
        `Either these credentials cannot see the install, or this version of the API lists no ${plural}.`,
    );
  }
}
