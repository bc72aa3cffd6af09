import { type Run } from "../run";
import { type Declared, type Kept, type Schema, type Written } from "../values";
import { type DiffResult } from "./diff";
import { type CheckResult } from "./parse";
import { type ReadResult } from "./read";

/** A kind of resource for any engine: plain values in and out, and `Unknown` for values that are not known yet. */
export interface ResourceLifecycle {
  readonly schema: Schema;
  check(run: Run, olds: Declared, news: Written): CheckResult;
  diff(run: Run, kept: Kept, news: Declared): DiffResult;
  create(run: Run, news: Declared): Promise<Kept>;
  /** Undefined: the resource is gone. */
  read(run: Run, kept: Kept): Promise<ReadResult | undefined>;
  update(run: Run, kept: Kept, news: Declared): Promise<Kept>;
  delete(run: Run, kept: Kept): Promise<void>;
}
