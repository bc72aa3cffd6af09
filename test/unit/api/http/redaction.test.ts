import { type ApiAnswerError } from "../../../../provider/api";
import { answering, clientOf, failureOf } from "../../../support/api-world";

const body = {
  message: "Invalid request",
  errors: [
    {
      resource: "Site",
      field: "name",
      type: "invalid_value",
      code: "too_long",
      message: "Name is too long (maximum is 40)",
    },
  ],
};

async function failureWith(password: string, answer: object): Promise<ApiAnswerError> {
  const server = await answering({ status: 400, body: answer });
  return (await failureOf(clientOf(server, { password }).sites.get("acme"))) as ApiAnswerError;
}

test.each(["message", "errors", "name", "Name", "Invalid", "request", "too_long", "invalid_value", "40", "i", "Site"])(
  "the password %s, a word of the API's answers, does not garble an error",
  async (password) => {
    expect((await failureWith(password, body)).message).toBe(
      "GET /sites/acme answered 400: Invalid request\n  name: Name is too long (maximum is 40) (invalid_value, too_long)",
    );
  },
);

test.each(['Wrong password "request"', "password: request", "The password is request.", "simulator:request"])(
  "a password that is a word is hidden where the API says that it is one: %s",
  async (message) => {
    expect((await failureWith("request", { message })).apiMessage).toBe(message.replace("request", "[hidden]"));
  },
);

test.each(["hunter2", "Tr0ub4dor", 'pass"word\\', "correct-horse", "a b", "ülm", "9f1c7f2e-0b52-4a5e"])(
  "any other password is hidden wherever it stands: %s",
  async (password) => {
    const said = `No user has ${password}, nor ${encodeURIComponent(password)}.`;
    const error = await failureWith(password, { message: said, errors: [{ field: password, message: password }] });
    expect(error.message).not.toContain(password);
    expect(error.apiMessage).toBe("No user has [hidden], nor [hidden].");
  },
);
