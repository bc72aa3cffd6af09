/** A record as it was from a moment on; no record from its removal on. */
interface Version {
  from: number;
  record: object | undefined;
  /** The record as one text: two copies of one record are the same, whatever made them. */
  text: string | undefined;
}

/** The versions of the records of one noun, and since when each holds. */
export class History {
  readonly #versions = new Map<string, Version[]>();
  #last = -Infinity;

  /** @param records The records as they are now. They count as if they had always been so. */
  constructor(private readonly records: Map<string, object>) {
    this.note(-Infinity, 0);
  }

  /** Keeps what has changed since the last look, and forgets what nobody can look back to. */
  note(now: number, longest: number): void {
    // A clock that was set back must not mix up the order in which things changed.
    this.#last = Math.max(this.#last, now);
    for (const [id, record] of this.records) {
      const versions = this.#versions.get(id) ?? [];
      this.#versions.set(id, versions);
      const text = JSON.stringify(record);
      if (versions.at(-1)?.text !== text) versions.push({ from: this.#last, record: structuredClone(record), text });
    }
    for (const [id, versions] of this.#versions) {
      if (!this.records.has(id) && versions.at(-1)?.record !== undefined)
        versions.push({ from: this.#last, record: undefined, text: undefined });
      for (let next = versions[1]; next !== undefined && next.from < this.#last - longest; next = versions[1]) {
        versions.shift();
        // A test may set a longer lag later. No older version is left, so this one counts from the beginning.
        next.from = -Infinity;
      }
      if (versions.every(({ record, from }) => record === undefined && from < this.#last - longest))
        this.#versions.delete(id);
    }
  }

  /** Copies of the records as they were at that time. */
  at(time: number): Map<string, object> {
    const then = new Map<string, object>();
    for (const [id, versions] of this.#versions) {
      const record = versions.findLast(({ from }) => from <= time)?.record;
      if (record !== undefined) then.set(id, structuredClone(record));
    }
    return then;
  }

  /** Copies, as they were last, of the records that were removed after that time. */
  removedSince(time: number): Map<string, object> {
    const removed = new Map<string, object>();
    for (const [id, versions] of this.#versions) {
      const [before, last] = versions.slice(-2);
      if (last !== undefined && last.record === undefined && last.from > time && before?.record !== undefined)
        removed.set(id, structuredClone(before.record));
    }
    return removed;
  }
}
