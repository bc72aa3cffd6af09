/** Durations in milliseconds. */
export interface Durations {
  /** The time until a new install is active. */
  install: number;
  /** The time until a deleted install is gone. */
  installRemoval: number;
  backup: number;
  domainCheck: number;
  /** The pause before each answer. */
  response: number;
}

export const usualDurations: Durations = {
  install: 300,
  installRemoval: 0,
  backup: 500,
  domainCheck: 300,
  response: 0,
};

/** The two limits that the API documents, in seconds between two requests for one install. */
export interface InstallLimits {
  purgeCache: number;
  checkStatus: number;
}

export const documentedLimits: InstallLimits = { purgeCache: 60, checkStatus: 5 };
