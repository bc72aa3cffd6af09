/** A value that is not known before the `up` itself, such as the id of something that is yet to be created. */
export class Unknown {
  static readonly value = new Unknown();
  // Gives the class a shape of its own, so that nothing else passes for it.
  private readonly isUnknown = true;
  private constructor() {}

  static is(value: unknown): value is Unknown {
    return value instanceof Unknown && value.isUnknown;
  }
}

/** Whether a value is unknown, or holds something unknown inside. */
export function holdsUnknown(value: unknown): boolean {
  if (Unknown.is(value)) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}
