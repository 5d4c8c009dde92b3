// The yardstick beside the product: a bare Express route in a process of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const SERVER = fileURLToPath(import.meta.resolve('./children/bare-express.ts'))

export async function startBareExpress(): Promise<AsyncDisposable & { readonly port: number }> {
  const child = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [port] = (await once(child.stdout, 'data')) as readonly Buffer[]
  const end = async () => {
    child.stdin.end()
    await once(child, 'exit')
  }
  return { port: Number(port?.toString()), [Symbol.asyncDispose]: end }
}
