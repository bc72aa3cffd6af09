import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type SimulatorOptions } from "../../simulator";
import { createWorld, RealStack } from "./real-stack";

const projectFile = `name: test
runtime:
  name: nodejs
  options:
    typescript: false
main: index.js
`;

const prelude = `"use strict";
const pulumi = require("@pulumi/pulumi");
const { Site, Install, Domain, AccountUser, SshKey } = require("pulumi-wpengine");
const { getAccount, getAccountOutput, getAccounts } = require("pulumi-wpengine");
const accountId = "a0000000-0000-4000-8000-000000000001";
`;

/**
 * A stack of the real engine whose program is a file in JavaScript on the built package. A language host runs it in a
 * process of its own, as it runs a user's.
 */
export class HostedStack extends RealStack<string> {
  static async create(options: SimulatorOptions = {}, environment: NodeJS.ProcessEnv = {}): Promise<HostedStack> {
    const stack = new HostedStack(await createWorld(options, environment, projectFile));
    await stack.write("");
    await stack.succeeds("stack", "init", "test");
    return stack;
  }

  override async write(program: string): Promise<void> {
    await writeFile(join(this.workspace.project, "index.js"), prelude + program);
  }
}
