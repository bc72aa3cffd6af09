import { type Credentials } from "./credentials";

/**
 * Hides credentials in a text of the API, because an answer may quote the request.
 *
 * A password may be a word that answers use ("name", "too_long", "40"). Such a password is hidden only where the text
 * calls it a password. Elsewhere nobody can tell the password from the word, and hiding it would garble the text.
 */
export function redactionOf({ username, password }: Credentials): (text: string) => string {
  if (password === "") return (text) => text;
  const encoded = Buffer.from(`${username}:${password}`).toString("base64");
  const asJson = JSON.stringify(password).slice(1, -1);
  const plain = [encodeURIComponent(password), asJson, password];
  if (!couldBeAWord(password)) {
    return (text) => [encoded, ...plain].reduce((hidden, secret) => hidden.replaceAll(secret, "[hidden]"), text);
  }
  const named = new RegExp(`(password\\W{1,4}(?:is\\W{1,2})?)${password}\\b`, "gi");
  return (text) =>
    text
      .replaceAll(encoded, "[hidden]")
      .replaceAll(`${username}:${password}`, `${username}:[hidden]`)
      .replace(named, "$1[hidden]");
}

/** Letters alone, with underscores as in a code, or a short number. Generated passwords are longer and mixed. */
const couldBeAWord = (password: string): boolean => /^([A-Z]?[a-z_]{0,15}|[A-Z_]{1,15}|\d{1,4})$/.test(password);
