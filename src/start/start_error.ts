/** Why the service cannot start: one sentence for people, which says what to change. */
export class StartError extends Error {}
