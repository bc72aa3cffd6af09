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
    const other = error.isFromApi
      ? "these credentials cannot see the install"
      : "another server answered in the API's place";
    throw new ResourceError(
      `${of}: could not list the ${plural} of install ${installId}. ${error.message}\n` +
        `Either ${other}, or this version of the API lists no ${plural}.`,
    );
  }
}
