import axios, { type AxiosResponse } from "axios";

/*
 * A provider that somebody writes in an afternoon sends its requests like this. Pulumi stores the text of these
 * functions with every resource. So they read from the environment what they need, the credentials above all.
 */

export interface Page<Entry> {
  results: Entry[];
  next: string | null;
}

/** Sends a request. While the API answers 429, sends it again after a second. */
export async function send<Answer>(method: string, path: string, data?: object): Promise<Answer> {
  const { WPENGINE_BASE_URL, WPENGINE_USERNAME = "", WPENGINE_PASSWORD = "" } = process.env;
  for (;;) {
    const response: AxiosResponse<Answer> = await axios.request({
      method,
      url: `${WPENGINE_BASE_URL ?? "https://api.wpengineapi.com/v1"}${path}`,
      data,
      auth: { username: WPENGINE_USERNAME, password: WPENGINE_PASSWORD },
      validateStatus: (status) => status < 300 || status === 429,
    });
    if (response.status !== 429) return response.data;
    await pause(1000);
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The names of the inputs that differ, for `diff`. */
export const changed = (olds: object, news: object, names: string[]): string[] => {
  const known = new Map<string, unknown>(Object.entries(olds));
  const wanted = new Map<string, unknown>(Object.entries(news));
  return names.filter((name) => JSON.stringify(known.get(name)) !== JSON.stringify(wanted.get(name)));
};
