import { type Simulator } from "../../simulator";

/** Lets the functions of a program, which is the test, ask a simulator. A test file calls it where it declares its hooks. */
export function programEnvironment(): { ask: (simulator: Pick<Simulator, "url" | "username" | "password">) => void } {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });
  return {
    ask: ({ url, username, password }) =>
      void Object.assign(process.env, {
        WPENGINE_BASE_URL: url,
        WPENGINE_USERNAME: username,
        WPENGINE_PASSWORD: password,
      }),
  };
}
