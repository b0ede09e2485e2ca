import type { z } from 'zod'
import type { listGenerations, OpenedGeneration } from '../../operations/changes/generations.ts'
import type { GenerationResponse, GenerationList } from '../contract/generations.ts'
import { groupsText } from './groups.ts'

/** Generations in responses. */

/** Writes `GenerationResponse`. */
export function openedText({ generation, rates }: OpenedGeneration): string {
  const { optimizer } = rates
  const opened: Omit<z.infer<typeof GenerationResponse>, 'groups'> = {
    generation: generation.number,
    key: generation.key!,
    parent: generation.parent!,
    resume_step: generation.resumeStep,
    revision: rates.revision,
    step: optimizer.cursor,
    sealed_through: optimizer.sealedThrough,
    edits: generation.edits,
    ...(generation.worldSize === undefined ? {} : { world_size: generation.worldSize }),
  }
  return `${JSON.stringify(opened).slice(0, -1)},"groups":${groupsText(rates.state)}}`
}

export const generationListResponse = ({
  optimizer,
  generations,
}: Awaited<ReturnType<typeof listGenerations>>): z.infer<typeof GenerationList> => ({
  generations: generations.map((each) => ({
    generation: each.number,
    key: each.key ?? null,
    parent: each.parent ?? null,
    resume_step: each.resumeStep,
    sealed_through: each.sealedThrough,
    is_current: each.number === optimizer.generation.number,
    edits: each.edits,
    revision: each.revision,
    ...(each.worldSize === undefined ? {} : { world_size: each.worldSize }),
    ...(each.reason === undefined ? {} : { reason: each.reason }),
    ...(each.actor === undefined ? {} : { actor: each.actor }),
    opened_at: each.openedAt,
  })),
})
