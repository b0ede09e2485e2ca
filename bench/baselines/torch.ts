import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'

/** Torch's own loop, in a Python process. Without torch there is nothing to compare. */
export interface Torch extends Disposable {
  /** Group-steps a second of one round, or undefined if torch is not installed. */
  round(scheduler: object): Promise<number | undefined>
}

/** Starts it with the Python of the PYTHON variable, else `python3`. */
export function startTorch(): Torch {
  const script = fileURLToPath(new URL('./torch_loop.py', import.meta.url))
  const python = spawn(process.env['PYTHON'] ?? 'python3', [script], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // If there is no such Python, or it ends, the responses end too.
  python.on('error', () => {})
  python.stdin.on('error', () => {})
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
  return {
    async round(scheduler) {
      python.stdin.write(`${JSON.stringify(scheduler)}\n`)
      const { value, done } = await lines.next()
      return done ? undefined : Number(value)
    },
    [Symbol.dispose]: () => python.kill(),
  }
}
