import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { credentials, type Metadata, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Props = Record<string, unknown>;

/** The engine sends this text in the place of a value that it does not know yet. */
export const engineUnknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The provider's answer to a create or an update that left something unfinished. */
export class InitFailed extends Error {
  constructor(
    readonly id: string,
    readonly properties: Props,
    readonly reasons: string[],
  ) {
    super(reasons.join("\n"));
  }
}

/** Pulumi's real process for dynamic providers. A test drives it as the engine does. */
export class ProviderProcess {
  readonly #client: ResourceProviderClient;
  readonly output: string[] = [];

  private constructor(
    readonly process: ChildProcess,
    readonly engine: FakeEngine,
    port: string,
  ) {
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    process.stderr?.on("data", (text: Buffer) => this.output.push(text.toString()));
    process.stdout?.on("data", (text: Buffer) => this.output.push(text.toString()));
  }

  /** Starts a process, which serves one run. */
  static async start(
    config: Record<string, string>,
    env: Record<string, string> = {},
    /** What the engine passes on before its address: the flags of its own logs. */
    flags: string[] = [],
  ): Promise<ProviderProcess> {
    const engine = await FakeEngine.start();
    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [script, ...flags, engine.address], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = createInterface({ input: child.stdout });
    const [port] = (await once(lines, "line")) as [string];
    const provider = new ProviderProcess(child, engine, port);
    await provider.#configure(config);
    return provider;
  }

  async stop(): Promise<void> {
    this.#client.close();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGKILL");
      await once(this.process, "exit");
    }
    await this.engine.stop();
  }

  async check(
    olds: Props | undefined,
    news: Props,
  ): Promise<{ inputs: Props; failures: { property: string; reason: string }[] }> {
    const request = new messages.CheckRequest();
    request.setOlds(struct(olds ?? {}));
    request.setNews(struct(news));
    const response = await this.#call<messages.CheckResponse>((done) => this.#client.check(request, done));
    const failures = response
      .getFailuresList()
      .map((one) => ({ property: one.getProperty(), reason: one.getReason() }));
    return { inputs: response.getInputs()?.toJavaScript() ?? {}, failures };
  }

  async diff(id: string, olds: Props, news: Props): Promise<{ replaces: string[]; deleteBeforeReplace: boolean }> {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const response = await this.#call<messages.DiffResponse>((done) => this.#client.diff(request, done));
    return { replaces: response.getReplacesList(), deleteBeforeReplace: response.getDeletebeforereplace() };
  }

  async create(inputs: Props): Promise<{ id: string; outputs: Props }> {
    const request = new messages.CreateRequest();
    request.setProperties(struct(inputs));
    const response = await this.#call<messages.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), outputs: response.getProperties()?.toJavaScript() ?? {} };
  }

  /** Answers an empty id if the object is gone. */
  async read(id: string, outputs: Props): Promise<{ id: string; outputs: Props; inputs: Props }> {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(struct(outputs));
    const response = await this.#call<messages.ReadResponse>((done) => this.#client.read(request, done));
    return {
      id: response.getId(),
      outputs: response.getProperties()?.toJavaScript() ?? {},
      inputs: response.getInputs()?.toJavaScript() ?? {},
    };
  }

  async update(id: string, olds: Props, news: Props): Promise<Props> {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const response = await this.#call<messages.UpdateResponse>((done) => this.#client.update(request, done));
    return response.getProperties()?.toJavaScript() ?? {};
  }

  async delete(id: string, outputs: Props): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(struct(outputs));
    await this.#call((done) => this.#client.delete(request, done));
  }

  async #configure(config: Record<string, string>): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(struct(config));
    await this.#call((done) => this.#client.configure(request, done));
  }

  #call<Response>(send: (done: (error: ServiceError | null, response: Response) => void) => void): Promise<Response> {
    return new Promise((resolve, reject) => {
      send((error, response) => {
        if (error === null) resolve(response);
        else reject(initFailure(error.metadata) ?? new Error(error.details));
      });
    });
  }
}

/** The part of an engine that a provider's process sees: an address that accepts connections. */
export class FakeEngine {
  readonly #sockets = new Set<Socket>();

  private constructor(readonly server: Server) {
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => socket.destroy());
    });
  }

  static async start(): Promise<FakeEngine> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FakeEngine(server);
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.server, "close");
  }
}

const struct = (props: Props): Struct => Struct.fromJavaScript(props as Record<string, JavaScriptValue>);

function initFailure(metadata: Metadata): InitFailed | undefined {
  const [packed] = metadata.get("grpc-status-details-bin");
  if (packed === undefined) return undefined;
  const [detail] = Status.deserializeBinary(packed as Buffer).getDetailsList();
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(detail!.getValue_asU8());
  return new InitFailed(failure.getId(), failure.getProperties()?.toJavaScript() ?? {}, failure.getReasonsList());
}
