import * as grpc from "@grpc/grpc-js";
import * as automation from "@pulumi/pulumi/automation/server";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { Resource } from "@pulumi/pulumi";
import { deliverProgramErrors, stopDelivering } from "./program-errors";

/** A Pulumi program. What it returns, unless that is a resource, becomes the stack's outputs. */
export type Program = () => unknown;

// Pulumi exports this class but keeps it out of its types.
const { LanguageServer } = automation as unknown as {
  LanguageServer: new (program: Program) => grpc.UntypedServiceImplementation;
};

/**
 * Runs a program inside this process whenever an engine asks for it, as Pulumi's Automation API runs an inline program.
 * The API's own `stack.up()` runs three more commands after the `up`, and so takes twice as long.
 */
export class ProgramServer {
  private constructor(
    private readonly server: grpc.Server,
    /** What makes `pulumi` ask this server, and no language host, to run the program. */
    readonly args: readonly string[],
  ) {}

  static async start(program: () => Program): Promise<ProgramServer> {
    const server = new grpc.Server();
    server.addService(LanguageRuntimeService, new LanguageServer(async () => outputsOf(await program()())));
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    deliverProgramErrors();
    return new ProgramServer(server, [`--client=127.0.0.1:${port}`, "--exec-kind=auto.inline"]);
  }

  close(): void {
    this.server.forceShutdown();
    stopDelivering();
  }
}

/** An arrow function without braces returns the resource that it declares, which is no output. */
const outputsOf = (returned: unknown): unknown => (Resource.isInstance(returned) ? undefined : returned);
