import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A Python process that returns one line of JSON for each line. */
export interface Python {
  send(request: object): Promise<unknown>
  stop(): Promise<void>
}

/** Starts a script of this folder with the Python of the PYTHON variable, else python3; it needs torch. */
export function startPython(script: string): Python {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.env['PYTHON'] ?? 'python3', ['-B', path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const waiting: PromiseWithResolvers<unknown>[] = []
  createInterface(child.stdout).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)))
  const failed = () => {
    for (const each of waiting.splice(0))
      each.reject(new Error('Cannot continue: Python has exited'))
  }
  child.on('error', failed).on('exit', failed)
  return {
    send(request) {
      const response = Promise.withResolvers<unknown>()
      waiting.push(response)
      child.stdin.write(`${JSON.stringify(request)}\n`)
      return response.promise
    },
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
