import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Case } from '../core/torch_case.ts'

/** A random case, what torch gives for it, and the steps to ask a service for, in their order. */
export interface Example {
  readonly torch: string
  readonly type: string
  readonly case: Case
  readonly columns: readonly {
    readonly group: string
    readonly param: string
    readonly first: number
    readonly values: readonly number[]
  }[]
  /** Where and why torch has no values any more. */
  readonly error: { readonly step: number; readonly message: string } | null
  readonly asks: readonly number[]
}

/** Torch, in a Python process of its own. */
export interface Oracle {
  example(seed: string, number: number): Promise<Example>
  stop(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('torch_oracle.py', import.meta.url))

/** Starts Python where torch is installed: PYTHON says which, else python3. */
export function startOracle(): Oracle {
  const child = spawn(process.env['PYTHON'] ?? 'python3', [SCRIPT], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const waiting: PromiseWithResolvers<Example>[] = []
  createInterface(child.stdout).on('line', (line) => {
    waiting.shift()?.resolve(JSON.parse(line) as Example)
  })
  const failed = () => {
    for (const each of waiting.splice(0)) each.reject(new Error('Cannot go on: Python has ended'))
  }
  child.on('error', failed).on('exit', failed)
  return {
    example(seed, number) {
      const answer = Promise.withResolvers<Example>()
      waiting.push(answer)
      child.stdin.write(`${JSON.stringify({ seed, number })}\n`)
      return answer.promise
    },
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
