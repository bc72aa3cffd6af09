/*
 * The API documents `pending` and `active`. What another word means depends on what the provider did before.
 */

/** A status as one word; undefined where there is none. */
export const wordOf = (status: unknown): string | undefined =>
  typeof status === "string" ? status.trim().toLowerCase() : undefined;

const failures = ["failed", "error", "aborted", "suspended"];

export const isPending = (status: unknown): boolean => wordOf(status) === "pending";

const hasFailed = (status: unknown): boolean => failures.includes(wordOf(status) ?? "");

/** Why a resource will not become active, if its status says so. */
export const failureIn = (status: unknown): string | undefined =>
  hasFailed(status) ? `its status is ${JSON.stringify(status)}` : undefined;

const removedWords = ["deleted", "removed", "terminated"];
const leavingWords = ["deleting", "removing", "terminating", ...removedWords];

/** Whether a resource is gone although the API still shows it. */
export const isRemoved = (status: unknown): boolean => removedWords.includes(wordOf(status) ?? "");

/** Whether a resource is being deleted, or is gone, although the API still shows it. */
export const isLeaving = (status: unknown): boolean => leavingWords.includes(wordOf(status) ?? "");

/**
 * Whether a resource can be used after the provider created or changed it. A read without a status means that there is
 * nothing to wait for. Null and unknown words mean "not yet", except for the word that was there `before`.
 */
export const isActive = (status: unknown, before?: unknown): boolean =>
  status === undefined || wordOf(status) === "active" || (isKept(before) && wordOf(status) === wordOf(before));

const isKept = (before: unknown): boolean => wordOf(before) !== undefined && !isPending(before) && !hasFailed(before);
