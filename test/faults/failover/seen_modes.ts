/**
 * What a rank sends of what it has seen: the text of the last answer that it was given itself; nothing;
 * or that text, and those of the other ranks of its job.
 */
export type SeenMode = 'echoes' | 'silent' | 'shares'

/** Whether an advance takes `others_seen`. */
export const SHARED_SEEN = true

/** The modes of the ranks of a job. */
export const SEEN_MODES: readonly SeenMode[] = [
  'echoes',
  'silent',
  'echoes',
  SHARED_SEEN ? 'shares' : 'echoes',
]
