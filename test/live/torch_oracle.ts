import type { Case } from '../core/torch/case.ts'
import { startPython } from './python.ts'

/** A random case, torch's values for it, and the steps to request from a service, in order. */
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
  /** The step and the reason of torch's first error. */
  readonly error: { readonly step: number; readonly message: string } | null
  readonly requested_steps: readonly number[]
}

/** Torch, in a Python process. */
export interface Oracle {
  example(seed: string, number: number): Promise<Example>
  stop(): Promise<void>
}

/** Starts the Python of the PYTHON variable, else python3; it needs torch. */
export function startOracle(): Oracle {
  const python = startPython('torch_oracle.py')
  return {
    example: async (seed, number) => (await python.send({ seed, number })) as Example,
    stop: () => python.stop(),
  }
}
