/** A connection in a test, of a device to the server or of a server to its database: a cable that can be unplugged, and led elsewhere. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class Cable {
  readonly #server: Server;
  readonly #links = new Set<Socket>();
  plugged = true;
  #to: number;

  private constructor(port: number) {
    this.#to = port;
    this.#server = createServer((near) => {
      near.on('error', () => undefined);
      if (!this.plugged) return near.destroy();
      const far = connect(this.#to, '127.0.0.1');
      far.on('error', () => undefined);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#links.add(from);
        from.pipe(to);
        from.on('close', () => (this.#links.delete(from), to.destroy()));
      }
    });
  }

  static async to(port: number): Promise<Cable> {
    const cable = new Cable(port);
    await new Promise<void>((resolve) => cable.#server.listen(0, '127.0.0.1', resolve));
    return cable;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  pull(): void {
    this.plugged = false;
    for (const link of this.#links) link.destroy();
  }

  plug(): void {
    this.plugged = true;
  }

  /** New connections go there; those that exist are cut. */
  leadTo(port: number): void {
    this.pull();
    this.#to = port;
    this.plug();
  }

  close(): void {
    this.pull();
    this.#server.close();
  }
}
