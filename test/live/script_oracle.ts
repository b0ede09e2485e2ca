import type { MetricValue } from '../core/torch/case.ts'
import { startPython } from './python.ts'

/** One call of a client; script_timeline.py describes the operations. */
export interface Op {
  readonly do:
    | 'attach'
    | 'detach'
    | 'add_group'
    | 'remove_group'
    | 'edit'
    | 'set'
    | 'patch'
    | 'advance'
    | 'rewind'
    | 'read'
  readonly at_step?: number
  readonly body: Readonly<Record<string, unknown>> & {
    readonly step?: number
    readonly ahead?: number
    readonly metrics?: Readonly<Record<string, MetricValue>>
    readonly to?: number
    readonly resume_step?: number
  }
  /** The code with which it must be refused. */
  readonly refused?: string
}

/** What a client sends, in its order. */
export interface Script {
  readonly steps: number
  readonly registration: {
    readonly groups: readonly { readonly name: string }[]
    readonly schedulers: readonly { readonly type: string }[]
  }
  readonly ops: readonly Op[]
}

/** The values of one group by torch, from its first step to its last one. */
export interface TorchColumn {
  readonly group: string
  readonly param: string
  readonly first: number
  readonly values: readonly number[]
}

/** The values up to a step. */
export interface TorchLine {
  readonly through: number
  readonly columns: readonly TorchColumn[]
}

/** A script and torch's values: of each generation, and of each series that is read. */
export interface Example {
  readonly torch: string
  readonly script: Script
  readonly lines: readonly TorchLine[]
  readonly reads: Readonly<Record<string, TorchLine>>
  /** Why earlier drafts of it were not used: torch raised. */
  readonly redrawn: readonly string[]
}

/** Why there are no values: torch raises. */
export interface Excluded {
  readonly excluded: string
}

/** Torch, in a Python process. */
export interface Oracle {
  example(seed: string, number: number): Promise<Example>
  /** Torch's values for a given script; or what torch raises on it, up to the end of its steps. */
  evaluate(script: Script): Promise<Example | Excluded>
  stop(): Promise<void>
}

/** Starts the Python of the PYTHON variable, else python3; it needs torch. */
export function startOracle(): Oracle {
  const python = startPython('script_oracle.py')
  return {
    example: async (seed, number) => (await python.send({ seed, number })) as Example,
    evaluate: async (script) => (await python.send({ script })) as Example | Excluded,
    stop: () => python.stop(),
  }
}
