/** What the identity of a life consists of. Its `key` is a JSON list. */
import type { Life } from 'association-lifecycle/scenarios'

/** An association of either system. */
export interface Identity {
  /** Of the share, or of the policy. */
  readonly container: string
  /** `Resource` for everything in a policy. */
  readonly associationType: string
  readonly entityType: string
  readonly entityId: string
}

/** The identity of an association; a container's own is none. */
export const identityOf = (life: Life | undefined): Identity | undefined => {
  if (life === undefined || life.isContainer) return undefined
  const { container, kind: entityType, id: entityId } = life
  const parts: unknown = JSON.parse(life.key)
  const associationType = Array.isArray(parts) && parts.length === 4 ? String(parts[1]) : 'Resource'
  return { container, associationType, entityType, entityId }
}
