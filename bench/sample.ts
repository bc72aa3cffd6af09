import { type Requests } from "./counting";

/** The figures of one operation, measured once. */
export interface Sample {
  requests: Requests;
  milliseconds: number;
  /** The most memory that the provider's process had. Unknown where there is no /proc. */
  peakBytes?: number;
}
