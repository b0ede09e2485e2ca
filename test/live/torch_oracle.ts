import type { Case } from '../core/torch/case.ts'
import { startPython } from './python.ts'

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

/** Starts Python where torch is installed: PYTHON says which, else python3. */
export function startOracle(): Oracle {
  const python = startPython('torch_oracle.py')
  return {
    example: async (seed, number) => (await python.ask({ seed, number })) as Example,
    stop: () => python.stop(),
  }
}
