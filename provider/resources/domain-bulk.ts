import { type Domain, type Endpoints, type NewBulkDomain } from "../api";

type Made = Awaited<ReturnType<Endpoints["domains"]["createBulk"]>>;

/**
 * Creates several domains of an install in one request. The answer leaves out where their DNS records must lead. Where
 * the API says it elsewhere, a list has it.
 */
export async function createTogether(
  { domains }: Endpoints,
  installId: string,
  wanted: NewBulkDomain[],
): Promise<Made> {
  const made = await domains.createBulk(installId, wanted);
  if (!made.some((one) => one.id !== undefined && isWithoutNetwork(one))) return made;
  const all = await domains.list(installId).catch((): Domain[] => []);
  return made.map((one) => all.find(({ id }) => id === one.id) ?? one);
}

// Older versions of the API know no ownership, and no network either.
const isWithoutNetwork = (one: Domain): boolean =>
  typeof one.ownership_status === "string" && (one.network_details ?? undefined) === undefined;
