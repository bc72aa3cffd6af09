import { Site } from "../../sdk/nodejs";
import { agencyId as accountId } from "../../simulator";
import { HostedStack } from "../support/hosted-stack";
import { TestStack } from "../support/stack";

describe("in a preview", () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await TestStack.create({}, { WPENGINE_USERNAME: "", WPENGINE_PASSWORD: "" });
    await stack.write(() => new Site("acme", { accountId, name: "Acme" }));
  });
  afterAll(() => stack.remove());

  test("missing credentials are one error that says what to run", async () => {
    const { code, output } = await stack.run("preview");
    expect(code).not.toBe(0);
    expect(output).toContain("run `pulumi config set wpengine:username …` or set WPENGINE_USERNAME");
    expect(output).toContain("run `pulumi config set --secret wpengine:password` or set WPENGINE_PASSWORD");
    expect(output).not.toContain("    at ");
  });

  test("http to a host that is not this machine is refused before anything is sent", async () => {
    const { output } = await stack.run("preview", "--config", "wpengine:baseUrl=http://api.example.com/v1");
    expect(output).toContain("plain http would send the password unencrypted to api.example.com. Write https.");
  });

  test("credentials of the stack come before the environment, and work", async () => {
    await stack.succeeds("config", "set", "wpengine:username", "simulator");
    await stack.succeeds("config", "set", "wpengine:baseUrl", stack.simulator.url);
    await stack.succeeds("config", "set", "--secret", "wpengine:password", "simulator-password");
    await stack.succeeds("up", "--yes", "--skip-preview");
    expect(stack.estate.site("Acme").accountId).toBe("a0000000-0000-4000-8000-000000000001");
  });

  test("a wrong password stops at once and says what to check", async () => {
    await stack.succeeds("config", "set", "--secret", "wpengine:password", "wrong-password");
    stack.simulator.requests.clear();
    const { code, output } = await stack.run("refresh", "--yes", "--run-program");
    expect(code).not.toBe(0);
    expect(output).toContain('Site "Acme": could not read it. GET /sites answered 401');
    expect(output).toContain("Check wpengine:username and wpengine:password");
    expect(output).not.toContain("wrong-password");
    expect(stack.simulator.requests.count()).toBe(1);
  });

  test("neither the state nor its encrypted parts hold the password readable", async () => {
    const state = await stack.succeeds("stack", "export");
    expect(state).not.toContain("simulator-password");
    expect(state).toContain("wpengine:password");
  });

  test("a password that is stored as plain text is refused", async () => {
    await stack.succeeds("config", "set", "wpengine:password", "simulator-password");
    const { code, output } = await stack.run("preview");
    expect(code).not.toBe(0);
    expect(output).toContain("Run `pulumi config set --secret wpengine:password` to encrypt it.");
  });
});

test("an account that is not there is named, with those that are", async () => {
  const stack = await HostedStack.create();
  try {
    await stack.write(`getAccount({ name: "agncy" })`);
    const { output } = await stack.run("preview");
    expect(output).toContain('these credentials see no account "agncy". Did you mean "agency"? They see: agency.');
  } finally {
    await stack.remove();
  }
});
