import {
  findGeneration,
  generationAtRevision,
  generationOf,
  isSameOpening,
  lineage,
  lineOf,
  type Generation,
} from '../../core/optimizer/generation.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { registrationKey } from '../cache/identity.ts'

/**
 * Splits a range of steps by the generations on a lineage. The steps of an ancestor end where the
 * next generation resumes from it.
 * @param generations all of them up to the last one on the lineage.
 */
export function segmentsByGeneration(generations: readonly Generation[], from: number, to: number) {
  const parts = [{ owner: generations.at(-1)!, from, to }]
  while (from < parts[0]!.owner.resumeStep) {
    const [{ owner: child, to: end }] = parts as [(typeof parts)[number]]
    const owner = generationOf(generations, child.parent!)
    if (child.resumeStep <= end) parts[0] = { owner: child, from: child.resumeStep, to: end }
    else parts.shift()
    parts.unshift({ owner, from, to: Math.min(end, child.resumeStep) })
  }
  return parts
}

/** Whether an input acts on the lineage of the last generation: not after a later one resumed. */
export function actsIn(generations: readonly Generation[]): (input: Input) => boolean {
  const through = new Map(lineage(generations).map((each) => [each.number, each.through]))
  return ({ revision, step }) =>
    step <= (through.get(generationAtRevision(generations, revision)) ?? -Infinity)
}

/** The generations on the lineage of the current one, and others: all that made its inputs. */
export const generationsInForce = async (context: Context, stored: Stored) => {
  const { generation } = stored.optimizer
  return generation.parent === undefined ? [generation] : generationsOf(context, stored)
}

/**
 * Every generation, from the first. Those that this process has read are read again only where the
 * last one of them is another one now: a failover may have lost it, and others were opened since.
 */
export async function generationsOf(
  { store, processState: { generations } }: Context,
  stored: Stored,
): Promise<readonly Generation[]> {
  const key = registrationKey(stored)
  const { generation } = stored.optimizer
  const cached = generations.get(key) ?? []
  const same = findGeneration(cached, generation.number)
  if (same && isSameOpening(same, generation)) return lineOf(cached, generation.number)
  const last = cached.at(-1)
  const isAfter = last !== undefined && last.number < generation.number
  const [again, ...later] = isAfter ? await store.generations(stored, last.number) : []
  const isSameLast = again !== undefined && isSameOpening(again, last!)
  const all = isSameLast ? [...cached, ...later] : await store.generations(stored)
  generations.set(key, all)
  return all
}
