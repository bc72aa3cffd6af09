/** A value that nobody knows before the `up`, such as the id of a resource that does not exist yet. */
export class Unknown {
  static readonly value = new Unknown();
  // This field gives the class its own shape, so that TypeScript takes no other object for it.
  private readonly isUnknown = true;
  private constructor() {}

  static is(value: unknown): value is Unknown {
    return value instanceof Unknown && value.isUnknown;
  }
}

/** Whether a value is unknown, or holds an unknown value inside. */
export function holdsUnknown(value: unknown): boolean {
  if (Unknown.is(value)) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}
