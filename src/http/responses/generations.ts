import type { z } from 'zod'
import type { listGenerations, OpenedGeneration } from '../../operations/changes/generations.ts'
import type { OpenedItem } from '../../operations/generations/open_many.ts'
import type { GenerationResponse, GenerationList } from '../contract/generations.ts'
import { seenText } from '../../core/optimizer/seen.ts'
import { failureText, resultsText } from './advance_many.ts'
import { groupsText } from './groups.ts'
import { windowText } from './step_values.ts'

/** Generations in responses. */

/** Writes `GenerationResponse`. */
export function openedText({ generation, rates, window }: OpenedGeneration): string {
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
    seen: seenText(optimizer),
    ...(generation.worldSize === undefined ? {} : { world_size: generation.worldSize }),
  }
  const ahead = window === undefined ? '' : `,"ahead":${windowText(window)}`
  return `${JSON.stringify(opened).slice(0, -1)},"groups":${groupsText(rates.state)}${ahead}}`
}

/** Writes `OpenManyResponse`. */
export const openManyText = (items: readonly OpenedItem[]): string =>
  resultsText(items, (item) =>
    'generation' in item
      ? {
          text: `{"status":${item.created ? 201 : 200},"result":${openedText(item)}}`,
          optimizer: item.rates.optimizer.id,
          step: item.generation.resumeStep,
        }
      : { text: failureText(item) },
  )

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
